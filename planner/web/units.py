"""Placeholder until the noun is written."""

from flask import Blueprint

blueprint = Blueprint("units", __name__)
