"""A small RSS 2.0 writer, for the newsroom's own feed and for the demonstration server."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from feeds.text import without_controls


@dataclass(frozen=True, slots=True)
class OutItem:
    """One item to publish; ``published`` is aware and written with its own offset."""

    title: str
    link: str
    guid: str
    summary: str
    author: str
    published: datetime


def write_rss(*, title: str, link: str, description: str, items: Iterable[OutItem], ttl: int = 15) -> bytes:
    """An RSS 2.0 document in UTF-8 with ``items`` in the order given; ``ttl`` in minutes."""
    ET.register_namespace("dc", "http://purl.org/dc/elements/1.1/")
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    head = {"title": title, "link": link, "description": description, "language": "vi", "ttl": str(ttl)}
    for name, value in head.items():
        _add(channel, name, value)
    for item in items:
        _add_item(ET.SubElement(channel, "item"), item)
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _add_item(element: ET.Element, item: OutItem) -> None:
    _add(element, "title", item.title)
    _add(element, "link", item.link)
    guid = _add(element, "guid", item.guid)
    guid.set("isPermaLink", "true" if item.guid == item.link else "false")
    _add(element, "description", item.summary)
    if item.author:
        _add(element, "{http://purl.org/dc/elements/1.1/}creator", item.author)
    _add(element, "pubDate", format_datetime(item.published))


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = without_controls(text)
    return element
