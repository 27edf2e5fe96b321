"""What a site lets programs read is asked once a day and obeyed."""

import asyncio
from datetime import datetime, timedelta

import pytest

from feeds.robots import RobotsDesk
from tests.feeds.conftest import NOW
from tests.feeds.newspaper import Newspaper

AGENT = "campaign-planner/1.0 (+https://toasoan.example.vn/lien-he)"
RULES = b"""User-agent: *
Disallow: /*?trang=
Disallow: /noi-bo/
Allow: /noi-bo/cong-khai

User-agent: khac
Disallow: /
Sitemap: https://bao.example.vn/sitemap.xml
"""


def verdict(desk: RobotsDesk, paper: Newspaper, path: str, at: datetime = NOW) -> str:
    return asyncio.run(desk.refusal(paper.url(path), user_agent=AGENT, now=at, allow=paper.allowed))


def test_wildcards_and_the_longest_rule_decide(newspaper: Newspaper) -> None:
    newspaper.answer("/robots.txt", body=RULES)
    desk = RobotsDesk()

    paths = ("/thoi-su/", "/thoi-su/?trang=2", "/noi-bo/1", "/noi-bo/cong-khai/1")
    assert [verdict(desk, newspaper, path) for path in paths] == ["", "robots", "robots", ""]
    assert len(newspaper.asked) == 1
    assert newspaper.asked[0][1]["User-Agent"] == AGENT
    found = asyncio.run(desk.sitemaps(newspaper.url("/"), user_agent=AGENT, now=NOW, allow=newspaper.allowed))
    assert found == ("https://bao.example.vn/sitemap.xml",)


def test_rules_are_asked_for_again_after_a_day(newspaper: Newspaper) -> None:
    newspaper.answer("/robots.txt", body=b"")
    desk = RobotsDesk()
    for hours in (0, 23, 25):
        assert verdict(desk, newspaper, "/a", NOW + timedelta(hours=hours)) == ""
    assert len(newspaper.asked) == 2


@pytest.mark.parametrize(("status", "verdicts"), [(404, ["", ""]), (403, ["", ""]), (500, ["http-5xx", "http-5xx"])])
def test_no_rules_let_everybody_in_and_a_broken_server_nobody(
    newspaper: Newspaper, status: int, verdicts: list[str]
) -> None:
    """RFC 9309 §2.3.1.3 and §2.3.1.4. What nobody said is asked for again."""
    newspaper.answer("/robots.txt", status)
    desk = RobotsDesk()
    assert [verdict(desk, newspaper, "/a") for _ in range(2)] == verdicts
    assert len(newspaper.asked) == (1 if status < 500 else 2)
