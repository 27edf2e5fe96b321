"""Nonsense sent to every address that changes plans, columns or many items at once: refused with a sentence, nothing
changed. The addresses come from the route table, the names of fields from the forms, so that a new one is tried too.
"""

from collections.abc import Iterator

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from planner.vocabulary import Role
from tests.pages import sign_in, token_of
from tests.web.test_access import World, address, database_url, rows, rules, world

__all__ = ["database_url", "world"]

NOUNS = {
    "items",
    "lanes",
    "editing",
    "quick",
    "selection",
    "columns",
    "patterns",
    "works",
    "steps",
    "comments",
    "checklist",
}
# They take no words of the sender, or (a draft) any words: what they do is tested beside what they are for.
WORDLESS = {
    "editing.take_over",
    "editing.discard_draft",
    "editing.keep_draft",
    "comments.take_back",
    "checklist.tick",
    "checklist.remove",
    "works.leave",
    "steps.retire",
    "columns.restore_slot",
}
# They take any words that are not too long.
TALK = {"comments.add", "checklist.add"}
NONSENSE = {"too long": "d" * 10_000, "unknown": "999999999", "no day": "2026-02-30"}
NAMES = {"item", "step", "tom-tat", "other", "ghi", "xoa"}


def posts(app: Flask, world: World, left_out: set[str]) -> Iterator[tuple[str, str]]:
    for rule in rules(app):
        if rule.endpoint.split(".")[0] in NOUNS and "POST" in (rule.methods or ()) and rule.endpoint not in left_out:
            yield rule.endpoint, address(app, rule, world)


def fields_of(page: str) -> set[str]:
    root = html5lib.parse(page, namespaceHTMLElements=False)
    found = {one.get("name", "") for tag in ("input", "select", "textarea", "button") for one in root.iter(tag)}
    return found - {"", "csrf_token", "submission", "back", "opened", "hour_sent"}


@pytest.mark.parametrize("kind", NONSENSE)
def test_nonsense_in_every_field_is_refused_and_changes_nothing(
    app: Flask, client: FlaskClient, world: World, engine: Engine, kind: str
) -> None:
    sign_in(client, world.people[Role.EDITOR])
    token = token_of(client)
    pages = [f"/tin-bai/{world.values['item_id']}", f"/chuyen-muc/{world.values['column_id']}", "/lich/chon-nhieu"]
    names = NAMES | {name for page in pages for name in fields_of(client.get(page).get_data(as_text=True))}
    before = rows(engine)
    for endpoint, place in posts(app, world, WORDLESS if kind == "too long" else WORDLESS | TALK):
        own = fields_of(client.get(place).get_data(as_text=True))
        data = dict.fromkeys(names | own, NONSENSE[kind]) | {"csrf_token": token}
        answer = client.post(place, data=data)
        assert 400 <= answer.status_code < 500, (endpoint, answer.status_code)
        assert "<h1" in answer.get_data(as_text=True), endpoint
        assert rows(engine) == before, endpoint
