"""Suggestions in words: plans with their pairs, reasons in the reader's language, titles with shared words marked."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from planner.domain.highlight import Piece, highlight
from planner.domain.matching import LIKELY, LIKELY_AGAIN
from planner.domain.reasons import DOUBTS, VETOES, Closeness, ReasonCode, closeness
from planner.models import Match, PlannedItem, Relevance
from planner.web.rendering import translate


@dataclass(frozen=True, slots=True)
class PlanPairs:
    """A plan with the published items suggested for it, the likeliest first."""

    plan: PlannedItem
    pairs: tuple[Match, ...]
    least: float = LIKELY

    @property
    def likely(self) -> tuple[Match, ...]:
        """Those worth an editor's time."""
        return tuple(match for match in self.pairs if match.score >= self.least)

    @property
    def unlikely(self) -> tuple[Match, ...]:
        """Those to be folded away."""
        return tuple(match for match in self.pairs if match.score < self.least)


def by_plan(pairs: Iterable[Match], linked: AbstractSet[int] = frozenset[int]()) -> list[PlanPairs]:
    """``pairs`` in the order of their plans; ``linked``: plans that have a piece already."""
    return [
        PlanPairs(plan, tuple(group), LIKELY_AGAIN if plan.id in linked else LIKELY)
        for plan, group in groupby(pairs, key=lambda match: match.item)
    ]


def reason_text(reason: Mapping[str, Any]) -> str:
    """The sentence in the reader's language; one of an older rule that is not known any more reads as it was stored."""
    code = _code(reason)
    return str(reason["text"]) if code is None else translate(code.label, reason.get("params") or {})


def marked_reasons(text: str, pairs: Sequence[Match]) -> tuple[Piece, ...]:
    """``text`` with the words marked on which the pairs rest."""
    reasons = [reason for match in pairs for reason in match.reasons]
    accents = all(_code(reason) is not ReasonCode.ACCENTLESS for reason in reasons)
    return highlight(text, (word for reason in reasons for word in reason["words"]), accents=accents)


def marked_words(text: str, row: Relevance) -> tuple[Piece, ...]:
    """``text`` with the campaign's words marked."""
    return highlight(text, row.words, row.campaign.lexicon.get("abbreviations", {}))


def closeness_of(match: Match) -> Closeness:
    return closeness(match.score, [str(reason["code"]) for reason in match.reasons])


def reason_kind(reason: Mapping[str, Any]) -> str:
    """How a reason is shown: "bad" for a veto, "warn" for a doubt, "good" for what speaks for the pair."""
    code = _code(reason)
    return "bad" if code in VETOES else "warn" if code in DOUBTS else "good"


def _code(reason: Mapping[str, Any]) -> ReasonCode | None:
    return next((code for code in ReasonCode if code.value == reason["code"]), None)
