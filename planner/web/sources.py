"""Placeholder until the noun is written."""

from flask import Blueprint

blueprint = Blueprint("sources", __name__)
