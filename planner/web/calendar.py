"""Placeholder until the noun is written."""

from flask import Blueprint

blueprint = Blueprint("calendar", __name__)
