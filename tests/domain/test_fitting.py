"""Fitting finds what made the examples, and does not run away on what separates perfectly."""

import random

import pytest

from planner.domain.fitting import fit, logistic, solve


def test_weights_that_made_the_answers_are_found_again() -> None:
    chance = random.Random(7)
    made = (2.0, -1.0, 0.5)
    examples: list[tuple[tuple[float, float], bool]] = []
    for _ in range(4_000):
        features = (chance.uniform(-2, 2), chance.uniform(-2, 2))
        total = made[0] * features[0] + made[1] * features[1] + made[2]
        examples.append((features, chance.random() < logistic(total)))
    assert fit(examples) == pytest.approx(made, abs=0.2)


def test_examples_that_separate_perfectly_give_finite_weights() -> None:
    weight, bias = fit([((1.0,), True), ((0.0,), False)] * 20)
    assert 1 < weight < 20
    assert logistic(weight + bias) > 0.8
    assert logistic(bias) < 0.2


def test_a_feature_that_never_occurs_gets_no_weight() -> None:
    weight, _bias = fit([((0.0,), True), ((0.0,), False)])
    assert weight == 0


def test_a_system_whose_first_pivot_is_nothing_is_solved() -> None:
    assert solve([[0.0, 2.0], [3.0, 1.0]], [4.0, 5.0]) == pytest.approx([1.0, 2.0])


@pytest.mark.parametrize(("total", "expected"), [(0, 0.5), (1_000, 1.0), (-1_000, 0.0)])
def test_the_logistic_does_not_overflow(total: float, expected: float) -> None:
    assert logistic(total) == pytest.approx(expected)
