"""Learning from a site's decisions: better weights are called better, noise is not, and the frozen plans stay apart."""

import random
from dataclasses import replace

import pytest

from planner.domain.refitting import FROZEN, Decided, Measure, learnt, measure, part_of, refit
from planner.domain.weights import SHIPPED, Features, Model, probability
from planner.errors import Invalid

NEWSROOM = replace(SHIPPED, weights=replace(SHIPPED.weights, likeness=1.0, cover=40.0, away=-0.5), bias=-25.0)


def decisions(number: int, truth: Model | None) -> list[Decided]:
    """Pairs decided as ``truth`` would, or by the toss of a coin."""
    chance = random.Random(11)
    found: list[Decided] = []
    for place in range(number):
        a, b, c, d, e, f, g = (chance.random() for _ in range(7))
        features = Features(a, b, c, float(d > 0.5), e, f / 2, 1.0, g, float(a > 0.5))
        right = chance.random() < (probability(features, truth) if truth else 0.5)
        found.append(Decided(f"kế hoạch {place // 2}", features, right))
    return found


def test_weights_that_explain_the_newsroom_better_are_better() -> None:
    found = refit(decisions(1_500, NEWSROOM), SHIPPED, "mới")
    assert found.is_better
    assert found.new.rule == "mới"
    assert found.frozen_after.loss < found.frozen_before.loss
    assert found.new.weights.cover > found.new.weights.likeness


def test_the_model_that_made_the_decisions_is_not_replaced() -> None:
    assert not refit(decisions(600, NEWSROOM), NEWSROOM, "mới").is_better


def test_frozen_plans_teach_nothing() -> None:
    pairs = decisions(600, NEWSROOM)
    turned = [replace(pair, right=not pair.right) if part_of(pair.plan) == FROZEN else pair for pair in pairs]
    assert refit(pairs, SHIPPED, "a").new.weights == refit(turned, SHIPPED, "a").new.weights


def test_no_weight_speaks_against_its_sense() -> None:
    turned = [replace(pair, right=not pair.right) for pair in decisions(600, NEWSROOM)]
    assert min(learnt(turned, "x").weights.cover, learnt(turned, "x").weights.likeness) == 0


def test_too_few_decisions_are_refused() -> None:
    with pytest.raises(Invalid, match="Chưa đủ cặp"):
        refit(decisions(60, NEWSROOM), SHIPPED, "mới")


def test_what_would_be_taken_is_counted() -> None:
    sure = Features(1, 0, 1, 1, 0, 1, 1, 1, 0)
    rows = [
        (0.9, Decided("a", sure, right=True)),
        (0.8, Decided("b", sure, right=False)),
        (0.1, Decided("c", sure, right=False)),
    ]
    found = measure(rows)
    assert (found.pairs, found.taken, found.taken_right) == (3, 2, 1)
    assert measure([]) == Measure(0, 0.0, 0, 0)
