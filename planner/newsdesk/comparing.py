"""One round of comparing: what was read and counted once is not read and counted again. Nothing is written here."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from planner.domain import matching
from planner.domain.corpus import Corpus, Counted, Item, Plan, Reading
from planner.domain.weights import Model
from planner.domain.wording import is_accentless
from planner.language.canon import canon
from planner.language.fold import fold
from planner.models import PlannedItem, PublishedItem
from planner.queries import full_text
from planner.queries.match_models import model_in_use
from planner.queries.matches import RECENT

TERMS_OF_ITEM = 48  # a lead has many words that no plan has
RIVALS = 24  # enough to tell whether a new item leads; a plan that is compared itself asks for all its candidates


def plan_seen(plan: PlannedItem, unit: str) -> Plan:
    """A plan as the matcher sees it."""
    return Plan(str(plan.id), plan.title, plan.brief, plan.publish_on, unit)


class Comparison:
    """``families``: unit → the unit it has become. Two ways of reading: with accents, and without."""

    def __init__(self, session: Session, families: Mapping[int, int], today: date) -> None:
        self._session, self._families, self._today = session, families, today
        self.model = model_in_use(session)
        self._with_accents, self._plain = _Spelling(session, plain=False), _Spelling(session, plain=True)

    def family(self, unit_id: int) -> str:
        """The key that units of one family share."""
        return str(self._families.get(unit_id, unit_id))

    def suggested(self, plan: Plan, most: int = matching.MOST_CANDIDATES) -> list[matching.Suggestion]:
        """The few items worth a look for a plan, among all that its unit published around its day (or lately)."""
        spelling = self._plain if is_accentless(f"{plan.title} {plan.brief}") else self._with_accents
        first = plan.due - timedelta(matching.DAYS_BEFORE) if plan.due else self._today - RECENT
        last = plan.due + timedelta(matching.DAYS_AFTER) if plan.due else self._today + timedelta(1)
        found = spelling.published_like(plan, self._members(plan.unit), (first, last), most)
        return matching.suggest(plan, found, self.model)

    def plans_to_rank(self, items: Sequence[PublishedItem]) -> list[Plan]:
        """The open plans for which one of the items may be worth a look, each once."""
        kept: dict[str, Plan] = {}
        plain = (self._plain,) if full_text.has_accentless_plans(self._session) else ()
        for spelling in (self._with_accents, *plain):
            pairs: list[tuple[Plan, Reading]] = []
            for reading in spelling.read(self._item(item) for item in items):
                unit = reading.item.unit
                pairs.extend((plan, reading) for plan in spelling.plans_like(reading, unit, self._members(unit)))
            kept |= {plan.id: plan for plan in spelling.worth_ranking(pairs, self.model)}
        return [kept[key] for key in sorted(kept, key=int)]

    def _item(self, item: PublishedItem) -> Item:
        return Item(str(item.id), item.title, item.published_on, item.summary, self.family(item.unit_id))

    def _members(self, family: str) -> list[int]:
        root = int(family)
        return sorted({root, *(unit for unit, into in self._families.items() if into == root)})


class _Spelling:
    """Texts read, and words counted, in one way of comparing."""

    def __init__(self, session: Session, *, plain: bool) -> None:
        self._session, self._is_plain = session, plain
        self._holders: dict[str, int] = {}
        self._asked: set[str] = set()
        self._readings: dict[str, Reading] = {}
        self._words: Corpus | None = None

    def read(self, items: Iterable[Item]) -> list[Reading]:
        """The items taken apart, and their words counted."""
        wanted = list(items)
        new = [item for item in wanted if item.id not in self._readings]
        self._readings |= Corpus(new, fold if self._is_plain else canon).readings
        found = [self._readings[item.id] for item in wanted]
        self._count(term for reading in found for term in reading.weights)
        return found

    def published_like(self, plan: Plan, unit_ids: list[int], days: tuple[date, date], most: int) -> Corpus:
        terms = self._terms(plan)
        words = self._count(terms)
        telling = words.telling(term for term in terms if term in self._holders)
        rows = full_text.published_like(self._session, telling, unit_ids, days, most, plain=self._is_plain)
        found = self.read(Item(str(row.id), row.title, row.published_on, row.summary, plan.unit) for row in rows)
        return words.choosing({reading.item.id: reading for reading in found})

    def plans_like(self, reading: Reading, unit: str, unit_ids: list[int]) -> list[Plan]:
        telling = self._count(()).telling(reading.weights, TERMS_OF_ITEM)
        rows = full_text.plans_like(self._session, telling, unit_ids, reading.item.published_on, plain=self._is_plain)
        return [Plan(str(row.id), row.title, row.brief, row.publish_on, unit) for row in rows]

    def worth_ranking(self, pairs: Sequence[tuple[Plan, Reading]], model: Model) -> list[Plan]:
        plans = {plan.id: plan for plan, _reading in pairs}
        words = self._count(term for plan in plans.values() for term in self._terms(plan))
        wanted = {key: matching.take_apart(plan, words) for key, plan in plans.items()}
        return [plan for plan, reading in pairs if matching.could_carry_out(wanted[plan.id], reading, model)]

    def _terms(self, plan: Plan) -> frozenset[str]:
        words = self._count(())
        return words.read(plan.title).terms | words.read(plan.brief).terms

    def _count(self, terms: Iterable[str]) -> Corpus:
        """The rarity of words, which knows these terms from now on."""
        new = set(terms) - self._asked
        if new or self._words is None:
            counted = full_text.counted(self._session, new, plain=self._is_plain)
            self._holders.update(counted.holders)
            self._asked |= new
            key = fold if self._is_plain else canon
            self._words = self._words or Corpus((), key, Counted(counted.texts, self._holders))
        return self._words
