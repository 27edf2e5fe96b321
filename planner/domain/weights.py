"""What a pair of plan and item is judged by, and the weights learnt for it.

The form is a logistic regression whose signs are fixed by sense; the shipped weights were fitted (``domain.fitting``)
on judged pairs of a national news stream.
"""

from dataclasses import dataclass, fields

from planner.domain.fitting import logistic

RULE = "doi-chieu-3"


@dataclass(frozen=True, slots=True)
class Features:
    """``likeness``: cosine of the rarity-weighted terms. ``missing``: share of the plan's names not in the item, by
    rarity. ``rarest``: rarity of the rarest shared term, 0…1. ``near``: within a day of the due date. ``away``: days
    from it as a share of two weeks. ``lead``: likeness over the best other candidate. ``same_unit``: 0 or 1.
    ``cover``: share of the plan's title found in the item, by rarity. ``brief``: 1 when the plan has a lead, whose many
    words make every likeness smaller.
    """

    likeness: float
    missing: float
    rarest: float
    near: float
    away: float
    lead: float
    same_unit: float
    cover: float
    brief: float


@dataclass(frozen=True, slots=True)
class Model:
    """What was learnt: a weight for each feature, and the name under which decisions remember it."""

    rule: str
    bias: float
    weights: Features


SHIPPED = Model(
    RULE,
    -8.98,
    Features(
        likeness=5.18,
        missing=-1.6,
        rarest=5.44,
        near=0.59,
        away=-4.08,
        lead=3.6,
        same_unit=1.93,
        cover=4.16,
        brief=-0.25,
    ),
)


def probability(features: Features, model: Model = SHIPPED) -> float:
    """The logistic of the weighted features."""
    weighted = zip(as_vector(model.weights), as_vector(features), strict=True)
    return logistic(model.bias + sum(weight * value for weight, value in weighted))


def as_vector(features: Features) -> tuple[float, ...]:
    """The features in the order of their declaration."""
    return tuple(getattr(features, field.name) for field in fields(Features))
