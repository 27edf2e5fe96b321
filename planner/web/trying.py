"""Trying an address: what would be read there, and what else the site offers, before anything is stored."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from feeds.identity import Marks, guids_degraded
from feeds.recipes import Recipe
from feeds.records import FeedDocument, FeedItem, FetchResult
from feeds.robots import refused
from planner.config import Settings
from planner.domain.health import ADVICE
from planner.forms.sources import SourceForm
from planner.newsdesk.asking import Asker
from planner.newsdesk.discovering import NOTHING, Discovery, discover
from planner.newsdesk.fetching import manners, understood
from planner.newsdesk.ingest import Received
from planner.vocabulary import N_, FetchProblem, SourceKind
from planner.web import trials
from planner.web.rendering import translate

FIRST_ITEMS = 10
# A page that is no feed, or an address nobody answers at: the site may keep one elsewhere.
_SEARCHED = frozenset({"not-a-feed", "http-4xx", "gone"})
KINDS = {
    "json": "JSON Feed",
    "sitemap": N_("sơ đồ trang"),
    "news-sitemap": N_("sơ đồ trang tin tức"),
    "sitemapindex": N_("mục lục sơ đồ trang"),
    "list": N_("trang danh sách bài"),
}


@dataclass(frozen=True, slots=True)
class Trial:
    """One try of an address. ``asked``: requests made, robots.txt not counted."""

    result: FetchResult
    received: Received
    problem: str
    advice: str
    title: str
    kind: str
    items: Sequence[FeedItem]
    bad: int
    identity: str
    discovery: Discovery
    asked: int
    guessed: bool

    @property
    def first(self) -> Sequence[FeedItem]:
        return self.items[:FIRST_ITEMS]


@dataclass(frozen=True, slots=True)
class Kept:
    """Where answers are kept between trying and adding: the form's key and the person."""

    form_key: str
    person_id: int


def tried(house: Settings, form: SourceForm, now: datetime, kept: Kept) -> Trial:
    """Fetch the form's address once and say what a source made of it would bring; what it lists besides is fetched too.

    The kind the address shows itself to be is written back to the form. Only when it is no feed are other places asked.
    """
    recipe = form.recipe()
    asker = Asker(manners(house), recipe.obeys_robots, now=lambda: now)
    url = form.url.data or ""
    trials.clear_old(house.data_dir)

    def ask(address: str) -> FetchResult:
        answer = asker(address)
        trials.keep(house.data_dir, kept.form_key, kept.person_id, answer)
        return answer

    result = ask(url)
    received = _read(house, form, now, result, recipe, ask)
    document = received.document
    if recipe.kind == "feed" and document and "sitemap" in document.kind and not received.problem:
        # Seen only now to be a sitemap: those are read where robots.txt lets us.
        form.kind.data = SourceKind.SITEMAP.value
        if why := asyncio.run(asker.refusal(url)):
            received = Received(refused(result, why))
    discovery = NOTHING
    if received.problem in _SEARCHED and recipe.kind == "feed":

        def read(answer: FetchResult, other: Recipe) -> FeedDocument:
            return _document(_read(house, form, now, answer, other, None))

        discovery = asyncio.run(discover(result, asker, read))
    return _trial(received, discovery, asker.count)


def read_again(house: Settings, form: SourceForm, now: datetime, kept: Kept) -> Received | None:
    """What was fetched when the address was tried, understood as the form says now; None when nothing is kept."""
    result = trials.take(house.data_dir, kept.form_key, kept.person_id, form.url.data or "")
    if result is None or result.error:
        return None
    recipe = form.recipe()
    asker = Asker(manners(house), recipe.obeys_robots, now=lambda: now)

    def ask(address: str) -> FetchResult:
        return trials.take(house.data_dir, kept.form_key, kept.person_id, address) or asker(address)

    return _read(house, form, now, result, recipe, ask)


def _read(
    house: Settings,
    form: SourceForm,
    now: datetime,
    result: FetchResult,
    recipe: Recipe,
    ask: Callable[[str], FetchResult] | None,
) -> Received:
    return understood(
        result,
        zone=form.zone.data or str(house.zone),
        day_order=form.day_order.data or "",
        now=now,
        recipe=recipe,
        ask=ask,
    )


def _document(received: Received) -> FeedDocument:
    """The document, under the error of the answer when it has one."""
    nothing = FeedDocument("", "", "", (), 0, (), "not-a-feed", "")
    return replace(received.document or nothing, error=received.problem)


def _trial(received: Received, discovery: Discovery, asked: int) -> Trial:
    document = received.document
    items = document.items if document and not received.problem else ()
    kind = document.kind if document else ""
    return Trial(
        result=received.result,
        received=received,
        problem=translate(FetchProblem(received.problem).label) if received.problem else "",
        advice=translate(ADVICE[FetchProblem(received.problem)]) if received.problem else "",
        title=document.title if document else "",
        kind=translate(KINDS.get(kind, kind)),
        items=items,
        bad=document.bad if document else 0,
        identity=translate(_identity(items)),
        discovery=discovery,
        asked=asked,
        guessed=any(item.guessed for item in items),
    )


def _identity(items: Sequence[FeedItem]) -> str:
    marks = [Marks(item.guid, item.canonical_link, item.title, item.date.raw) for item in items]
    if not any(mark.guid for mark in marks):
        return N_("theo đường dẫn (nguồn không có mã riêng cho từng bài)")
    return N_("theo đường dẫn (mã của nguồn bị lặp)") if guids_degraded(marks) else N_("theo mã riêng của nguồn")
