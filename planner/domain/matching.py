"""How well published items carry out a plan: readable features, a score from 0 to 1, and reasons in words.

Three zones: taken by rule, suggested, not found. The weights are data of ``domain.weights``.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.domain.corpus import Corpus, Item, Plan, Reading
from planner.domain.highlight import quote
from planner.domain.reasons import Reason, ReasonCode
from planner.domain.vetoes import vetoes
from planner.domain.weights import RULE, SHIPPED, Features, Model, probability
from planner.domain.wording import Wording, is_accentless

__all__ = ["RULE", "Corpus", "Item", "Plan", "Suggestion", "accepted", "rank", "suggest"]

DAYS_BEFORE = 7
DAYS_AFTER = 30
MOST_CANDIDATES = 60
MOST_SUGGESTIONS = 5
LEAST_SCORE = 0.02
# What scores less is folded away. By cross-validation over events, of plans that were published .96 (title), .96 (title
# and lead) and .89 (vague working title) have their piece above it, among 1.1 to 2 pieces a plan.
LIKELY = 0.05
LIKELY_AGAIN = 0.3  # the same for a plan that has its piece already: what is left are reruns and follow-ups
# From here on the best candidate is taken without asking, unless something holds it back; a plan with a lead says more
# of what it means. By the same measure 62 of 62 (title) and 62 of 62 (title and lead) were right, which is .54 of what
# was published; the first errors are at .74 and .61.
CERTAIN = 0.77
CERTAIN_WITH_LEAD = 0.72
HELD_BACK = 0.5  # the most a vetoed pair may score
BRIEF_WEIGHT = 0.6
FAR = 14  # days; farther makes no difference
CLEAR_LEAD = 0.08
MOST_WORDS_SHOWN = 4
TELLING = 0.6  # rarity, as a share of the greatest, from which a single syllable says something


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


@dataclass(frozen=True)
class Wanted:
    """A plan taken apart for one corpus."""

    plan: Plan
    corpus: Corpus
    title: Wording
    brief: Wording
    weights: dict[str, float]
    names: Mapping[str, str]
    accentless: bool

    @cached_property
    def length(self) -> float:
        return self.corpus.length(self.weights)


def suggest(plan: Plan, corpus: Corpus, model: Model = SHIPPED) -> list[Suggestion]:
    """The few items worth a look, best first."""
    found = rank(plan, corpus, model, most=MOST_SUGGESTIONS, least=LEAST_SCORE)
    return [one for one in found if one.score >= LEAST_SCORE]


def accepted(plan: Plan, ranked: Sequence[Suggestion]) -> Suggestion | None:
    """The candidate taken without asking: certain, not held back, of the plan's unit; the plan has a day."""
    best = ranked[0] if ranked else None
    if best is None or plan.due is None or best.held_back or not best.features.same_unit:
        return None
    return best if best.score >= certain_from(best.features.brief) else None


def certain_from(brief: float) -> float:
    """The least score that is taken without asking. ``brief``: the feature, 1 when the plan has a lead."""
    return CERTAIN_WITH_LEAD if brief else CERTAIN


def rank(
    plan: Plan,
    corpus: Corpus,
    model: Model = SHIPPED,
    *,
    without: AbstractSet[str] = frozenset[str](),
    most: int = MOST_CANDIDATES,
    least: float = 0.0,
) -> list[Suggestion]:
    """All candidates of the date window that share rare words with the plan, best first; ties in a stable order.

    ``without``: items that are no candidates. ``most`` of them are told, and none that scores less than ``least``:
    reasons cost more than the score itself.
    """
    wanted = take_apart(plan, corpus)
    candidates = [
        reading
        for reading in wanted.corpus.candidates(
            wanted.weights, lambda item: in_window(plan.due, item.published_on), MOST_CANDIDATES
        )
        if reading.item.id not in without
    ]
    length = wanted.length
    alike = [_likeness(wanted, reading, length) for reading in candidates]
    pairs = [
        _pair(wanted, reading, likeness, likeness - _best_other(alike, place), model)
        for place, (reading, likeness) in enumerate(zip(candidates, alike, strict=True))
    ]
    pairs.sort(key=lambda pair: (-pair.score, pair.reading.item.id))
    return [_told(wanted, pair) for pair in pairs[:most] if pair.score >= least]


def could_carry_out(wanted: Wanted, reading: Reading, model: Model = SHIPPED) -> bool:
    """Whether the pair may be worth an editor's time, at most: as if nothing else were like the plan.

    Never False where ``suggest`` would give it LIKELY, and far cheaper: most new items carry out no plan at all.
    """
    if not in_window(wanted.plan.due, reading.item.published_on):
        return False
    likeness = _likeness(wanted, reading, wanted.length)
    return probability(_features(wanted, reading, likeness, likeness), model) >= LIKELY


def in_window(due: date | None, published_on: date) -> bool:
    """Whether an item came out near enough to the due day; a plan without a day takes any."""
    return due is None or -DAYS_BEFORE <= (published_on - due).days <= DAYS_AFTER


def take_apart(plan: Plan, corpus: Corpus) -> Wanted:
    """The plan as it is compared in this corpus."""
    accentless = is_accentless(f"{plan.title} {plan.brief}")
    corpus = corpus.folded if accentless else corpus
    title, brief = corpus.read(plan.title), corpus.read(plan.brief)
    weights = dict.fromkeys(brief.terms, BRIEF_WEIGHT) | dict.fromkeys(title.terms, 1.0)
    return Wanted(plan, corpus, title, brief, weights, {**brief.names, **title.names}, accentless)


def _best_other(alike: list[float], place: int) -> float:
    return max((likeness for other, likeness in enumerate(alike) if other != place), default=0.0)


def _likeness(wanted: Wanted, reading: Reading, length: float) -> float:
    rarity, mine, others = wanted.corpus.rarity, wanted.weights, reading.weights
    common = sum(rarity(term) ** 2 * mine[term] * others[term] for term in _shared(wanted, reading))
    lengths = length * wanted.corpus.length_of(reading)
    return common / lengths if lengths else 0.0


def _shared(wanted: Wanted, reading: Reading) -> Iterable[str]:
    return wanted.weights.keys() & reading.weights.keys()


@dataclass(frozen=True, slots=True)
class _Pair:
    """A candidate with its score, before its reasons are put into words."""

    reading: Reading
    features: Features
    score: float
    against: tuple[Reason, ...]


def _pair(wanted: Wanted, reading: Reading, likeness: float, lead: float, model: Model) -> _Pair:
    features = _features(wanted, reading, likeness, lead)
    score = probability(features, model)
    # What scores next to nothing is not asked what speaks against it besides.
    against = tuple(vetoes(wanted.title, reading)) if score >= LEAST_SCORE else ()
    return _Pair(reading, features, min(score, HELD_BACK) if against else score, against)


def _told(wanted: Wanted, pair: _Pair) -> Suggestion:
    reasons = (*_reasons(wanted, pair.reading, pair.features), *pair.against)
    return Suggestion(pair.reading.item.id, pair.score, pair.features, reasons)


def _features(wanted: Wanted, reading: Reading, likeness: float, lead: float) -> Features:
    near, away = _distance(wanted.plan.due, reading.item.published_on)
    return Features(
        likeness=likeness,
        missing=_missing(wanted, reading),
        rarest=max(map(wanted.corpus.rarity, _shared(wanted, reading)), default=0.0) / wanted.corpus.scale,
        near=near,
        away=away,
        lead=lead,
        same_unit=float(bool(wanted.plan.unit) and wanted.plan.unit == reading.item.unit),
        cover=_cover(wanted, reading),
        brief=float(bool(wanted.brief.words)),
    )


def _cover(wanted: Wanted, reading: Reading) -> float:
    """Of a plan without a title, its lead is looked for."""
    rarity = {term: wanted.corpus.rarity(term) for term in wanted.title.terms or wanted.brief.terms}
    total = sum(rarity.values())
    return sum(worth for term, worth in rarity.items() if term in reading.weights) / total if total else 0.0


def _distance(due: date | None, published_on: date) -> tuple[float, float]:
    if due is None:
        return UNDATED
    days = abs((published_on - due).days)
    return float(days <= 1), min(days, FAR) / FAR


def _missing(wanted: Wanted, reading: Reading) -> float:
    weights = {name: max(map(wanted.corpus.rarity, name.split())) for name in wanted.names}
    total = sum(weights.values())
    return sum(weight for name, weight in weights.items() if not reading.has_name(name)) / total if total else 0.0


def _reasons(wanted: Wanted, reading: Reading, features: Features) -> Iterable[Reason]:
    if words := _words_to_show(wanted, reading):
        loose = not any(" " in word or _tells(wanted, word) for word in words)
        yield Reason(
            ReasonCode.LOOSE if loose else ReasonCode.SHARED, words, {"words": _listed(_written(wanted, words))}
        )
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


def _words_to_show(wanted: Wanted, reading: Reading) -> tuple[str, ...]:
    """The rarest stretches of the plan that the item repeats; those inside a shared name are not said twice, and common
    syllables that stand in other words there only where there is nothing better to say.
    """
    named = [name for name in wanted.names if reading.has_name(name)]
    runs = {run for wording in (wanted.title, wanted.brief) for run in wording.runs(reading.weights.keys())}
    worth = {run: sum(map(wanted.corpus.rarity, run.split())) for run in runs}
    shown: list[str] = []
    for run in sorted(runs, key=lambda one: (-worth[one], one)):
        if not any(_inside(run.lower(), other.lower()) for other in (*shown, *named)):
            shown.append(run)
    telling = [run for run in shown if " " in run or _tells(wanted, run)]
    return tuple((telling or shown)[:MOST_WORDS_SHOWN])


def _tells(wanted: Wanted, word: str) -> bool:
    return wanted.corpus.rarity(word) >= TELLING * wanted.corpus.scale


def _written(wanted: Wanted, words: Iterable[str]) -> Iterable[str]:
    """Words in comparing form as the plan writes them."""
    for word in words:
        yield quote(wanted.plan.title, word, accents=not wanted.accentless) or (
            quote(wanted.plan.brief, word, accents=not wanted.accentless) or word
        )


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
