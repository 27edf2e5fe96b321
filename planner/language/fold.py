"""The search key: what a person types without accents finds the accented word."""

import unicodedata
from collections.abc import Mapping

from planner.language.canon import NO_ABBREVIATIONS, canon


def fold(text: str, abbreviations: Mapping[str, str] = NO_ABBREVIATIONS) -> str:
    """``canon`` without accents and with d for đ; use it on the stored side and on the typed side alike.

    Too coarse for matching: folded, "khóa học" is "khoa học". Matching compares ``canon``.
    """
    # đ has no decomposition in Unicode, so removing marks never reaches it.
    decomposed = unicodedata.normalize("NFD", canon(text, abbreviations).replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(mark for mark in decomposed if not unicodedata.combining(mark)))
