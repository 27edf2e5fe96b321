"""The one family of errors. The web maps it to status codes in a single place.

A message is a Vietnamese source sentence that says what to do, with ``%(name)s`` places; ``params`` fills them
after translation, so that no floor below the web needs to know the reader's language.
"""

from collections.abc import Mapping


class PlannerError(Exception):
    """Something the person (or the script) in front can act on."""

    def __init__(self, message: str, params: Mapping[str, object] | None = None, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.params: dict[str, object] = dict(params or {})
        self.field = field

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message


class Invalid(PlannerError):
    """The input breaks a rule; nothing was changed. ``field`` names the form field when there is one."""


class NotFound(PlannerError):
    """There is no such thing, or the reader must not learn that there is."""


class Forbidden(PlannerError):
    """The thing may be seen but this person may not do this to it."""


class Conflict(PlannerError):
    """The thing is no longer in a state that allows the change."""


class Stale(Conflict):
    """Somebody saved in between. ``changes`` lists (field label, their value, now stored value)."""

    def __init__(self, message: str, changes: list[tuple[str, str, str]] | None = None) -> None:
        super().__init__(message)
        self.changes = changes or []


class Throttled(PlannerError):
    """Too many attempts; ``wait_seconds`` says how long to wait."""

    def __init__(self, message: str, params: Mapping[str, object] | None = None, *, wait_seconds: int = 60) -> None:
        super().__init__(message, params)
        self.wait_seconds = wait_seconds


class Unavailable(PlannerError):
    """The database or the disk cannot take the change now; it may be tried again."""
