"""What a change of a theme's words would add to a campaign's list and drop from it, among what came out lately."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.domain.relevance import Judgement, Lexicon, judge, phrases
from planner.language.canon import canon


@dataclass(frozen=True, slots=True)
class Seen:
    """A published item as it is judged."""

    number: int
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class Change:
    """An item that comes in or goes, with the judgement that lets it in."""

    item: Seen
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Preview:
    """``looked_at``: how many items were compared; those without any of the theme's words cannot change."""

    added: Sequence[Change]
    dropped: Sequence[Change]
    looked_at: int


def preview(items: Iterable[Seen], before: Lexicon, after: Lexicon, touched: Iterable[str]) -> Preview:
    """``touched``: the words that the change adds, removes or weighs anew."""
    keys = [phrase.key for phrase in phrases(touched, before.abbreviations)]
    added: list[Change] = []
    dropped: list[Change] = []
    looked_at = 0
    for item in items:
        looked_at += 1
        text = f" {canon(item.title, before.abbreviations)} {canon(item.summary, before.abbreviations)} "
        if not any(key in text for key in keys):
            continue
        old, new = judge(item.title, item.summary, before), judge(item.title, item.summary, after)
        if new and not old:
            added.append(Change(item, new))
        elif old and not new:
            dropped.append(Change(item, old))
    return Preview(added, dropped, looked_at)
