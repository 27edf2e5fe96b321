"""Placeholder until the noun is written."""

from flask import Blueprint

blueprint = Blueprint("subscriptions", __name__)
