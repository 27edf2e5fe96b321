"""Making a broken document readable before the parser sees it, and refusing what would hurt the parser.

Everything before the root element is cut: declaration, warnings of the site's own program, and any DOCTYPE. A
document without DOCTYPE cannot define entities, so no entity can grow or fetch anything.
"""

import html.entities
import re
from dataclasses import dataclass

from feeds.records import (
    BARE_AMPERSAND,
    CONTROL_CHARACTERS,
    ENTITIES_CUT,
    JUNK_BEFORE_ROOT,
    TOO_MANY_ITEMS,
    TRUNCATED,
)

ITEMS_MAX = 1_000

_ROOT = re.compile(r"<(?P<name>(?:[a-z][\w.-]*:)?(?:rss|feed|rdf))(?=[\s>])", re.IGNORECASE)
_PROLOG = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_AMPERSAND = re.compile(
    r"(?P<cdata><!\[CDATA\[.*?\]\]>)|&(?:(?P<name>\w{1,32});|\#(?:x(?P<hex>[0-9a-f]{1,8})|(?P<number>[0-9]{1,8}));)?",
    re.IGNORECASE | re.DOTALL,
)
_ITEM = re.compile(r"<(?P<close>/?)(?:[a-z][\w.-]*:)?(?P<name>item|entry)(?=[\s/>])", re.IGNORECASE)
_XML_ENTITIES = {"amp", "lt", "gt", "quot", "apos"}


@dataclass(frozen=True, slots=True)
class Repaired:
    """``text`` begins at the root element; ``root`` is its name as written. ``lost`` counts items cut off half-way."""

    text: str
    root: str
    notes: tuple[str, ...]
    lost: int


def repaired(text: str) -> Repaired | None:
    """``text`` ready for an XML parser, or None when no feed begins in it."""
    root = _ROOT.search(text)
    if root is None:
        return None
    notes: list[str] = []
    head, body = text[: root.start()], text[root.start() :]
    if "<!ENTITY" in head.upper():
        notes.append(ENTITIES_CUT)
    elif _PROLOG.sub("", head).strip():
        notes.append(JUNK_BEFORE_ROOT)
    body, controls = CONTROLS.subn("", body)
    notes += [CONTROL_CHARACTERS] if controls else []
    body, bare = entities_mended(body)
    notes += [BARE_AMPERSAND] if bare else []
    body, lost, cuts = _whole_items(body, root["name"])
    return Repaired(body, root["name"], (*notes, *cuts), lost)


def entities_mended(text: str) -> tuple[str, int]:
    """Named HTML entities become characters, bare ampersands ``&amp;``; how many of the latter there were."""
    if "&" not in text:
        return text, 0
    bare = 0

    def replacement(found: re.Match[str]) -> str:
        nonlocal bare
        if found["cdata"] or found["name"] in _XML_ENTITIES:
            return found[0]
        if number := found["hex"] or found["number"]:
            return found[0] if _is_character(int(number, 16 if found["hex"] else 10)) else ""
        if found["name"] and (character := html.entities.html5.get(f"{found['name']};")):
            return character.replace("&", "&amp;").replace("<", "&lt;")
        bare += 1
        return f"&amp;{found[0][1:]}"

    return _AMPERSAND.sub(replacement, text), bare


def _is_character(code: int) -> bool:
    """XML 1.0 §2.2: what a numeric reference may stand for."""
    return code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000


def _whole_items(text: str, root: str) -> tuple[str, int, list[str]]:
    """``text`` without a last half item and without items past the limit, and how many half items went.

    A half item is worse than none: half a link would become the identity of an article that does not exist.
    """
    marks = list(_ITEM.finditer(text))
    opened = [mark for mark in marks if not mark["close"]]
    if len(opened) > ITEMS_MAX:
        return _closed(text, opened[ITEMS_MAX].start(), root), 0, [TOO_MANY_ITEMS]
    if re.search(rf"</{re.escape(root)}\s*>", text[-2000:], re.IGNORECASE):
        return text, 0, []
    if marks and not marks[-1]["close"]:
        return _closed(text, marks[-1].start(), root), 1, [TRUNCATED]
    end = text.find(">", marks[-1].end()) + 1 if marks else 0
    return _closed(text, end, root) if end else text, 0, [TRUNCATED]


def _closed(text: str, end: int, root: str) -> str:
    inner = "</channel>" if root.lower().endswith("rss") else ""
    return f"{text[:end]}{inner}</{root}>"
