"""Walking pages in tests the way a browser does: tokens from the form, hidden fields sent along."""

from collections.abc import Mapping
from typing import Any

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from planner.models import Person
from tests.factories import PASSWORD
from tests.fixtures.application import CheckedClient


def hidden_fields(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the page's POST form with this action (without its query string)."""
    root = html5lib.parse(page, namespaceHTMLElements=False)
    for form in root.iter("form"):
        if form.get("action", "").split("?")[0] == action and form.get("method", "").lower() == "post":
            inputs = [field for field in form.iter("input") if field.get("type") == "hidden"]
            return {field.get("name", ""): field.get("value", "") for field in inputs}
    raise AssertionError(f"no POST form to {action} on the page")


def token_of(client: FlaskClient) -> str:
    """A CSRF token of this visitor, read from any page with a form."""
    page = client.get("/dang-nhap", follow_redirects=True).get_data(as_text=True)
    root = html5lib.parse(page, namespaceHTMLElements=False)
    return next(field.get("value", "") for field in root.iter("input") if field.get("name") == "csrf_token")


def another_visitor(app: Flask, session: Session) -> FlaskClient:
    """A second browser on the same application, like the fixture ``client``."""
    made = app.test_client()
    assert isinstance(made, CheckedClient)
    made.session = session
    return made


def sign_in(client: FlaskClient, person: Person, password: str = PASSWORD) -> FlaskClient:
    """Sign this visitor in through the form; returns the same client."""
    page = client.get("/dang-nhap").get_data(as_text=True)
    fields = hidden_fields(page, "/dang-nhap") | {"email": person.email, "password": password}
    response = client.post("/dang-nhap", data=fields)
    assert response.status_code == 303, response.get_data(as_text=True)
    return client


def fill(client: FlaskClient, page: str, action: str, values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """What the page's form to ``action`` would send, filled in. ``prefix`` is the form's field prefix with its dash."""
    hidden = hidden_fields(client.get(page).get_data(as_text=True), action)
    return {**hidden, **{prefix + name: value for name, value in values.items()}}


def send(client: FlaskClient, page: str, action: str, values: Mapping[str, Any], prefix: str = "") -> TestResponse:
    """Fetch ``page``, fill its form to ``action`` and post it."""
    return client.post(action, data=fill(client, page, action, values, prefix))
