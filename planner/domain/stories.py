"""The same text in two places (đăng lại): a link between items, never one item of two. Pure."""

import hashlib
import re
from datetime import timedelta

WITHIN = timedelta(days=7)
# Shorter headings repeat ("Bản tin thời sự"): they name a slot, not a story.
LEAST_WORDS = 4
# Texts of fewer words are teasers every site writes anew.
LEAST_TEXT, SIMILAR = 12, 0.5
_WORD = re.compile(r"\w+")


def story_of(title: str) -> str:
    """A short hash of the words of a title, accents and numbers included; "" for one too short to tell."""
    words = _words(title)
    if len(words) < LEAST_WORDS:
        return ""
    return hashlib.sha256(" ".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:40]


def similar(one: str, other: str) -> bool:
    """Whether two summaries may be of one text: half of their words in common, or one too short to say otherwise."""
    first, second = set(_words(one)), set(_words(other))
    if min(len(first), len(second)) < LEAST_TEXT:
        return True
    return len(first & second) >= SIMILAR * min(len(first), len(second))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
