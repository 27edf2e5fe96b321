"""The register of exemplars (mô hình hay, cách làm hiệu quả, điển hình): adding and changing."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from planner.errors import Stale
from planner.language.fold import fold
from planner.models import Exemplar, Unit
from planner.newsdesk.history import Actor, differences, record
from planner.vocabulary import N_, ExemplarKind

CHANGED_SINCE = N_("Người khác vừa sửa điển hình này. So các mục khác nhau bên dưới rồi lưu lại.")


@dataclass(frozen=True, slots=True)
class ExemplarEntry:
    """What a form hands in."""

    kind: ExemplarKind
    name: str
    place: str = ""
    owner: str = ""
    field: str = ""
    result: str = ""


def add_exemplar(session: Session, actor: Actor, unit: Unit, entry: ExemplarEntry) -> Exemplar:
    row = Exemplar(unit=unit)
    _fill(row, entry)
    session.add(row)
    record(session, actor, row, N_("thêm điển hình"), differences({}, _words(entry)))
    return row


def edit_exemplar(
    session: Session, actor: Actor, row: Exemplar, entry: ExemplarEntry, *, version: int | None = None
) -> Exemplar:
    """Raises Stale, with what differs, when ``version`` is not the stored one any more."""
    before, after = _words(entry_of(row)), _words(entry)
    if version is not None and version != row.version:
        raise Stale(CHANGED_SINCE, [(name, after[name], before[name]) for name in after if after[name] != before[name]])
    if changes := differences(before, after):
        _fill(row, entry)
        record(session, actor, row, N_("sửa điển hình"), changes)
    return row


def entry_of(row: Exemplar) -> ExemplarEntry:
    """What the row holds, as a form would hand it in."""
    return ExemplarEntry(row.kind, row.name, row.place, row.owner, row.field, row.result)


def _fill(row: Exemplar, entry: ExemplarEntry) -> None:
    row.kind, row.name, row.name_fold = entry.kind, entry.name, fold(f"{entry.name} {entry.place} {entry.owner}")
    row.place, row.owner, row.field, row.result = entry.place, entry.owner, entry.field, entry.result


def _words(entry: ExemplarEntry) -> dict[str, str]:
    return {
        N_("Loại"): entry.kind.label,
        N_("Tên"): entry.name,
        N_("Địa chỉ"): entry.place,
        N_("Chủ thể"): entry.owner,
        N_("Lĩnh vực"): entry.field,
        N_("Kết quả"): entry.result,
    }
