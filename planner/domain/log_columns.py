"""Which column of an uploaded publication log holds what: the fields of each kind, and a guess from the heads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.errors import Invalid
from planner.language.fold import fold
from planner.vocabulary import N_, LogKind

TWICE = N_("Cột “%(column)s” được chọn cho cả “%(first)s” và “%(second)s”. Mỗi cột chỉ dùng một lần.")
MISSING = N_("Chọn cột cho “%(field)s”: thiếu cột này thì không biết dòng nào là tin, bài nào.")
ONE_OF = N_("Chọn cột cho “Tên tin, bài” hoặc “Chương trình”: mỗi dòng cần ít nhất một tên.")


@dataclass(frozen=True, slots=True)
class LogField:
    """``heads``: folded words that a newsroom writes above such a column, the surest first."""

    key: str
    label: str
    heads: tuple[str, ...]
    required: bool = False


_DATE = LogField("on", N_("Ngày đăng, phát"), ("ngay phat song", "ngay phat", "ngay dang", "ngay"), required=True)
_TITLE = LogField(
    "title", N_("Tên tin, bài"), ("ten tin bai", "ten tac pham", "tieu de", "ten bai", "noi dung", "tin bai", "title")
)
_AUTHOR = LogField("author", N_("Tác giả"), ("tac gia", "phong vien", "nguoi thuc hien", "but danh", "author"))

FIELDS: Mapping[LogKind, tuple[LogField, ...]] = {
    LogKind.BROADCAST: (
        _DATE,
        LogField("at", N_("Giờ phát"), ("gio phat song", "gio phat", "thoi diem", "khung gio", "gio"), required=True),
        LogField("duration", N_("Thời lượng"), ("thoi luong", "so phut", "do dai", "duration")),
        LogField("programme", N_("Chương trình"), ("ten chuong trinh", "chuong trinh", "chuyen muc", "programme")),
        _TITLE,
        _AUTHOR,
        LogField("repeat", N_("Phát lại"), ("phat lai", "lan phat", "hinh thuc phat", "repeat")),
    ),
    LogKind.PRINT: (
        _DATE,
        LogField("issue", N_("Số báo"), ("so bao", "so phat hanh", "ky bao", "so ra")),
        LogField("page", N_("Trang"), ("trang bao", "trang so", "trang", "page")),
        LogField(_TITLE.key, _TITLE.label, _TITLE.heads, required=True),
        _AUTHOR,
        LogField("programme", N_("Chuyên trang, chuyên mục"), ("chuyen trang", "chuyen muc", "muc")),
    ),
}


def guess(kind: LogKind, heads: Sequence[str], remembered: Mapping[str, str]) -> dict[str, int]:
    """Field → place of its column. ``remembered``: field → head, from the last log of this unit that was stored."""
    folded = [fold(head) for head in heads]
    chosen: dict[str, int] = {}
    for field in FIELDS[kind]:
        words = (fold(remembered[field.key]),) if field.key in remembered else ()
        place = _place((*words, *field.heads), folded, set(chosen.values()))
        if place is not None:
            chosen[field.key] = place
    return chosen


def _place(words: Sequence[str], heads: Sequence[str], used: set[int]) -> int | None:
    """The first column headed by just these words, else the first that has them in its head."""
    for fits in (lambda word, head: word == head, lambda word, head: word in head):
        for word in words:
            for place, head in enumerate(heads):
                if place not in used and fits(word, head):
                    return place
    return None


def check(kind: LogKind, heads: Sequence[str], columns: Mapping[str, int]) -> None:
    """Raises Invalid, naming the field, when a needed column is not chosen or one is chosen twice."""
    owners: dict[int, LogField] = {}
    for field in FIELDS[kind]:
        place = columns.get(field.key)
        if place is None:
            if field.required:
                raise Invalid(MISSING, {"field": field.label}, field=field.key)
            continue
        if first := owners.get(place):
            values = {"column": heads[place], "first": first.label, "second": field.label}
            raise Invalid(TWICE, values, field=field.key)
        owners[place] = field
    if "title" not in columns and "programme" not in columns:
        raise Invalid(ONE_OF, field="title")
