"""What the demonstration's desk holds besides plans, as its data file says: notes, exemplars, filters, patterns, talk,
checklists, works in several media. Items are named by their titles."""

from dataclasses import dataclass

from planner.domain.data_file import Entry
from planner.vocabulary import ExemplarKind, Medium


@dataclass(frozen=True, slots=True)
class DemoNote:
    day: str
    text: str


@dataclass(frozen=True, slots=True)
class DemoExemplar:
    kind: ExemplarKind
    name: str
    place: str
    owner: str
    field: str
    result: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoFilter:
    """``query``: the words of the calendar's address."""

    name: str
    query: str
    shared: bool


@dataclass(frozen=True, slots=True)
class DemoPattern:
    column: str
    title: str
    brief: str


@dataclass(frozen=True, slots=True)
class DemoComment:
    item: str
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class DemoChecklist:
    """The first ``done`` lines are ticked."""

    item: str
    lines: tuple[str, ...]
    done: int


@dataclass(frozen=True, slots=True)
class DemoWork:
    """The same work once more, in another medium."""

    item: str
    medium: Medium
    day: str


@dataclass(frozen=True, slots=True)
class DemoDesk:
    """``owner``: the person of the file whose desk it is."""

    owner: str
    notes: tuple[DemoNote, ...]
    exemplars: tuple[DemoExemplar, ...]
    filters: tuple[DemoFilter, ...]
    patterns: tuple[DemoPattern, ...]
    comments: tuple[DemoComment, ...]
    checklists: tuple[DemoChecklist, ...]
    works: tuple[DemoWork, ...]


def read_desk(entry: Entry) -> DemoDesk:
    return DemoDesk(
        owner=entry.text("owner"),
        notes=entry.entries("notes", lambda part: DemoNote(part.text("day"), part.text("text"))),
        exemplars=entry.entries("exemplars", _exemplar),
        filters=entry.entries("filters", _filter),
        patterns=entry.entries("patterns", _pattern),
        comments=entry.entries("comments", _comment),
        checklists=entry.entries("checklists", _checklist),
        works=entry.entries("works", _work),
    )


def _exemplar(entry: Entry) -> DemoExemplar:
    return DemoExemplar(
        kind=entry.choice("kind", ExemplarKind),
        name=entry.text("name"),
        place=entry.text("place", ""),
        owner=entry.text("owner", ""),
        field=entry.text("field", ""),
        result=entry.text("result", ""),
        items=entry.texts("items", required=True),
    )


def _filter(entry: Entry) -> DemoFilter:
    return DemoFilter(entry.text("name"), entry.text("query"), entry.text("shared", "") == "yes")


def _pattern(entry: Entry) -> DemoPattern:
    return DemoPattern(entry.text("column"), entry.text("title"), entry.text("brief", ""))


def _comment(entry: Entry) -> DemoComment:
    return DemoComment(entry.text("item"), entry.text("who"), entry.text("text"))


def _checklist(entry: Entry) -> DemoChecklist:
    return DemoChecklist(entry.text("item"), entry.texts("lines", required=True), entry.number("done") or 0)


def _work(entry: Entry) -> DemoWork:
    return DemoWork(entry.text("item"), entry.choice("medium", Medium), entry.text("day"))
