"""Signed answers: what may be said to one invitation, by whoever holds the address, until a day.

A key is made for this purpose alone, so that nothing signed elsewhere can be used here. Small letters, digits and
dashes only: the same text stands in a web address and before the @ of a mail address, where some programs fold case.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

GOOD_FOR = timedelta(days=30)
_SHAPE = re.compile(r"(\d{1,15})-([adpr])-([0-9a-f]{1,10})-([0-9a-f]{24})")


class Saying(StrEnum):
    """What one address may say: one thing each. REPLY stands in the return address of a letter."""

    ACCEPT = "a"
    DECLINE = "d"
    PUBLISHED = "p"
    REPLY = "r"


@dataclass(frozen=True, slots=True)
class SignedAnswer:
    """What a genuine, living address says. ``invitation_id``: of the invitation it belongs to."""

    invitation_id: int
    saying: Saying


def sign(secret: str, invitation_id: int, saying: Saying, now: datetime) -> str:
    """``12-a-6a…-…``: good for thirty days from ``now``."""
    until = int((now + GOOD_FOR).timestamp())
    words = f"{invitation_id}-{saying.value}-{until:x}"
    return f"{words}-{_seal(secret, words)}"


def read(secret: str, token: str, now: datetime) -> SignedAnswer | None:
    """What the token says; None when it is forged or its time is over."""
    found = _SHAPE.fullmatch(token.lower())
    if found is None:
        return None
    number, saying, until, seal = found.groups()
    words = f"{number}-{saying}-{until}"
    if not hmac.compare_digest(seal, _seal(secret, words)):
        return None
    if datetime.fromtimestamp(int(until, 16), UTC) < now:
        return None
    return SignedAnswer(int(number), Saying(saying))


def _seal(secret: str, words: str) -> str:
    key = hashlib.sha256(f"answer links\n{secret}".encode()).digest()
    return hmac.new(key, words.encode(), hashlib.sha256).hexdigest()[:24]
