"""Text on its way into a calendar file. Escaping is the library's; what it lets through is taken out here."""

import re
import unicodedata
from urllib.parse import quote, urlsplit

_BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_URI_SAFE = "%:/?#[]@!$&'()*+,;=~-._"


def calendar_text(text: str, limit: int, *, one_line: bool = False) -> str:
    """NFC text of at most ``limit`` characters without control characters; line breaks are LF, or blanks.

    A backslash becomes a slash: half of all clients read ``\\n`` in a title as a line break.
    """
    clean = _CONTROLS.sub("", _BREAKS.sub("\n", text)).replace("\\", "/").replace("\t", " ")
    clean = unicodedata.normalize("NFC", clean)
    clean = " ".join(clean.split()) if one_line else clean.strip()
    return clean[:limit]


def calendar_uri(text: str) -> str:
    """An http(s) or webcal address in ASCII, or "" when it is none."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https", "webcal") or not parts.netloc:
        return ""
    return quote(text.strip(), safe=_URI_SAFE)


def category(text: str) -> str:
    """A category name; commas go, because clients split the list at them even when escaped."""
    return calendar_text(text.replace(",", " "), 100, one_line=True).replace(";", " ").strip()
