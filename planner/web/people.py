"""Placeholder until the noun is written."""

from flask import Blueprint

blueprint = Blueprint("people", __name__)
