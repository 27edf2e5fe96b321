"""Placeholder until the noun is written."""

from flask import Blueprint

blueprint = Blueprint("items", __name__)
