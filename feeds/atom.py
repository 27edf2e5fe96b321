"""Atom out (RFC 4287), for other systems that read what was published: records to bytes, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from feeds.text import without_controls

ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True, slots=True)
class AtomEntry:
    """One published work. ``key``: a URI that stays (RFC 4287 atom:id); ``updated`` aware; ``link`` may be empty."""

    key: str
    title: str
    link: str
    author: str
    summary: str
    updated: datetime


def write_atom(*, key: str, title: str, address: str, updated: datetime, entries: Sequence[AtomEntry]) -> bytes:
    """An Atom document in UTF-8, entries in the order given. ``address``: a page about the feed; ``updated`` aware."""
    ET.register_namespace("", ATOM.strip("{}"))
    root = ET.Element(f"{ATOM}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "vi"})
    _add(root, "id", key)
    _add(root, "title", title)
    _add(root, "updated", _moment(updated))
    ET.SubElement(root, f"{ATOM}link", href=without_controls(address), rel="alternate")
    for entry in entries:
        element = ET.SubElement(root, f"{ATOM}entry")
        _add(element, "id", entry.key)
        _add(element, "title", entry.title)
        _add(element, "updated", _moment(entry.updated))
        _add(ET.SubElement(element, f"{ATOM}author"), "name", entry.author)
        if entry.link:
            ET.SubElement(element, f"{ATOM}link", href=without_controls(entry.link), rel="alternate")
        if entry.summary:
            _add(element, "summary", entry.summary)
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{ATOM}{name}").text = without_controls(text)


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
