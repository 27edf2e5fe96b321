"""Placeholder until the noun is written."""

from flask import Blueprint

blueprint = Blueprint("coverage", __name__)
