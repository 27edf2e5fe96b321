"""Who reports and on what order: a body by its name of the day, and the directive carried out."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Body:
    """A body by the name it bears on the day of the report, and the one above it."""

    name: str = ""
    short: str = ""
    parent: str = ""

    @property
    def own_name(self) -> str:
        """The name without the parent's: under "Đảng ủy A", "Ban Tuyên giáo Đảng ủy A" is "Ban Tuyên giáo"."""
        words, parent = self.name.split(), self.parent.split()
        for start in range(1, len(words)):
            if parent[: len(words) - start] == words[start:]:
                return " ".join(words[:start])
        return self.name

    @property
    def symbol(self) -> str:
        """The body's letters in document numbers."""
        return self.short.replace(" ", "")


@dataclass(frozen=True, slots=True)
class Basis:
    """The directive carried out. ``issued_on`` may be lost."""

    kind: str
    number: str
    issuer: str
    title: str
    issued_on: date | None
