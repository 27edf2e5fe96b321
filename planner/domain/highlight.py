"""Where the words of a reason stand in a text as it is written, so that both sides can show them marked."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.language.canon import NO_ABBREVIATIONS, canon
from planner.language.fold import fold

_CHUNK = re.compile(r"\S+|\s+")
_EDGES = re.compile(r"^[^\w]+|[^\w]+$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text, as written; the pieces joined give the text back."""

    text: str
    marked: bool


def highlight(
    text: str,
    phrases: Iterable[str],
    abbreviations: Mapping[str, str] = NO_ABBREVIATIONS,
    *,
    accents: bool = True,
) -> tuple[Piece, ...]:
    """``text`` in pieces, those that hold one of the phrases marked. Spelling and capitals make no difference, nor do
    accents when ``accents`` is off.
    """
    key = canon if accents else fold
    chunks = _CHUNK.findall(text)
    marks = [False] * len(chunks)
    # Tokens of the text with the chunk each comes from: "TP.HCM" is one chunk and two tokens.
    tokens = [(token, place) for place, chunk in enumerate(chunks) for token in key(chunk, abbreviations).split()]
    for phrase in phrases:
        wanted = key(phrase, abbreviations).split()
        for place in _places([token for token, _chunk in tokens], wanted):
            first, last = tokens[place][1], tokens[place + len(wanted) - 1][1]
            marks[first : last + 1] = [True] * (last + 1 - first)
    return _pieces(chunks, marks)


def quote(text: str, phrase: str, *, accents: bool = True) -> str:
    """``phrase``, known in its comparing form, as ``text`` first writes it; empty when it does not."""
    found = next((piece.text for piece in highlight(text, [phrase], accents=accents) if piece.marked), "")
    return _EDGES.sub("", found)


def _places(tokens: Sequence[str], wanted: Sequence[str]) -> list[int]:
    size = len(wanted)
    return [place for place in range(len(tokens) - size + 1) if wanted and tokens[place : place + size] == wanted]


def _pieces(chunks: Sequence[str], marks: Sequence[bool]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for chunk, marked in zip(chunks, marks, strict=True):
        if pieces and pieces[-1].marked == marked:
            pieces[-1] = Piece(pieces[-1].text + chunk, marked)
        else:
            pieces.append(Piece(chunk, marked))
    return tuple(pieces)
