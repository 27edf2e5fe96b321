"""Signed answers: one thing each, until a day, and nothing else opens them."""

from datetime import timedelta

import pytest

from planner.domain.answer_links import GOOD_FOR, Saying, SignedAnswer, read, sign
from tests.factories import NOW

TOKEN = sign("chìa khóa", 12, Saying.ACCEPT, NOW)


def test_a_token_says_one_thing_to_one_invitation_until_its_day() -> None:
    assert read("chìa khóa", TOKEN, NOW) == SignedAnswer(12, Saying.ACCEPT)
    assert read("chìa khóa", TOKEN.upper(), NOW) == SignedAnswer(12, Saying.ACCEPT)
    assert read("chìa khóa", TOKEN, NOW + GOOD_FOR) is not None
    assert read("chìa khóa", TOKEN, NOW + GOOD_FOR + timedelta(seconds=1)) is None


@pytest.mark.parametrize(
    "token",
    [
        "",
        "12-a",
        TOKEN.replace("12-a", "13-a"),
        TOKEN.replace("-a-", "-d-"),
        TOKEN[:-1] + ("0" if TOKEN[-1] != "0" else "1"),
        TOKEN.replace("-a-6", "-a-7"),
        TOKEN + "0",
        "9" * 400,
    ],
)
def test_a_changed_token_says_nothing(token: str) -> None:
    assert read("chìa khóa", token, NOW) is None


def test_another_installations_token_says_nothing() -> None:
    assert read("chìa khác", TOKEN, NOW) is None


def test_it_fits_before_the_at_sign_of_a_mail_address() -> None:
    assert len("lich-toa-soa+" + sign("x", 10**7, Saying.REPLY, NOW)) <= 64
