"""Learning the matcher's weights from a site's own confirmed and rejected pairs, and saying honestly whether it helps.

A fifth of the plans is frozen: never learnt from, always the same ones. The rest is cross-validated over plans, so that
no plan is learnt from and judged by at once. New weights are better when both measures say so, and when what would be
taken by rule is no less right, or right in 98 of 100.
"""

import math
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.domain.fitting import fit
from planner.domain.matching import certain_from
from planner.domain.weights import Features, Model, as_vector, probability
from planner.errors import Invalid
from planner.vocabulary import N_

RIDGE = 1.3
MOST_WRONG = 0.02  # of what would be taken by rule
FOLDS = 5
FROZEN = 0  # of the five parts
LEAST_PAIRS, LEAST_OF_EACH = 100, 20
# The direction in which each feature must speak, by sense; a weight that comes out the other way says nothing.
SIGNS = Features(1, -1, 1, 1, -1, 1, 1, 1, 0)


@dataclass(frozen=True, slots=True)
class Decided:
    """A pair that a person decided. ``plan``: any key of its plan."""

    plan: str
    features: Features
    right: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """``loss``: mean logarithmic loss, smaller is better. ``taken``: pairs that score enough to be taken by rule, of
    which ``taken_right`` were right.
    """

    pairs: int
    loss: float
    taken: int
    taken_right: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The model in use and the new one, on the frozen plans and by cross-validation over the others."""

    new: Model
    frozen_before: Measure
    frozen_after: Measure
    crossed_before: Measure
    crossed_after: Measure

    @property
    def is_better(self) -> bool:
        return (
            self.frozen_after.loss < self.frozen_before.loss
            and self.crossed_after.loss < self.crossed_before.loss
            and _wrong_share(self.frozen_after) <= max(_wrong_share(self.frozen_before), MOST_WRONG)
            and _wrong_share(self.crossed_after) <= max(_wrong_share(self.crossed_before), MOST_WRONG)
        )


def part_of(plan: str) -> int:
    """Which of the five parts a plan belongs to, for ever."""
    return zlib.crc32(plan.encode()) % FOLDS


def refit(pairs: Sequence[Decided], now: Model, rule: str) -> Comparison:
    """Learn and compare. Raises Invalid when too little was decided to learn anything."""
    frozen = [pair for pair in pairs if part_of(pair.plan) == FROZEN]
    others = [pair for pair in pairs if part_of(pair.plan) != FROZEN]
    _check(others)
    crossed: list[tuple[float, Decided]] = []
    for part in range(FOLDS):
        if part != FROZEN:
            model = learnt([pair for pair in others if part_of(pair.plan) != part], rule)
            crossed += [(probability(pair.features, model), pair) for pair in others if part_of(pair.plan) == part]
    new = learnt(others, rule)
    return Comparison(
        new,
        measure((probability(pair.features, now), pair) for pair in frozen),
        measure((probability(pair.features, new), pair) for pair in frozen),
        measure((probability(pair.features, now), pair) for pair in others),
        measure(crossed),
    )


def learnt(pairs: Sequence[Decided], rule: str) -> Model:
    """The weights that explain the decisions best, none against its sense."""
    *weights, bias = fit([(as_vector(pair.features), pair.right) for pair in pairs], RIDGE)
    kept = [
        0.0 if sign and weight * sign < 0 else weight for weight, sign in zip(weights, as_vector(SIGNS), strict=True)
    ]
    return Model(rule, bias, Features(*kept))


def measure(scored: Iterable[tuple[float, Decided]]) -> Measure:
    """How far the scores are from what people decided."""
    rows = list(scored)
    taken = [pair for score, pair in rows if score >= certain_from(pair.features.brief)]
    losses = [-math.log(max(score if pair.right else 1 - score, 1e-9)) for score, pair in rows]
    return Measure(len(rows), sum(losses) / max(len(rows), 1), len(taken), sum(pair.right for pair in taken))


def _wrong_share(one: Measure) -> float:
    return (one.taken - one.taken_right) / one.taken if one.taken else 0.0


def _check(pairs: Sequence[Decided]) -> None:
    right = sum(pair.right for pair in pairs)
    if len(pairs) < LEAST_PAIRS or min(right, len(pairs) - right) < LEAST_OF_EACH:
        raise Invalid(
            N_(
                "Chưa đủ cặp đã quyết định để học: cần ít nhất %(pairs)s cặp, mỗi loại ít nhất %(each)s; đang có "
                "%(right)s cặp đúng và %(wrong)s cặp không khớp."
            ),
            {
                "pairs": str(LEAST_PAIRS), "each": str(LEAST_OF_EACH),
                "right": str(right), "wrong": str(len(pairs) - right),
            },
        )  # fmt: skip
