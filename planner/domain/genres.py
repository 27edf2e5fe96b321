"""Reading the genres (thể loại) and the counting groups of the coverage report."""

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.data_file import Entry, read_data_file
from planner.vocabulary import N_, Medium


class Counted(StrEnum):
    """What a group counts: works of its genres, or instalments of columns of that form."""

    GENRE = "genre"
    COLUMN = "column"


@dataclass(frozen=True, slots=True)
class CountingGroup:
    """A column of the report's first table; ``measure`` is the word counted ("kỳ", "cuộc")."""

    key: str
    name: str
    measure: str
    counted: Counted


@dataclass(frozen=True, slots=True)
class GenrePart:
    key: str
    name: str
    family: str
    media: tuple[Medium, ...]
    group: str


@dataclass(frozen=True, slots=True)
class Genres:
    groups: tuple[CountingGroup, ...]
    genres: tuple[GenrePart, ...]


def parse_genres(text: str) -> Genres:
    """The genres in ``text``. Raises ``Invalid`` naming the place for a wrong entry or a group that does not exist."""
    top = read_data_file(text)
    top.number("layout")
    genres = top.read(lambda entry: Genres(entry.entries("groups", _group), entry.entries("genres", _genre)))
    groups = {group.key for group in genres.groups if group.counted is Counted.GENRE}
    for genre in genres.genres:
        if genre.group not in groups:
            message = N_("Tệp dữ liệu, mục %(place)s: không có mục nào mang mã “%(id)s”.")
            raise top.wrong(f"genres.{genre.key}.group", message, id=genre.group)
    return genres


def _group(entry: Entry) -> CountingGroup:
    return CountingGroup(entry.text("key"), entry.text("name"), entry.text("measure"), entry.choice("from", Counted))


def _genre(entry: Entry) -> GenrePart:
    return GenrePart(
        entry.text("key"), entry.text("name"), entry.text("family"), entry.choices("media", Medium), entry.text("group")
    )
