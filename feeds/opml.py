"""Lists of feeds as other readers exchange them (OPML 2.0): an outline for each feed, inside one for its group."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from xml.etree import ElementTree as ET
from xml.parsers.expat import ExpatError, ParserCreate

from feeds.encoding import decode
from feeds.repair import CONTROLS, entities_mended
from feeds.text import plain, without_controls

OUTLINES_MAX = 2_000
DEPTH_MAX = 20
# What this program adds: attributes of a namespace of its own, which other readers leave alone.
NAMESPACE = "urn:campaign-planner:sources"
_PREFIX = "planner"
_ROOT = re.compile(r"<opml[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed. ``group``: the words of the outlines it stands in, the nearest only. ``more``: our own attributes."""

    title: str
    url: str
    group: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


class NotOpml(ValueError):
    """The bytes are no OPML document that can be read."""


def write_opml(title: str, moment: datetime, outlines: Sequence[Outline]) -> bytes:
    """An OPML document in UTF-8, groups in the order they first appear. ``moment`` is aware."""
    ET.register_namespace(_PREFIX, NAMESPACE)
    root = ET.Element("opml", version="2.0")
    head, body = ET.SubElement(root, "head"), ET.SubElement(root, "body")
    ET.SubElement(head, "title").text = without_controls(title)
    ET.SubElement(head, "dateCreated").text = format_datetime(moment)
    groups: dict[str, ET.Element] = {}
    for outline in outlines:
        if outline.group not in groups:
            group = without_controls(outline.group)
            groups[outline.group] = ET.SubElement(body, "outline", text=group, title=group) if group else body
        words = without_controls(outline.title)
        shown = {"type": "rss", "text": words, "title": words, "xmlUrl": without_controls(outline.url)}
        own = {f"{{{NAMESPACE}}}{name}": without_controls(value) for name, value in outline.more.items() if value}
        ET.SubElement(groups[outline.group], "outline", shown | own)
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def read_opml(body: bytes) -> tuple[Outline, ...]:
    """The feeds of a list in its order, at most 2,000, what stands before a fault. Raises NotOpml when there is none.

    No DOCTYPE reaches the parser, so no entity grows or fetches anything.
    """
    text, _notes = decode(body, "")
    root = _ROOT.search(text)
    if root is None:
        raise NotOpml("no opml element")
    mended, _bare = entities_mended(CONTROLS.sub("", text[root.start() :]))
    found: list[Outline] = []
    open_groups: list[str] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        if name.lower() != "outline" or len(open_groups) > DEPTH_MAX:
            return
        values = {key.lower(): value for key, value in attributes.items()}
        title = plain(values.get("title") or values.get("text") or "", 300)
        if (url := values.get("xmlurl", "").strip()) and len(found) < OUTLINES_MAX:
            group = next((words for words in reversed(open_groups) if words), "")
            found.append(Outline(title or url[:300], url, group, _own(attributes)))
        open_groups.append("" if url else title)

    def end(name: str) -> None:
        if name.lower() == "outline" and open_groups:
            open_groups.pop()

    parser = ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    try:
        parser.Parse(mended.encode("utf-8", "replace"), True)
    except ExpatError as error:
        if not found:
            raise NotOpml(str(error)) from error
    return tuple(found)


def _own(attributes: Mapping[str, str]) -> dict[str, str]:
    """Attributes under our prefix; namespaces are not resolved, other readers' prefixes are simply others."""
    start = f"{_PREFIX}:"
    return {name.removeprefix(start): value for name, value in attributes.items() if name.startswith(start)}
