"""Where the tone stands in open syllables: *hòa, ủy* or, as many Party offices insist, *hoà, uỷ*.

Only what the program itself words is changed: names and what people typed stay as they are written.
"""

import re
from collections.abc import Iterable

_TONES = {
    "oa": ("òóỏõọ", "àáảãạ"),
    "oe": ("òóỏõọ", "èéẻẽẹ"),
    "uy": ("ùúủũụ", "ỳýỷỹỵ"),
}
_MOVED = {
    first + pair[1]: pair[0] + second
    for pair, (on_first, on_second) in _TONES.items()
    for first, second in zip(on_first, on_second, strict=True)
}
_OPEN = re.compile(f"({'|'.join(_MOVED)})(?!\\w)", re.IGNORECASE)


def on_last_vowel(text: str, names: Iterable[str] = ()) -> str:
    """The text with "hòa" as "hoà", except where one of ``names`` stands in it."""
    kept = sorted({name for name in names if name}, key=len, reverse=True)
    if not kept:
        return _OPEN.sub(_move, text)
    apart = re.split(f"({'|'.join(map(re.escape, kept))})", text)
    return "".join(part if place % 2 else _OPEN.sub(_move, part) for place, part in enumerate(apart))


def _move(found: re.Match[str]) -> str:
    pair = found[0]
    moved = _MOVED[pair.lower()]
    return "".join(new.upper() if old.isupper() else new for old, new in zip(pair, moved, strict=True))
