"""How well published items carry out a plan: readable features, a score from 0 to 1, and reasons in words.

The form is a logistic regression whose signs are fixed by sense and whose weights were fitted once on judged pairs of
a national news stream. No score links anything: a person decides.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from planner.domain.corpus import Corpus, Item, Plan, Reading
from planner.domain.reasons import Reason, ReasonCode
from planner.domain.vetoes import vetoes
from planner.domain.wording import Wording, is_accentless, read

__all__ = ["Corpus", "Features", "Item", "Plan", "Suggestion", "rank", "suggest"]

RULE = "doi-chieu-1"
DAYS_BEFORE = 7
DAYS_AFTER = 30
MOST_CANDIDATES = 60
MOST_SUGGESTIONS = 5
LEAST_SCORE = 0.05
HELD_BACK = 0.5  # the most a vetoed pair may score
BRIEF_WEIGHT = 0.6
FAR = 14  # days; farther makes no difference
CLEAR_LEAD = 0.08
MOST_WORDS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Features:
    """``likeness``: cosine of the rarity-weighted terms. ``missing``: share of the plan's names not in the item, by
    rarity. ``rarest``: rarity of the rarest shared term, 0…1. ``near``: within a day of the due date. ``away``: days
    from it as a share of two weeks. ``lead``: likeness over the best other candidate. ``same_unit``: 0 or 1.
    """

    likeness: float
    missing: float
    rarest: float
    near: float
    away: float
    lead: float
    same_unit: float


BIAS = -9.3
WEIGHTS = Features(likeness=13.2, missing=-1.6, rarest=5.8, near=0.8, away=-3.3, lead=3.0, same_unit=1.9)
UNDATED = (0.3, 0.3)  # near and away of a plan without a day: what they are on average


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A published item for a plan. ``score`` 0…1; the reasons say what speaks for it and what against."""

    item_id: str
    score: float
    features: Features
    reasons: tuple[Reason, ...]

    @property
    def held_back(self) -> bool:
        return any(reason.vetoes for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A plan taken apart for one corpus."""

    plan: Plan
    corpus: Corpus
    title: Wording
    brief: Wording
    weights: dict[str, float]
    names: Mapping[str, str]
    accentless: bool

    @property
    def length(self) -> float:
        return self.corpus.length(self.weights)


def suggest(plan: Plan, corpus: Corpus) -> list[Suggestion]:
    """The few items worth a look, best first."""
    return [found for found in rank(plan, corpus) if found.score >= LEAST_SCORE][:MOST_SUGGESTIONS]


def rank(plan: Plan, corpus: Corpus) -> list[Suggestion]:
    """All candidates of the date window that share rare words with the plan, best first; ties in a stable order."""
    wanted = _take_apart(plan, corpus)
    candidates = [
        reading
        for reading in wanted.corpus.candidates(wanted.weights, MOST_CANDIDATES)
        if in_window(plan.due, reading.item.published_on)
    ]
    length = wanted.length
    alike = [_likeness(wanted, reading, length) for reading in candidates]
    found = [
        _score(wanted, reading, likeness, likeness - _best_other(alike, place))
        for place, (reading, likeness) in enumerate(zip(candidates, alike, strict=True))
    ]
    return sorted(found, key=lambda one: (-one.score, one.item_id))


def in_window(due: date | None, published_on: date) -> bool:
    """Whether an item came out near enough to the due day; a plan without a day takes any."""
    return due is None or -DAYS_BEFORE <= (published_on - due).days <= DAYS_AFTER


def _take_apart(plan: Plan, corpus: Corpus) -> _Wanted:
    accentless = is_accentless(f"{plan.title} {plan.brief}")
    corpus = corpus.folded if accentless else corpus
    title, brief = read(plan.title, corpus.key), read(plan.brief, corpus.key)
    weights = dict.fromkeys(brief.terms, BRIEF_WEIGHT) | dict.fromkeys(title.terms, 1.0)
    return _Wanted(plan, corpus, title, brief, weights, {**brief.names, **title.names}, accentless)


def _best_other(alike: list[float], place: int) -> float:
    return max((likeness for other, likeness in enumerate(alike) if other != place), default=0.0)


def _likeness(wanted: _Wanted, reading: Reading, length: float) -> float:
    rarity = wanted.corpus.rarity
    common = sum(rarity(term) ** 2 * wanted.weights[term] * reading.weights[term] for term in _shared(wanted, reading))
    lengths = length * wanted.corpus.length(reading.weights)
    return common / lengths if lengths else 0.0


def _shared(wanted: _Wanted, reading: Reading) -> Iterable[str]:
    return wanted.weights.keys() & reading.weights.keys()


def _score(wanted: _Wanted, reading: Reading, likeness: float, lead: float) -> Suggestion:
    near, away = _distance(wanted.plan.due, reading.item.published_on)
    features = Features(
        likeness=likeness,
        missing=_missing(wanted, reading),
        rarest=max(map(wanted.corpus.rarity, _shared(wanted, reading)), default=0.0) / wanted.corpus.scale,
        near=near,
        away=away,
        lead=lead,
        same_unit=float(bool(wanted.plan.unit) and wanted.plan.unit == reading.item.unit),
    )
    against = tuple(vetoes(wanted.title, reading))
    score = probability(features)
    return Suggestion(
        reading.item.id,
        min(score, HELD_BACK) if against else score,
        features,
        (*_reasons(wanted, reading, features), *against),
    )


def probability(features: Features) -> float:
    """The logistic of the weighted features."""
    total = BIAS + sum(getattr(WEIGHTS, name) * getattr(features, name) for name in Features.__slots__)
    return 1 / (1 + math.exp(-total))


def _distance(due: date | None, published_on: date) -> tuple[float, float]:
    if due is None:
        return UNDATED
    days = abs((published_on - due).days)
    return float(days <= 1), min(days, FAR) / FAR


def _missing(wanted: _Wanted, reading: Reading) -> float:
    weights = {name: max(map(wanted.corpus.rarity, name.split())) for name in wanted.names}
    total = sum(weights.values())
    return sum(weight for name, weight in weights.items() if not reading.has_name(name)) / total if total else 0.0


def _reasons(wanted: _Wanted, reading: Reading, features: Features) -> Iterable[Reason]:
    if words := _words_to_show(wanted, reading):
        yield Reason(ReasonCode.SHARED, words, {"words": _listed(words)})
    has = [name for name in sorted(wanted.names) if reading.has_name(name)]
    lacks = sorted(wanted.names.keys() - set(has))
    if has:
        yield Reason(ReasonCode.NAMES, tuple(has), {"words": _listed(wanted.names[name] for name in has)})
    if lacks:
        yield Reason(ReasonCode.NAMES_MISSING, (), {"words": _listed(wanted.names[name] for name in lacks)})
    yield _day_reason(wanted.plan.due, reading.item.published_on)
    if features.lead >= CLEAR_LEAD:
        yield Reason(ReasonCode.LEAD)
    elif features.lead <= 0:
        yield Reason(ReasonCode.NO_LEAD)
    if wanted.accentless:
        yield Reason(ReasonCode.ACCENTLESS)


def _words_to_show(wanted: _Wanted, reading: Reading) -> tuple[str, ...]:
    """The rarest stretches of the plan that the item repeats; those inside a shared name are not said twice."""
    named = [name for name in wanted.names if reading.has_name(name)]
    runs = {run for wording in (wanted.title, wanted.brief) for run in wording.runs(reading.weights.keys())}
    worth = {run: sum(map(wanted.corpus.rarity, run.split())) for run in runs}
    shown: list[str] = []
    for run in sorted(runs, key=lambda one: (-worth[one], one)):
        if not any(_inside(run.lower(), other.lower()) for other in (*shown, *named)):
            shown.append(run)
    return tuple(shown[:MOST_WORDS_SHOWN])


def _inside(part: str, whole: str) -> bool:
    return f" {part} " in f" {whole} "


def _day_reason(due: date | None, published_on: date) -> Reason:
    if due is None:
        return Reason(ReasonCode.NO_DAY)
    days = (published_on - due).days
    if days == 0:
        return Reason(ReasonCode.SAME_DAY)
    return Reason(ReasonCode.DAYS_AFTER if days > 0 else ReasonCode.DAYS_BEFORE, (), {"days": str(abs(days))})


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in list(words)[:MOST_WORDS_SHOWN])
