"""Fitting a logistic regression by hand-readable means: Newton's method with a ridge, in plain Python.

Meant for some thousand examples of a dozen features; it runs on command, never while the program serves pages.
"""

import math
from collections.abc import Sequence

RIDGE = 1.0
MOST_STEPS = 30
CLOSE_ENOUGH = 1e-6

Vector = list[float]


def logistic(total: float) -> float:
    """From any number to 0…1, without overflow."""
    return 1 / (1 + math.exp(-total)) if total >= 0 else math.exp(total) / (1 + math.exp(total))


def fit(examples: Sequence[tuple[Sequence[float], bool]], ridge: float = RIDGE) -> Vector:
    """Weights of the features, the bias last. ``ridge`` draws weights (not the bias) towards 0."""
    rows = [([*features, 1.0], float(answer)) for features, answer in examples]
    size = len(rows[0][0])
    weights = [0.0] * size
    for _step in range(MOST_STEPS):
        gradient, curvature = _slopes(rows, weights, ridge)
        change = solve(curvature, gradient)
        weights = [weight + step for weight, step in zip(weights, change, strict=True)]
        if max(map(abs, change)) < CLOSE_ENOUGH:
            break
    return weights


def _slopes(
    rows: Sequence[tuple[Sequence[float], float]], weights: Vector, ridge: float
) -> tuple[Vector, list[Vector]]:
    size = len(weights)
    gradient = [*(-ridge * weight for weight in weights[:-1]), 0.0]
    curvature = [[0.0] * size for _ in range(size)]
    for place in range(size):
        curvature[place][place] = ridge if place < size - 1 else 1e-9
    for features, answer in rows:
        chance = logistic(sum(weight * value for weight, value in zip(weights, features, strict=True)))
        spread = chance * (1 - chance)
        for one, value in enumerate(features):
            if value:
                gradient[one] += (answer - chance) * value
                for two in range(one + 1):
                    curvature[one][two] += spread * value * features[two]
    for one in range(size):
        for two in range(one):
            curvature[two][one] = curvature[one][two]
    return gradient, curvature


def solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> Vector:
    """The solution of a linear system, by elimination with the largest pivot."""
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(column + 1, size):
            share = rows[row][column] / rows[column][column]
            rows[row] = [value - share * other for value, other in zip(rows[row], rows[column], strict=True)]
    found = [0.0] * size
    for row in reversed(range(size)):
        known = sum(rows[row][column] * found[column] for column in range(row + 1, size))
        found[row] = (rows[row][size] - known) / rows[row][row]
    return found
