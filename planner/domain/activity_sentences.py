"""What units report of themselves, in sentences of the report."""

from collections.abc import Iterable

from planner.domain.activities import ActivityLine
from planner.language.style import count


def sentences(lines: Iterable[ActivityLine]) -> list[str]:
    """A sentence a unit for the report, naming who vouches: documents are Vietnamese whoever reads the screen."""
    said: dict[str, list[str]] = {}
    for line in lines:
        people = f" ({count(line.audience)} lượt người)" if line.audience else ""
        name = f"{line.kind.name[:1].lower()}{line.kind.name[1:]}"
        said.setdefault(line.unit_name, []).append(f"{count(line.count)} {line.kind.measure} {name}{people}")
    return [f"{unit} tự báo cáo, không cộng vào số liệu trên: {'; '.join(words)}." for unit, words in said.items()]
