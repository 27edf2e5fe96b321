"""Characters a document can hold. What XML forbids would make the whole file unreadable."""

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"[\r\n\t\u2028\u2029]+")
# Marks that turn the reading direction would run on into the rest of the line.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """``text`` on one line without what XML forbids and without direction overrides; emoji and accents stay."""
    return _DIRECTION.sub("", _FORBIDDEN.sub("", _BREAKS.sub(" ", text))).strip()
