"""Placeholder until the noun is written."""

from flask import Blueprint

blueprint = Blueprint("columns", __name__)
