"""The candidates of one comparison: how rare each of their words is, and which of them share words with a plan."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from planner.domain.wording import Wording, read
from planner.language.canon import canon
from planner.language.fold import fold
from planner.language.frequency import shares

TITLE_WEIGHT = 1.0
SUMMARY_WEIGHT = 0.6
RAREST_TERMS = 32
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


@dataclass(frozen=True, slots=True)
class Counted:
    """How many texts the site has read, and in how many of them each term stands; other terms stand in none."""

    texts: int
    holders: Mapping[str, int]


@cache
def general(key: Callable[[str], str]) -> Mapping[str, float]:
    """Shares of common words as ``key`` spells them: words that fall together add up."""
    found: dict[str, float] = {}
    for word, share in shares().items():
        spelt = word if word.isupper() else key(word)
        found[spelt] = min(found.get(spelt, 0.0) + share, 1.0)
    return found


class Corpus:
    """Items to choose among. Rarity of a term is about ln(items / items that have it): near 0 when all have it.

    ``counted``: what the rarity rests on when these items are only some of the site's; else the items themselves.
    """

    def __init__(
        self, items: Iterable[Item], key: Callable[[str], str] = canon, counted: Counted | None = None
    ) -> None:
        self.key = key
        self.readings = {item.id: Reading(item, self.read(item.title), self.read(item.summary)) for item in items}
        self._counted = counted
        self._general = general(key)
        self._rarity: dict[str, float] = {}
        self._lengths: dict[str, float] = {}
        self._chosen = False

    def read(self, text: str) -> Wording:
        """A text as this corpus compares it."""
        return read(text, self.key, spelt_out=True)

    def choosing(self, readings: Mapping[str, Reading]) -> "Corpus":
        """The candidates that the database chose, read already, with the same rarity of words."""
        other = Corpus((), self.key, self._counted)
        other.readings, other._chosen = dict(readings), True
        other._rarity, other._lengths = self._rarity, self._lengths
        return other

    def __len__(self) -> int:
        return len(self.readings)

    @cached_property
    def _holders(self) -> Mapping[str, Sequence[str]]:
        holders: dict[str, list[str]] = {}
        for number, reading in self.readings.items():
            for term in reading.weights:
                holders.setdefault(term, []).append(number)
        return holders

    @cached_property
    def _size(self) -> int:
        return (self._counted.texts if self._counted else len(self.readings)) + GENERAL_TEXTS

    @cached_property
    def scale(self) -> float:
        """The rarity of a term that no item has, to compare corpora of different sizes."""
        return math.log(self._size + 2)

    def rarity(self, term: str) -> float:
        known = self._rarity.get(term)
        if known is None:
            counted = self._counted.holders.get(term, 0) if self._counted else len(self._holders.get(term, ()))
            holders = min(counted, self._size - GENERAL_TEXTS) + GENERAL_TEXTS * self._general.get(term, 0.0)
            known = self._rarity[term] = math.log((self._size + 1) / (holders + 0.5))
        return known

    def length(self, weights: Mapping[str, float]) -> float:
        """Euclidean length of a text whose terms weigh their rarity times their place."""
        rarity = self.rarity
        return math.sqrt(sum((rarity(term) * weight) ** 2 for term, weight in weights.items()))

    def length_of(self, reading: Reading) -> float:
        """The length of one of its items."""
        number = reading.item.id
        if number not in self._lengths:
            self._lengths[number] = self.length(reading.weights)
        return self._lengths[number]

    def telling(self, terms: Iterable[str], most: int = RAREST_TERMS) -> list[tuple[str, int]]:
        """The rarest of the terms, with their rarity in thousandths: whole numbers add up alike everywhere."""
        rarest = sorted((-self.rarity(term), term) for term in terms)[:most]
        return [(term, round(-1000 * minus)) for minus, term in rarest]

    def candidates(self, terms: Iterable[str], fits: Callable[[Item], bool], most: int) -> list[Reading]:
        """The fitting items that share most of the rarest terms; ``most`` of them at most, in a stable order.

        What ``queries.full_text`` asks of the database, for items that are in no database.
        """
        if self._chosen:
            return [reading for reading in self.readings.values() if fits(reading.item)]
        shared: dict[str, int] = {}
        for term, worth in self.telling(term for term in terms if term in self._holders):
            for number in self._holders[term]:
                shared[number] = shared.get(number, 0) + worth
        fitting = (pair for pair in shared.items() if fits(self.readings[pair[0]].item))
        best = sorted(fitting, key=lambda pair: (-pair[1], len(pair[0]), pair[0]))[:most]
        return [self.readings[number] for number, _shared in best]

    @cached_property
    def folded(self) -> "Corpus":
        """The same items read without accents, for plans that were typed so."""
        if self.key is fold:
            return self
        return Corpus((reading.item for reading in self.readings.values()), fold)
