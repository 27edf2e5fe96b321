"""What the pages of a source show: the attempts in sentences, a new address to accept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from planner.domain.health import ADVICE, WHY_NEXT, Attempt, Phrase, moved_address, sentence
from planner.models import Fetch, Source
from planner.vocabulary import N_, FetchProblem
from planner.web.rendering import translate

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
    "log": N_("ghi trong bảng kê"),
    "implausible": N_("giá trị không phải một ngày thật"),
    "unreadable": N_("không đọc được"),
    "empty": N_("nguồn không ghi ngày"),
}


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
