"""How common words are in Vietnamese news: what a site that has read little cannot yet know from its own items."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

TEXTS = 10_000
_LIST = Path(__file__).with_name("common-words.txt")
_NO_NAMES = Path(__file__).with_name("no-names.txt")
_SHORT = Path(__file__).with_name("short-forms.txt")


@cache
def shares() -> Mapping[str, float]:
    """Word or pair of neighbours in comparing form (``canon``, short forms in capitals) → share of texts, 0…1."""
    lines = (line.split("\t") for line in _LIST.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {word: int(count) / TEXTS for count, word in lines}


@cache
def short_forms() -> Mapping[str, str]:
    """Short forms that newsrooms write for their words ("UBND" → its words), in capitals."""
    lines = (line.split("\t") for line in _SHORT.read_text("utf-8").splitlines() if not line.startswith("#"))
    return dict(lines)


@cache
def no_names() -> frozenset[str]:
    """Words in capitals that are nobody's name, in small letters."""
    lines = _NO_NAMES.read_text("utf-8").splitlines()
    return frozenset(line.lower() for line in lines if line and not line.startswith("#"))
