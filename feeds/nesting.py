"""How deep a page nests. Building a tree costs time by the square of the depth, so it is looked at before."""

import re

# Real pages nest some thirty elements deep.
DEEPEST = 3_000
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z][a-z0-9-]{0,30})", re.IGNORECASE)
# Elements without an end, and those another of their kind ends.
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_FLAT = _VOID | {"p", "li", "td", "th", "tr", "dt", "dd", "option", "colgroup", "thead", "tbody"}


def too_deep(text: str) -> bool:
    """More elements open at once than any page needs."""
    depth = 0
    for tag in _TAG.finditer(text):
        if tag["name"].lower() not in _FLAT:
            depth = max(depth - 1, 0) if tag["close"] else depth + 1
            if depth > DEEPEST:
                return True
    return False
