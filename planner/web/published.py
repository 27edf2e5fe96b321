"""Placeholder until the noun is written."""

from flask import Blueprint

blueprint = Blueprint("published", __name__)
