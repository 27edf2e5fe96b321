"""What all tables share: the registry, the types, the version column."""

import enum
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, DateTime, Dialect, Enum, Integer, MetaData, String, Time, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, registry

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


# One width for numbers and the keys that point at them; SQLite counts rows only in INTEGER.
WHOLE = BigInteger().with_variant(Integer, "sqlite")


def _values(kind: type[enum.Enum]) -> list[str]:
    """Enumerations are stored by their codes, not by their Python names."""
    return [member.value for member in kind]


class UTCDateTime(TypeDecorator[datetime]):
    """An instant: refuses naive values, stores UTC, hands out aware UTC on every engine."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime refused: times are aware everywhere")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The house's declarative base. The type map sits on the registry: Flask-SQLAlchemy copies class bodies."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={
            int: WHOLE,
            str: String(500),
            date: Date,
            time: Time,
            datetime: UTCDateTime,
            dict[str, Any]: JSON,
            list[str]: JSON,
            list[int]: JSON,
            list[dict[str, Any]]: JSON,
            enum.Enum: Enum(
                enum.Enum,
                native_enum=False,
                create_constraint=False,
                length=40,
                values_callable=_values,
            ),
        },
    )


class Numbered:
    """A row with a number of its own."""

    id: Mapped[int] = mapped_column(primary_key=True)


class Versioned(Numbered):
    """Whatever people edit: a save made from an older version is refused (see ``planner.errors.Stale``)."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.__dict__["__table__"].c.version} if "__table__" in cls.__dict__ else {}


class Dated:
    """What holds between two days, both included. No ``valid_from``: not known since when; no ``valid_to``: still."""

    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]

    def covers(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and self.reaches(day)

    def reaches(self, day: date) -> bool:
        """Whether it has not ended before a day."""
        return self.valid_to is None or self.valid_to >= day
