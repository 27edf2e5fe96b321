"""What the pages of a source show: a tried address, the attempts in sentences, a new address to accept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from feeds.discovery import other_feeds
from feeds.fetch import fetch_once
from feeds.identity import Marks, guids_degraded
from feeds.records import FeedItem, FetchResult
from planner.config import Settings
from planner.domain.health import ADVICE, WHY_NEXT, Attempt, Phrase, moved_address, sentence
from planner.forms.sources import SourceForm
from planner.models import Fetch, Source
from planner.newsdesk.fetching import manners, understood
from planner.newsdesk.ingest import Received
from planner.vocabulary import N_, FetchProblem
from planner.web.rendering import translate

FIRST_ITEMS = 5
CONFIDENCE = {
    "stated": N_("nguồn ghi rõ"),
    "assumed-zone": N_("thiếu múi giờ, hiểu theo múi giờ của nguồn"),
    "assumed-order": N_("thứ tự ngày, tháng suy từ cả tài liệu"),
    "ambiguous": N_("không phân biệt được ngày và tháng"),
    "none": N_("không có ngày"),
    "fetched": N_("không có ngày, lấy ngày thấy bài"),
}
DATE_RULES = {
    "year-first": N_("năm, tháng, ngày"),
    "month-name": N_("tháng viết bằng chữ"),
    "day-month-words": N_("ngày, tháng viết đủ"),
    "numeric": N_("ngày và tháng bằng số"),
    "numeric-day-first": N_("ngày trước, tháng sau"),
    "numeric-month-first": N_("tháng trước, ngày sau"),
    "epoch": N_("số giây từ năm 1970"),
    "typed": N_("người dùng nhập"),
    "implausible": N_("giá trị không phải một ngày thật"),
    "unreadable": N_("không đọc được"),
    "empty": N_("nguồn không ghi ngày"),
}


@dataclass(frozen=True, slots=True)
class Trial:
    """One try of an address. ``result`` is empty before any."""

    result: FetchResult | None
    received: Received
    problem: str
    advice: str
    title: str
    kind: str
    items: Sequence[FeedItem]
    bad: int
    identity: str
    others: Sequence[str]

    @property
    def first(self) -> Sequence[FeedItem]:
        return self.items[:FIRST_ITEMS]


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """One fetch in words, and why the next one is when it is."""

    at: datetime
    good: bool
    words: str
    advice: str
    next_at: datetime | None
    why: str
    url: str


def tried(house: Settings, form: SourceForm, now: datetime, kept: FetchResult | None = None) -> Trial:
    """Fetch the form's address once (or read what was ``kept``) and say what a source made of it would bring."""
    asked = manners(house)
    url = form.url.data or ""
    result = kept or fetch_once(url, user_agent=asked.user_agent, now=now, allow=asked.allow)
    received = understood(result, zone=form.zone.data or str(house.zone), day_order=form.day_order.data or "", now=now)
    document = received.document
    page = received.problem == "not-a-feed" and bool(result.body)
    items = document.items if document and not received.problem else ()
    return Trial(
        result=result,
        received=received,
        problem=translate(FetchProblem(received.problem).label) if received.problem else "",
        advice=translate(ADVICE[FetchProblem(received.problem)]) if received.problem else "",
        title=document.title if document else "",
        kind=document.kind if document else "",
        items=items,
        bad=document.bad if document else 0,
        identity=translate(_identity(items)),
        others=other_feeds(result.body, result.content_type, result.final_url) if page else (),
    )


def _identity(items: Sequence[FeedItem]) -> str:
    marks = [Marks(item.guid, item.canonical_link, item.title, item.date.raw) for item in items]
    if not any(mark.guid for mark in marks):
        return N_("theo đường dẫn (nguồn không có mã riêng cho từng bài)")
    return N_("theo đường dẫn (mã của nguồn bị lặp)") if guids_degraded(marks) else N_("theo mã riêng của nguồn")


def attempt_lines(fetches: Sequence[Fetch]) -> list[AttemptLine]:
    """The record of attempts, newest first; a body equal to the one before it is said to be so."""
    return [
        _line(fetch, fetches[place + 1] if place + 1 < len(fetches) else None) for place, fetch in enumerate(fetches)
    ]


def _line(fetch: Fetch, before: Fetch | None) -> AttemptLine:
    attempt = Attempt(
        problem=fetch.problem,
        status=fetch.status,
        not_modified=fetch.not_modified,
        same_body=bool(fetch.body_hash and before and before.body_hash == fetch.body_hash),
        new=fetch.new,
        changed=fetch.changed,
        same=fetch.same,
        bad=fetch.bad,
    )
    return AttemptLine(
        at=fetch.started_at,
        good=not fetch.problem,
        words=" ".join(said(phrase) for phrase in sentence(attempt)),
        advice=translate(ADVICE[FetchProblem(fetch.problem)]) if fetch.problem else "",
        next_at=fetch.next_at,
        why=translate(WHY_NEXT.get(fetch.next_why, fetch.next_why)),
        url=fetch.final_url or fetch.url,
    )


def rule_words(rule: str) -> str:
    """The reading applied to a date, in words; a rule without words shows its code."""
    return translate(DATE_RULES.get(rule, rule or DATE_RULES["empty"]))


def said(phrase: Phrase) -> str:
    """A sentence in the reader's language; words among its values are translated as well."""
    return translate(
        phrase.text, {name: translate(v) if isinstance(v, str) else v for name, v in phrase.params.items()}
    )


def moved_to(source: Source, fetches: Sequence[Fetch]) -> str:
    """The address to propose after ten permanent redirects in a row, or an empty text."""
    return moved_address(source.url, [(fetch.final_url, fetch.notes, not fetch.problem) for fetch in fetches])
