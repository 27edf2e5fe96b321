"""Placeholder until the noun is written."""

from flask import Blueprint

blueprint = Blueprint("board", __name__)
