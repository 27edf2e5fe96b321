"""Bytes to text. The bytes are trusted more than any of the two labels that come with them."""

import codecs
import re

from feeds.records import CHARSET_CONFLICT, CHARSET_GUESSED, TRUNCATED

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"^.{0,200}?<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})", re.DOTALL)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_LEGACY = ("cp1258", "cp1252")
# Of all high bytes in a text that is UTF-8 but for some damage, at least this share decodes.
_MOSTLY = 0.9


def decode(body: bytes, content_type: str) -> tuple[str, tuple[str, ...]]:
    """The text of ``body`` and what was odd about it. Never raises.

    Order: byte order mark, shape of UTF-16, valid UTF-8, the HTTP charset, the XML declaration, windows-1258,
    windows-1252. Bytes that are valid UTF-8 beat a label that says otherwise.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), ()
    labels = _labels(body, content_type)
    if wide := _wide(body):
        return body.decode(wide, "replace"), ()
    text, notes = _utf8(body)
    if text is not None:
        clash = bool(labels) and not body.isascii() and "utf-8" not in labels[:1]
        return text, (*notes, CHARSET_CONFLICT) if clash else notes
    for name in labels:
        if name != "utf-8" and (text := _strict(body, name)) is not None:
            return text, (CHARSET_CONFLICT,) if len(set(labels)) > 1 else ()
    for name in _LEGACY:
        if (text := _strict(body, name)) is not None:
            return text, (CHARSET_GUESSED,)
    return body.decode("utf-8", "replace"), (CHARSET_GUESSED,)


def _labels(body: bytes, content_type: str) -> list[str]:
    """Usable codec names from the HTTP header and the XML declaration, in that order."""
    header = _HEADER.search(content_type)
    declared = _DECLARED.match(body)
    names = [header[1]] if header else []
    names += [declared[1].decode("ascii")] if declared else []
    found = []
    for name in names:
        try:
            " ".encode(name)  # refuses codecs that are no character sets, such as rot13
        except (LookupError, UnicodeError):
            continue
        found.append(codecs.lookup(name).name)
    return found


def _wide(body: bytes) -> str:
    """UTF-16 without a mark shows itself by a NUL beside the first bracket."""
    if body.startswith(b"<\x00"):
        return "utf-16-le"
    return "utf-16-be" if body.startswith(b"\x00<") else ""


def _utf8(body: bytes) -> tuple[str | None, tuple[str, ...]]:
    try:
        return body.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        if error.start >= len(body) - 3 and not body[: error.start].isascii():
            return body[: error.start].decode("utf-8"), (TRUNCATED,)
    text = body.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    high = sum(character > "\x7f" for character in text)
    return (text, (CHARSET_GUESSED,)) if high and 1 - damaged / high >= _MOSTLY else (None, ())


def _strict(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeError, ValueError):
        return None
