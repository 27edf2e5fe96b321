"""Coming in through the sign-in page, as a person at a browser does."""

from playwright.sync_api import Page
from sqlalchemy.orm import Session

from planner.models import Person
from tests.factories import PASSWORD

NOVEMBER = "/lich?thang=2026-11"


def enter(page: Page, person: Person, session: Session, target: str = NOVEMBER) -> None:
    """Sign in and arrive at ``target``; what the test wrote is committed first."""
    email = person.email
    session.commit()
    page.goto(f"/dang-nhap?next={target}")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"**{target}")
