"""The short way for a well-formed RSS 2.0 document that holds nothing out of the ordinary.

feedparser reads everything and costs twenty times as much. This reader knows the elements newspapers send and declines
whatever else it meets (None): then feedparser reads the document. What it does read it reads as feedparser does:
``tests/feeds/test_strict.py`` holds both against each other over samples, made documents and thousands of mutations.
"""

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from feeds.items import Entry
from feeds.repair import Repaired

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
# Read past without a word: they name nothing this program keeps.
_SILENT = {"category", "comments", "enclosure", "{http://purl.org/rss/1.0/modules/slash/}comments"}
_SILENT_HEAD = {"language", "generator", "copyright", "pubDate", "lastBuildDate", "docs", "managingEditor", "webMaster"}
_ITEM_NAMES = ("title", "description", "pubDate", "link", "guid")
_ATTRIBUTES = {"guid": {"isPermaLink"}, "category": {"domain"}, "enclosure": {"url", "length", "type"}}
_ITEM_ATTRIBUTES = {name: _ATTRIBUTES.get(name, set[str]()) for name in (*_ITEM_NAMES, *_SILENT, _CONTENT, _CREATOR)}
# An address both readers hand on as it stands.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::\d+)?(?:/[!-;=?-Z_a-z~%]*)?")
_KEY = re.compile(r"(?!http)[A-Za-z0-9][A-Za-z0-9_.-]*")
_NAME = re.compile(r"[^\W\d_][^<>@()&\"]*")
# feedparser turns these into the characters of windows-1252.
_C1 = re.compile("[\x80-\x9f]")


@dataclass(frozen=True, slots=True)
class Plain:
    """What a document says, as raw strings."""

    title: str
    link: str
    ttl: str
    entries: tuple[Entry, ...]


class _Odd(Exception):
    """Something only the long way can judge."""


def read_plain(ready: Repaired) -> Plain | None:
    """The document, or None when it is not plain enough."""
    if ready.notes or ready.lost or ready.root != "rss" or "<!--" in ready.text or "<?" in ready.text:
        return None
    if "xml:" in ready.text or _C1.search(ready.text):
        return None
    try:
        root = ET.fromstring(ready.text)  # noqa: S314 - repaired: no DOCTYPE, hence no entity, can be in it
        return _document(root)
    except (ET.ParseError, _Odd, ValueError):
        return None


def _document(root: ET.Element) -> Plain:
    if root.attrib != {"version": "2.0"} or [child.tag for child in root] != ["channel"] or root[0].attrib:
        raise _Odd
    if _said(root.text, root[0].text, root[0].tail, *(child.tail for child in root[0])):
        raise _Odd
    head: dict[str, str] = {}
    entries: list[Entry] = []
    for child in root[0]:
        if child.tag == "item":
            entries.append(_entry(child))
        elif entries or child.tag in head:
            # What stands after items or twice may belong to either; seldom enough to leave it.
            raise _Odd
        elif child.tag in ("title", "link", "description", "ttl") or child.tag in _SILENT_HEAD:
            head[child.tag] = _text(child, set())
        elif child.tag != "image" or not _is_plain_image(child):
            raise _Odd
    link = head.get("link", "").strip()
    if link and not _ADDRESS.fullmatch(link):
        raise _Odd
    return Plain(head.get("title", ""), link, head.get("ttl", ""), tuple(entries))


def _entry(item: ET.Element) -> Entry:
    if item.attrib or _said(item.text):
        raise _Odd
    found: dict[str, str] = {}
    for child in item:
        if child.tag not in _ITEM_ATTRIBUTES or (child.tag in found and child.tag not in _SILENT):
            raise _Odd
        if child.tag == "description" and _CONTENT in found:
            # Whichever comes first is the summary.
            raise _Odd
        found[child.tag] = _text(child, _ITEM_ATTRIBUTES[child.tag])
    link, guid = found.get("link", "").strip(), found.get("guid", "").strip()
    if not _ADDRESS.fullmatch(link):
        raise _Odd
    # A guid may stand in for the link, depending on order and attributes: only where it could not matter.
    if guid != link and guid and not (_KEY.fullmatch(guid) and _own_key(item)):
        raise _Odd
    if not guid and "enclosure" in found:
        raise _Odd
    author = found.get(_CREATOR, "").strip()
    if author and not _NAME.fullmatch(author):
        raise _Odd
    published = found.get("pubDate", "")
    summary = found.get("description", "").strip()
    return Entry(
        title=found.get("title", "").strip(),
        link=link,
        guid=guid,
        summary=summary or found.get(_CONTENT, "").strip(),
        author=author,
        dates=(("published", published.strip()),) if published.strip() else (),
    )


def _own_key(item: ET.Element) -> bool:
    """The guid says of itself that it is no link."""
    return all(child.get("isPermaLink") == "false" for child in item if child.tag == "guid")


def _text(element: ET.Element, allowed: set[str]) -> str:
    if len(element) or not element.attrib.keys() <= allowed or _said(element.tail):
        raise _Odd
    return element.text or ""


def _said(*texts: str | None) -> bool:
    """Words stand where only blanks are expected."""
    return any(text and text.strip() for text in texts)


def _is_plain_image(image: ET.Element) -> bool:
    names = {"url", "title", "link", "width", "height", "description"}
    return not image.attrib and all(child.tag in names and not len(child) and not child.attrib for child in image)
