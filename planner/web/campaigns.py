"""Placeholder until the noun is written."""

from flask import Blueprint

blueprint = Blueprint("campaigns", __name__)
