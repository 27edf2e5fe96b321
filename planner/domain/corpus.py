"""The candidates of one comparison: how rare each of their words is, and which of them share words with a plan."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from planner.domain.wording import Wording, read
from planner.language.canon import canon
from planner.language.fold import fold
from planner.language.frequency import shares

TITLE_WEIGHT = 1.0
SUMMARY_WEIGHT = 0.6
RAREST_WORDS = 16
# A young site has few items, in which any word may seem rare or common by chance: as many texts of the general news
# stream are counted in, of which the shares of common words are known.
GENERAL_TEXTS = 1_000


@dataclass(frozen=True, slots=True)
class Plan:
    """A planned item as the matcher sees it. ``due``: civil day, or none. ``unit``: any key that units share."""

    id: str
    title: str
    brief: str = ""
    due: date | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A published item as the matcher sees it."""

    id: str
    title: str
    published_on: date
    summary: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Reading:
    """An item with its title and its lead taken apart."""

    item: Item
    title: Wording
    summary: Wording

    @cached_property
    def weights(self) -> dict[str, float]:
        """Each term with how much a hit in its place is worth."""
        return dict.fromkeys(self.summary.terms, SUMMARY_WEIGHT) | dict.fromkeys(self.title.terms, TITLE_WEIGHT)

    def has_name(self, name: str) -> bool:
        return self.title.has_name(name) or self.summary.has_name(name)


@cache
def general(key: Callable[[str], str]) -> Mapping[str, float]:
    """Shares of common words as ``key`` spells them: words that fall together add up."""
    found: dict[str, float] = {}
    for word, share in shares().items():
        spelt = word if word.isupper() else key(word)
        found[spelt] = min(found.get(spelt, 0.0) + share, 1.0)
    return found


class Corpus:
    """Items to choose among. Rarity of a term is about ln(items / items that have it): near 0 when all have it."""

    def __init__(self, items: Iterable[Item], key: Callable[[str], str] = canon) -> None:
        self.key = key
        self.readings = {item.id: Reading(item, read(item.title, key), read(item.summary, key)) for item in items}
        self._holders: dict[str, list[str]] = {}
        for number, reading in self.readings.items():
            for term in reading.weights:
                self._holders.setdefault(term, []).append(number)
        self._size = len(self.readings) + GENERAL_TEXTS
        self._general = general(key)

    def __len__(self) -> int:
        return len(self.readings)

    @cached_property
    def scale(self) -> float:
        """The rarity of a term that no item has, to compare corpora of different sizes."""
        return math.log(self._size + 2)

    def rarity(self, term: str) -> float:
        holders = len(self._holders.get(term, ())) + GENERAL_TEXTS * self._general.get(term, 0.0)
        return math.log((self._size + 1) / (holders + 0.5))

    def length(self, weights: Mapping[str, float]) -> float:
        """Euclidean length of a text whose terms weigh their rarity times their place."""
        return math.sqrt(sum((self.rarity(term) * weight) ** 2 for term, weight in weights.items()))

    def candidates(self, terms: Iterable[str], most: int) -> list[Reading]:
        """The items that share most of the rarest terms; ``most`` of them at most, in a stable order."""
        known = (term for term in terms if term in self._holders)
        rarest = sorted(known, key=lambda term: (-self.rarity(term), term))[: 2 * RAREST_WORDS]
        shared: dict[str, float] = {}
        for term in rarest:
            for number in self._holders[term]:
                shared[number] = shared.get(number, 0.0) + self.rarity(term) * self.readings[number].weights[term]
        best = sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
        return [self.readings[number] for number, _shared in best]

    @cached_property
    def folded(self) -> "Corpus":
        """The same items read without accents, for plans that were typed so."""
        return Corpus((reading.item for reading in self.readings.values()), fold)
