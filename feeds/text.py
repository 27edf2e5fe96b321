"""Plain text out of hostile fields. What leaves here is never markup and never longer than asked."""

import html
import re
import unicodedata

import nh3

TITLE_MAX = 1_000
SUMMARY_MAX = 20_000
AUTHOR_MAX = 300
# Stripping tags costs time by the length of what comes in, not of what is kept.
RAW_MAX = 200_000

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"\s+")
# Past this many tags the tree nh3 builds may cost seconds; no summary has so many, so a plain cut of tags will do.
TAGS_MAX = 2_000
_TAG = re.compile(r"<[^<>]*(?:>|$)")
# Tags that end a word on screen: nh3 removes them without leaving a blank.
_BREAKS = re.compile(r"<(?=/?(?:p|br|div|li|ul|ol|h[1-6]|tr|td|th|a|img|table|blockquote|figure)\b)", re.IGNORECASE)


def without_controls(text: str) -> str:
    """``text`` without C0 and C1 control characters (tab and line breaks stay), lone surrogates and non-characters."""
    return _CONTROLS.sub("", text)


def plain(raw: str, limit: int) -> str:
    """``raw`` as plain text in NFC with single blanks, at most ``limit`` characters.

    Entities are undone twice, because papers send them inside CDATA; bidirectional overrides and zero-width marks go,
    because they let one headline look like another.
    """
    text = raw[:RAW_MAX]
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if text.count("<") > TAGS_MAX:
        text = _TAG.sub(" ", text)
    elif "<" in text:
        text = html.unescape(nh3.clean(_BREAKS.sub(" <", text), tags=set()))
    text = _INVISIBLE.sub("", without_controls(text))
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", text).strip())[:limit].rstrip()
