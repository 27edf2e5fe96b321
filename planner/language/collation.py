"""Vietnamese order as a plain string: a ă â b c d đ e ê … with the tones ngang, huyền, hỏi, ngã, sắc, nặng.

A key consists of the characters 0-9 and a-z only, so that Python, SQLite and PostgreSQL under any collation put keys
in the same order. It is made of three levels, letters, then tones, then case, each compared only when the one before
is equal; "0" ends a level and sorts before everything that can stand in the first.
"""

import unicodedata
from functools import lru_cache

_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_LETTERS = {letter: f"{letter}0" for letter in "abcdefghijklmnopqrstuvwxyz"} | {
    "ă": "a1",
    "â": "a2",
    "đ": "d1",
    "ê": "e1",
    "ô": "o1",
    "ơ": "o2",
    "ư": "u1",
}


def sort_key(text: str) -> str:
    """The key of ``text``; runs of blanks count as one. About four characters for each character of the text."""
    levels = [_weights(character) for character in unicodedata.normalize("NFC", " ".join(text.split()))]
    return "0".join("".join(level) for level in zip(*levels, strict=True)) if levels else ""


def person_key(name: str) -> str:
    """The key of a person's name as Vietnamese lists order it: given name (the last word) first, then the family."""
    *family, given = name.split() or [""]
    return f"{sort_key(given)}0{sort_key(' '.join(family))}"


@lru_cache(maxsize=2_000)
def _weights(character: str) -> tuple[str, str, str]:
    """Letter, tone and case weight of one character."""
    first, *marks = unicodedata.normalize("NFD", character)
    lower = first.lower()
    base = unicodedata.normalize("NFC", lower + "".join(mark for mark in marks if mark not in _TONES))
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), "0")
    return _letter(base), tone, "1" if first != lower else "0"


def _letter(base: str) -> str:
    if base in _LETTERS:
        return _LETTERS[base]
    if base.isspace():
        return "1"
    if base.isdecimal():
        return f"3{unicodedata.decimal(base)}"
    if plain := _LETTERS.get(unicodedata.normalize("NFD", base)[0]):  # é of a French name stays among the e
        return plain
    # Other scripts follow z, signs come before the digits, each in the order of its code.
    return f"zz{ord(base[0]):06x}" if base[0].isalpha() else f"2{ord(base[0]):06x}"
