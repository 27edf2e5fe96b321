"""How common words are in Vietnamese news: what a site that has read little cannot yet know from its own items."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

TEXTS = 10_000
_LIST = Path(__file__).with_name("common-words.txt")


@cache
def shares() -> Mapping[str, float]:
    """Word or pair of neighbours in comparing form (``canon``, short forms in capitals) → share of texts, 0…1."""
    lines = (line.split("\t") for line in _LIST.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {word: int(count) / TEXTS for count, word in lines}
