"""Reading a data file (YAML) entry by entry, so that a mistake is named with its place in the file."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

import yaml

from planner.errors import Invalid
from planner.vocabulary import N_

Code = TypeVar("Code", bound=StrEnum)
Part = TypeVar("Part")
_BOOL = "tag:yaml.org,2002:bool"
_LOOSE = {_BOOL, "tag:yaml.org,2002:timestamp"}


class _Loader(yaml.SafeLoader):
    """Leaves dates as text, so that a wrong one is named with its place, and takes only true and false as yes and no:
    YAML 1.1 would also turn the field name ``on`` into one."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _LOOSE]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_BOOL, re.compile("true|false"), list("tf"))


def read_data_file(text: str) -> "Entry":
    """The top of a data file. Raises ``Invalid``, with the line, for a text that is not YAML."""
    try:
        data = yaml.load(text, Loader=_Loader)  # noqa: S506  (a SafeLoader that knows fewer types)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Invalid(N_("Tệp dữ liệu không đọc được, kiểm tra dòng %(line)s."), {"line": line}) from error
    except (yaml.YAMLError, ValueError) as error:
        raise Invalid(N_("Tệp dữ liệu không đọc được: không phải tệp YAML dạng chữ.")) from error
    return Entry(data, "")


class Entry:
    """One mapping of the file. Each field is taken by its kind; ``finish`` refuses the fields nobody took."""

    def __init__(self, data: object, place: str) -> None:
        self.place = place
        if not isinstance(data, dict):
            raise self.wrong("", N_("Tệp dữ liệu, mục %(place)s: phải là một nhóm trường có tên."))
        self._fields: dict[str, object] = {str(key): value for key, value in data.items()}
        self._taken: set[str] = set()

    def has(self, field: str) -> bool:
        return self._fields.get(field) is not None

    def text(self, field: str, default: str | None = None) -> str:
        """A non-empty text; ``default`` when the field is absent, an error when there is no default."""
        value = self._take(field)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or not value.strip():
            raise (
                self._missing(field)
                if value is None
                else self.wrong(field, N_("Tệp dữ liệu, mục %(place)s: phải là một đoạn chữ."))
            )
        return " ".join(value.split())

    def optional(self, field: str) -> str | None:
        return self.text(field, "") or None

    def texts(self, field: str, *, required: bool = False) -> tuple[str, ...]:
        value = self._take(field)
        if value is None and not required:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise (
                self._missing(field)
                if value is None
                else self.wrong(field, N_("Tệp dữ liệu, mục %(place)s: phải là một danh sách các đoạn chữ."))
            )
        return tuple(str(item) for item in value)

    def table(self, field: str) -> dict[str, str]:
        """A mapping from text to text; empty when absent."""
        inner = self.entry(field, default={})
        return {name: inner.text(name) for name in inner._fields}

    def flag(self, field: str, default: bool = False) -> bool:
        value = self._take(field)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.wrong(field, N_("Tệp dữ liệu, mục %(place)s: phải là true hoặc false."))
        return value

    def number(self, field: str, least: int = 0) -> int | None:
        """A whole number of at least ``least``."""
        value = self._take(field)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self.wrong(field, N_("Tệp dữ liệu, mục %(place)s: phải là một số nguyên hợp lệ."))
        return value

    def needed_number(self, field: str, least: int = 0) -> int:
        number = self.number(field, least)
        if number is None:
            raise self._missing(field)
        return number

    def day(self, field: str) -> date | None:
        value = self._take(field)
        if value is None:
            return None
        try:
            if isinstance(value, str) and len(value) == len("2019-05-30"):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise self.wrong(field, N_("Tệp dữ liệu, mục %(place)s: không phải là ngày; viết theo dạng 2019-05-30."))

    def needed_day(self, field: str) -> date:
        day = self.day(field)
        if day is None:
            raise self._missing(field)
        return day

    def choice(self, field: str, codes: type[Code]) -> Code:
        return self._code(field, self.text(field), codes)

    def choices(self, field: str, codes: type[Code]) -> tuple[Code, ...]:
        return tuple(self._code(field, value, codes) for value in self.texts(field))

    def entry(self, field: str, default: Mapping[str, object] | None = None) -> "Entry":
        value = self._take(field)
        if value is None and default is None:
            raise self._missing(field)
        return Entry(default if value is None else value, self._at(field))

    def entries(self, field: str, read: Callable[["Entry"], Part], *, required: bool = False) -> tuple[Part, ...]:
        """Every entry of a list, read by ``read``."""
        value = self._take(field)
        if not value and required:
            raise self._missing(field)
        if value is not None and not isinstance(value, list):
            raise self.wrong(field, N_("Tệp dữ liệu, mục %(place)s: phải là một danh sách."))
        return tuple(Entry(item, f"{self._at(field)}[{index}]").read(read) for index, item in enumerate(value or [], 1))

    def read(self, read: Callable[["Entry"], Part]) -> Part:
        part = read(self)
        self.finish()
        return part

    def finish(self) -> None:
        """Raise ``Invalid`` when a field is left that nobody asked for: a slip of the pen would be lost in silence."""
        for field in self._fields:
            if field not in self._taken:
                raise self.wrong(field, N_("Tệp dữ liệu, mục %(place)s: là trường không có trong mẫu."))

    def wrong(self, field: str, message: str, **params: object) -> Invalid:
        """The error for one field; ``message`` is a sentence with ``%(place)s`` in it."""
        return Invalid(message, {"place": self._at(field) or N_("đầu tệp"), **params})

    def _missing(self, field: str) -> Invalid:
        return Invalid(
            N_("Tệp dữ liệu, mục %(place)s: thiếu trường “%(field)s”."),
            {"place": self.place or N_("đầu tệp"), "field": field},
        )

    def _code(self, field: str, value: str, codes: type[Code]) -> Code:
        try:
            return codes(value)
        except ValueError:
            message = N_("Tệp dữ liệu, mục %(place)s: “%(value)s” không có trong các giá trị cho phép: %(known)s.")
            raise self.wrong(field, message, value=value, known=", ".join(codes)) from None

    def _take(self, field: str) -> object:
        self._taken.add(field)
        return self._fields.get(field)

    def _at(self, field: str) -> str:
        return ".".join(filter(None, (self.place, field)))
