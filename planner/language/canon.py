"""The comparison key of a Vietnamese text: two spellings of one thing give one key.

Keys are for comparing only. They are never shown and never written over what a person or a paper wrote.
"""

import html
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

NO_ABBREVIATIONS: Mapping[str, str] = {}

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
# Only oa, oe and uy at the end are written both ways; in hoàn (closed) and quý (qu-) the tone has one place.
_MOVING_TONE = re.compile(r"(?!qu)[b-df-hj-np-tv-xzđ]*([ou])([aey])")
_I_OR_Y = re.compile(r"(?:[hklmst]|qu)y")
_SYMBOL = (
    r"(?<![\w.,/-])\d{1,5}\s?[-–/]\s?"  # 50- · 728 -
    r"(?:\d{4}/[^\W\d_]+\d*(?:-[^\W\d_]+)*"  # 93/2025/QH15 · 331/2026/NĐ-CP
    r"|[^\W\d_]{1,5}[-–/][^\W\d_]{1,6}(?:\.[^\W\d_])?)"  # 50-KL/TW · 46/NQ-CP · 753-CV-TU · KL/T.Ư
    r"(?![\w])"
)
_NUMBER = r"(?<![\w.,])\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\w.,])|(?<![\w.,])\d+,\d+(?![\w.,])"
_CENTRE = r"(?<!\w)t\.[ưw](?!\w)"
_WORD = r"[^\W_]+"
_TOKEN = re.compile(f"(?P<symbol>{_SYMBOL})|(?P<number>{_NUMBER})|(?P<centre>{_CENTRE})|{_WORD}")
_JOINT = re.compile(r" và | ")


def canon(text: str, abbreviations: Mapping[str, str] = NO_ABBREVIATIONS) -> str:
    """Tokens of ``text`` joined by single spaces: NFC, lower case, one tone placement, i for y, accents kept.

    ``abbreviations`` maps a short form in any case ("KH&CN") to its words; "KHCN", "KH-CN" and "KH và CN" are read as
    the same short form. A document symbol stays one token ("50-kl/tw"), as does a number ("1.234,5" gives "1234,5").
    """
    key = " ".join(_token(match) for match in _TOKEN.finditer(_plain(text)))
    if not abbreviations:
        return key
    pattern, words = _expansions(tuple(abbreviations.items()))
    return pattern.sub(lambda match: words[_JOINT.sub("", match[0])], key)


def _plain(text: str) -> str:
    """Lower case without mark-up escapes, however often a feed escaped them, and without invisible characters."""
    while (plain := html.unescape(text.lower())) != text:
        text = plain
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).lower()


def _token(match: re.Match[str]) -> str:
    if match["symbol"]:
        symbol = re.sub(r"\s", "", match[0]).replace("–", "-")
        return re.sub(r"t\.?[ưw]$", "tw", symbol)
    if match["number"]:
        return match[0].replace(".", "")
    return "tw" if match["centre"] else _syllable(match[0])


@lru_cache(maxsize=20_000)
def _syllable(syllable: str) -> str:
    """One lower-case syllable with its tone on the first vowel (hòa, ủy) and i for y after h k l m s t qu."""
    decomposed = unicodedata.normalize("NFD", syllable)
    tones = [mark for mark in decomposed if mark in _TONES]
    if len(tones) > 1:
        return syllable
    base = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES))
    tone = "".join(tones)
    if _I_OR_Y.fullmatch(base):
        return unicodedata.normalize("NFC", base[:-1] + "i" + tone)
    if tone and (moving := _MOVING_TONE.fullmatch(base)) and moving[0][-2:] in ("oa", "oe", "uy"):
        return unicodedata.normalize("NFC", base[:-1] + tone + base[-1])
    return syllable


@lru_cache(maxsize=64)
def _expansions(table: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern finding every spelling of every short form in a key, and the words for each form without joints."""
    words: dict[str, str] = {}
    spellings: list[str] = []
    for short, expansion in table:
        parts = canon(short).split()
        words["".join(parts)] = canon(expansion)
        spellings.append(f"(?:{_JOINT.pattern})".join(map(re.escape, parts)))
    longest_first = "|".join(sorted(spellings, key=len, reverse=True))
    return re.compile(rf"(?<!\S)(?:{longest_first})(?!\S)"), words
