"""Rows of a publication log as what was published, each with its identity, or with a sentence saying what is wrong."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from enum import StrEnum

from feeds.dates import DAY_FIRST, decide_order, read_date
from planner.domain.log_cells import hour_of, is_repeat, page_words, seconds_of
from planner.errors import Invalid
from planner.language.fold import fold
from planner.vocabulary import N_, LogKind

LONGEST_TITLE, LONGEST_NAME, LONGEST_PAGE = 500, 300, 60

NO_DAY = N_("Thiếu ngày. Ghi ngày dạng 23/11/2026.")
BAD_DAY = N_("Không đọc được ngày “%(value)s”. Ghi dạng 23/11/2026.")
AHEAD = N_("Ngày %(value)s chưa tới: bảng này chỉ ghi tin, bài đã đăng, phát.")
NO_HOUR = N_("Thiếu giờ phát. Ghi dạng 20:00.")
NO_NAME = N_("Thiếu tên tin, bài và tên chương trình. Ghi ít nhất một tên.")
SAME_ROW = N_("Trùng dòng %(number)s của tệp này. Giữ một dòng.")


@dataclass(frozen=True, slots=True)
class Entry:
    """``key``: the row's identity within its unit; ``seconds``: length; ``page``: number and page in words."""

    number: int
    key: str
    title: str
    on: date
    at: time | None
    seconds: int | None
    programme: str
    author: str
    is_repeat: bool
    page: str


@dataclass(frozen=True, slots=True)
class Refused:
    """``problem`` and ``params``: the sentence for the person who mends the file."""

    number: int
    problem: str
    params: Mapping[str, object]


class Fate(StrEnum):
    """What storing a row would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Known:
    """A row's counterpart in the database, in the fields a log decides."""

    id: int
    title: str
    seconds: int | None
    programme: str
    author: str
    is_repeat: bool
    page: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row of the dry run. ``changes``: (field, before, after) of what is stored already."""

    entry: Entry
    fate: Fate
    known: Known | None = None
    changes: tuple[tuple[str, str, str], ...] = ()


def read_rows(
    kind: LogKind,
    rows: Sequence[tuple[int, Sequence[str]]],
    columns: Mapping[str, int],
    *,
    channel_id: int | None,
    zone: tzinfo,
    now: datetime,
) -> tuple[list[Entry], list[Refused]]:
    """Every row either as an entry or refused. The order of day and month is decided over the whole table.

    ``rows``: line number and cells; ``columns``: as ``log_columns.guess`` gives them.
    """
    order = decide_order([cells[columns["on"]] for _number, cells in rows], zone=zone, now=now) or DAY_FIRST
    reader = _Reader(kind, columns, channel_id, zone, now, order)
    entries: list[Entry] = []
    refused: list[Refused] = []
    numbers: dict[str, int] = {}
    for number, cells in rows:
        try:
            entry = reader.entry(number, cells)
        except Invalid as error:
            refused.append(Refused(number, error.message, error.params))
            continue
        if (first := numbers.setdefault(entry.key, number)) == number:
            entries.append(entry)
        else:
            refused.append(Refused(number, SAME_ROW, {"number": first}))
    return entries, refused


def compare(entries: Iterable[Entry], known: Mapping[str, Known]) -> list[Outcome]:
    """The dry run: what storing would do with each entry."""
    return [_outcome(entry, known.get(entry.key)) for entry in entries]


def _outcome(entry: Entry, known: Known | None) -> Outcome:
    if known is None:
        return Outcome(entry, Fate.NEW)
    pairs = (
        (N_("Tên tin, bài"), known.title, entry.title),
        (N_("Thời lượng"), _length(known.seconds), _length(entry.seconds)),
        (N_("Chương trình"), known.programme, entry.programme),
        (N_("Tác giả"), known.author, entry.author),
        (N_("Phát lại"), _repeat(known.is_repeat), _repeat(entry.is_repeat)),
        (N_("Trang"), known.page, entry.page),
    )
    changes = tuple(pair for pair in pairs if pair[1] != pair[2])
    return Outcome(entry, Fate.CHANGED if changes else Fate.SAME, known, changes)


def _length(seconds: int | None) -> str:
    return "" if seconds is None else f"{seconds // 60}:{seconds % 60:02d}"


def _repeat(is_repeat: bool) -> str:
    return N_("phát lại") if is_repeat else N_("phát lần đầu")


@dataclass(frozen=True, slots=True)
class _Reader:
    kind: LogKind
    columns: Mapping[str, int]
    channel_id: int | None
    zone: tzinfo
    now: datetime
    order: str

    def entry(self, number: int, cells: Sequence[str]) -> Entry:
        """Raises Invalid with the first thing that is wrong."""
        programme = self._cell(cells, "programme")[:LONGEST_NAME]
        title = (self._cell(cells, "title") or programme)[:LONGEST_TITLE]
        if not title:
            raise Invalid(NO_NAME)
        on, at = self._day(self._cell(cells, "on")), self._hour(self._cell(cells, "at"))
        page = self._page(cells)
        return Entry(
            number=number,
            key=self._key(on, at, programme, title, page),
            title=title,
            on=on,
            at=at,
            seconds=seconds_of(self._cell(cells, "duration")),
            programme=programme,
            author=self._cell(cells, "author")[:LONGEST_NAME],
            is_repeat=is_repeat(self._cell(cells, "repeat")),
            page=page,
        )

    def _cell(self, cells: Sequence[str], field: str) -> str:
        place = self.columns.get(field)
        return "" if place is None else cells[place]

    def _day(self, value: str) -> date:
        if not value:
            raise Invalid(NO_DAY)
        reading = read_date(value, field="log", zone=self.zone, day_order=self.order)
        if reading.utc is None:
            raise Invalid(BAD_DAY, {"value": value})
        day = reading.utc.astimezone(self.zone).date()
        if day > self.now.astimezone(self.zone).date():
            raise Invalid(AHEAD, {"value": value})
        return day

    def _hour(self, value: str) -> time | None:
        if self.kind is LogKind.PRINT:
            return None
        if not value:
            raise Invalid(NO_HOUR)
        return hour_of(value)

    def _page(self, cells: Sequence[str]) -> str:
        return page_words(self._cell(cells, "issue"), self._cell(cells, "page"))[:LONGEST_PAGE]

    def _key(self, on: date, at: time | None, programme: str, title: str, page: str) -> str:
        """What stays when a length or an author is mended: a broadcast is its hour, a piece in print its title."""
        if self.kind is LogKind.BROADCAST and at is not None:
            what = f"{at:%H%M}:{fold(programme or title)[:200]}"
        else:
            what = f"{fold(page)}:{fold(title)[:200]}"
        return f"{self.kind.value}:{self.channel_id or 0}:{on:%Y%m%d}:{what}"
