"""Placeholder until the noun is written."""

from flask import Blueprint

blueprint = Blueprint("directives", __name__)
