"""``python -m tooling.learn_words ITEMS PRESET``: learn a preset's words from judged items; report, then write them.

ITEMS: a line of JSON each, {"title", "summary", "date", "label": 0 not, 1 related, 2 core}. The file beside the preset
keeps its axes and thresholds; its weights are replaced. Cross-validated by weeks, so that one event is on one side.
"""

import json
import math
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from planner.cli.evaluate import PRESETS, lexicon_of
from planner.domain.fitting import logistic
from planner.domain.learnt_words import LearntWords, parse_learnt
from planner.domain.preset import parse_preset
from planner.domain.relevance import features

RIDGE, RIDGE_OF_FEW = 8.0, 0.05  # of words, and of the dozen features made of lists
LEAST_TEXTS = 5
PASSES = 100
STEP = 0.5
FOLDS = 5
WORTH_KEEPING = 0.04

Example = Mapping[str, float]
Weights = dict[str, float]


@dataclass(frozen=True)
class Judged:
    features: Example
    label: int
    fold: int


def learn(examples: Sequence[tuple[Example, bool]]) -> Weights:
    """Ridge logistic regression by adaptive gradient steps over all examples."""
    texts = Counter(name for example, _answer in examples for name in example)
    rows = [
        ({name: value for name, value in example.items() if texts[name] >= LEAST_TEXTS}, float(answer))
        for example, answer in examples
    ]
    weights: Weights = {}
    moved: Weights = {}
    for _pass in range(PASSES):
        slopes: Weights = {}
        for example, answer in rows:
            error = answer - chance(weights, example)
            for name, value in example.items():
                slopes[name] = slopes.get(name, 0.0) + error * value
        for name, slope in slopes.items():
            ridge = 0.0 if name == "#bias" else RIDGE_OF_FEW if name.startswith("#") else RIDGE
            pull = slope - ridge * weights.get(name, 0.0)
            moved[name] = moved.get(name, 1e-8) + pull * pull
            weights[name] = weights.get(name, 0.0) + STEP * pull / math.sqrt(moved[name])
    return weights


def chance(weights: Weights, example: Example) -> float:
    return logistic(sum(weights.get(name, 0.0) * value for name, value in example.items()))


def judged(rows: Sequence[Mapping[str, Any]], preset: str, learnt: LearntWords) -> list[Judged]:
    """The judged items with the features the program itself takes from them."""
    lexicon = lexicon_of(parse_preset((PRESETS / f"{preset}.yaml").read_text("utf-8")))
    weeks = sorted({_week(row) for row in rows})
    found: list[Judged] = []
    for row in rows:
        title, summary = row["title"], row.get("summary") or ""
        example = learnt.features(title, summary, features(title, summary, lexicon))
        found.append(Judged(example, int(row["label"]), weeks.index(_week(row)) % FOLDS))
    return found


def report(name: str, items: Sequence[Judged], answers: Sequence[int]) -> None:
    for least, words in ((1, "related"), (2, "core")):
        right = sum(answer >= least <= item.label for item, answer in zip(items, answers, strict=True))
        said, true = sum(answer >= least for answer in answers), sum(item.label >= least for item in items)
        precision, recall = right / max(said, 1), right / max(true, 1)
        balance = 2 * right / max(said + true, 1)
        print(f"{name:16} {words:8} P {precision:.3f} R {recall:.3f} F1 {balance:.3f}")


def answers(pairs: Sequence[tuple[float, float]], learnt: LearntWords) -> list[int]:
    return [0 if one < learnt.related else 2 if two >= learnt.core else 1 for one, two in pairs]


def main(items_path: str, preset: str) -> None:
    path = PRESETS / f"{preset}.words.yaml"
    learnt = parse_learnt(path.read_text("utf-8"))
    rows = [json.loads(line) for line in Path(items_path).read_text("utf-8").splitlines() if line.strip()]
    items = judged(rows, preset, learnt)
    both = [learn([(item.features, item.label >= least) for item in items]) for least in (1, 2)]
    kept: list[tuple[float, float]] = [(0.0, 0.0)] * len(items)
    for fold in range(FOLDS):
        others = [item for item in items if item.fold != fold]
        one, two = (learn([(item.features, item.label >= least) for item in others]) for least in (1, 2))
        for place, item in enumerate(items):
            if item.fold == fold:
                kept[place] = chance(one, item.features), chance(two, item.features)
    related, core = both
    fitted = [(chance(related, item.features), chance(core, item.features)) for item in items]
    report("on itself", items, answers(fitted, learnt))
    report("cross-validated", items, answers(kept, learnt))
    _write(path, related, core)


def _write(path: Path, related: Weights, core: Weights) -> None:
    head, _weights, _old = path.read_text("utf-8").partition("\nweights:")
    names = sorted({*related, *core}, key=lambda name: (not name.startswith("#"), -abs(related.get(name, 0.0)), name))
    lines = [
        f"  {yaml.dump(name, allow_unicode=True, default_style=chr(34)).strip()}: [{one:.2f}, {two:.2f}]"
        for name in names
        if max(abs(one := related.get(name, 0.0)), abs(two := core.get(name, 0.0))) >= WORTH_KEEPING
    ]
    path.write_text(head + "\nweights:\n" + "\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines)} weights written to {path}")


def _week(row: Mapping[str, Any]) -> tuple[int, int]:
    year, week, _day = date.fromisoformat(row["date"][:10]).isocalendar()
    return year, week


if __name__ == "__main__":
    main(*sys.argv[1:3])
