"""What words say about belonging to a campaign, learnt from judged items: data beside the preset, read here.

Two axes of word lists (technology, production, action; and what speaks against) and a weight for each word; a logistic
regression gives the chance that an item is related, and that it is at the core of the campaign.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from planner.domain.fitting import logistic
from planner.domain.wording import read
from planner.language.canon import canon

SUMMARY_WEIGHT = 0.7
MEETINGS = (("technology", "production"), ("technology", "action"), ("technology", "production", "action"))
SPEAKING_FOR = ("technology", "production")
MOST_SHOWN = 4
TELLING = 0.25  # a word that adds less says too little to be named as a reason


@dataclass(frozen=True, slots=True)
class Chances:
    """``related`` and ``core``: 0…1. ``words``: stretches that speak for it, in comparing form."""

    related: float
    core: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LearntWords:
    """``known``: the campaign's strong words when this was learnt. ``axes``: name → words in comparing form between
    blanks. ``weights``: feature → (related, core); a feature is a word, "#" and an axis, a meeting of axes or a hit of
    the campaign's list, or "#bias".
    """

    rule: str
    related: float
    core: float
    known: tuple[str, ...]
    axes: Mapping[str, tuple[str, ...]]
    weights: Mapping[str, tuple[float, float]]

    def chances(self, title: str, summary: str, hits: Mapping[str, float]) -> Chances:
        """``hits``: what the campaign's own list found, by feature name."""
        features = self.features(title, summary, hits)
        known = [(name, value, *self.weights[name]) for name, value in features.items() if name in self.weights]
        related, core = (math.fsum(value * weights[axis] for _name, value, *weights in known) for axis in (0, 1))
        worth = {name: value * weight for name, value, weight, _core in known if not name.startswith("#")}
        telling = frozenset(name for name, value in worth.items() if value >= TELLING)
        runs = {run: None for text in (title, summary) for run in read(text).runs(telling)}
        return Chances(logistic(related), logistic(core), _outermost((*runs, *self._met(title, summary)))[:MOST_SHOWN])

    def _met(self, title: str, summary: str) -> list[str]:
        """Words of technology and production that the item has."""
        text = _between_blanks(title, summary)
        return [word.strip() for axis in SPEAKING_FOR for word in self.axes.get(axis, ()) if word in text]

    def features(self, title: str, summary: str, hits: Mapping[str, float]) -> dict[str, float]:
        """Everything the chances are reckoned from, also for learning."""
        head, lead = read(title), read(summary)
        found = dict.fromkeys(lead.terms, SUMMARY_WEIGHT) | dict.fromkeys(head.terms, 1.0)
        text = _between_blanks(title, summary)
        on = frozenset(axis for axis, words in self.axes.items() if any(word in text for word in words))
        met = ["+".join(axes) for axes in MEETINGS if on.issuperset(axes)]
        return found | dict.fromkeys((f"#{name}" for name in (*on, *met)), 1.0) | dict(hits) | {"#bias": 1.0}


def parse_learnt(text: str) -> LearntWords:
    """The file of learnt words; see the shipped one for its layout."""
    data: dict[str, Any] = yaml.safe_load(text)
    axes = {axis: tuple(f" {_compared(word)} " for word in words) for axis, words in data["axes"].items()}
    weights = {str(name): (float(pair[0]), float(pair[1])) for name, pair in data["weights"].items()}
    return LearntWords(data["rule"], float(data["related"]), float(data["core"]), tuple(data["known"]), axes, weights)


def _between_blanks(title: str, summary: str) -> str:
    return f" {' '.join(read(title).words)} {' '.join(read(summary).words)} "


def _compared(word: str) -> str:
    """Short forms in capitals stay so, as ``read`` leaves them: AI is not the little word ai."""
    return word if word.isupper() else canon(word)


@cache
def shipped_learnt(preset: str) -> LearntWords | None:
    """What was learnt for a shipped preset; none for a campaign that comes from elsewhere."""
    file = files("planner.presets") / f"{preset}.words.yaml"
    return parse_learnt(file.read_text("utf-8")) if preset.replace("-", "").isalnum() and file.is_file() else None


def _outermost(words: Iterable[str]) -> tuple[str, ...]:
    """Without words inside a longer one that comes before; a lone syllable is most often half a word."""
    kept: list[str] = []
    for word in words:
        if (" " in word or word.isupper()) and not any(f" {word.lower()} " in f" {other.lower()} " for other in kept):
            kept.append(word)
    return tuple(kept)
