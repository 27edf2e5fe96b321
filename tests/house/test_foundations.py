"""The test house itself: real databases, a real server, a real browser."""

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from tests.fixtures.browser import accessibility_faults


def test_each_test_gets_a_migrated_database(session: Session) -> None:
    tables = inspect(session.get_bind()).get_table_names()
    assert "alembic_version" in tables
    assert len(tables) > 10


def test_databases_of_two_tests_are_two(session: Session) -> None:
    session.execute(text("CREATE TABLE only_here (id INTEGER)"))
    session.commit()
    assert "only_here" in inspect(session.get_bind()).get_table_names()


def test_the_sign_in_page_is_accessible_in_a_real_browser(app: Flask, page: Page) -> None:
    page.goto("/")
    assert page.locator("h1").count() == 1
    assert accessibility_faults(page) == []
