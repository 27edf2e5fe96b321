"""A select asked so often that composing it costs more than running it: composed once, then run by the driver itself.

Only for the address that calendar programs ask thousands of times an hour. The statement must be a select that stands
alone; it passes no transaction, no session and no entity.
"""

from collections.abc import Callable
from enum import Enum
from typing import Any

from sqlalchemy import Engine, Select

Reader = Callable[[Any], Any] | None
Composed = tuple[str, dict[str, Any], list[str] | None, list[Reader]]


class Prepared:
    """``statement``: a select whose only open places are those of ``first``."""

    def __init__(self, statement: Select[*tuple[Any, ...]]) -> None:
        self._statement = statement
        self._composed: dict[str, Composed] = {}

    def first(self, engine: Engine, **places: Any) -> tuple[Any, ...] | None:
        """The first row with values as the model's columns hand them out, or None."""
        dialect = engine.dialect
        composed = self._composed.get(dialect.name) or self._compose(engine)
        text, fixed, order, readers = composed
        values = {**fixed, **places}
        borrowed = engine.raw_connection()
        try:
            cursor = borrowed.cursor()
            cursor.execute(text, values if order is None else [values[name] for name in order])
            row = cursor.fetchone()
            cursor.close()
        finally:
            borrowed.close()
        if row is None:
            return None
        return tuple(read(value) if read else value for read, value in zip(readers, row, strict=True))

    def _compose(self, engine: Engine) -> Composed:
        dialect = engine.dialect
        compiled: Any = self._statement.compile(dialect=dialect)
        fixed = {name: value.value if isinstance(value, Enum) else value for name, value in compiled.params.items()}
        readers: list[Reader] = [
            column.type.dialect_impl(dialect).result_processor(dialect, None)
            for column in self._statement.selected_columns
        ]
        made: Composed = str(compiled), fixed, list(compiled.positiontup) if compiled.positional else None, readers
        self._composed[dialect.name] = made
        return made
