"""The half-built demonstration: what is there already, by the keys of its data file."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.domain.deadlines import instant
from planner.models import Campaign, Column, Genre, Person, Slot, Theme, Unit
from planner.newsdesk.history import Actor
from planner.vocabulary import Role


@dataclass(slots=True)
class Place:
    """``now``: when the demonstration is set up; ``today``: that day in the newsroom's ``zone``."""

    session: Session
    actor: Actor
    campaign: Campaign
    now: datetime
    today: date
    zone: tzinfo
    units: dict[str, Unit] = field(init=False)
    genres: dict[str, Genre] = field(init=False)
    themes: dict[str, Theme] = field(init=False)
    people: dict[str, Person] = field(default_factory=dict)
    columns: dict[str, Column] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.units = {unit.key: unit for unit in self.session.scalars(select(Unit))}
        self.genres = {genre.key: genre for genre in self.session.scalars(select(Genre))}
        self.themes = {theme.key: theme for theme in self.campaign.themes}

    def at(self, day: date, hour: time) -> datetime:
        """An instant by the newsroom's clock."""
        return instant(day, hour, self.zone)

    def editor_of(self, unit: Unit, now: datetime | None = None) -> Actor:
        """The unit's editor as the one who acts; the builder where a unit has none today."""
        for person in self.people.values():
            belongs = person.unit_on(self.today)
            if person.role is Role.EDITOR and belongs is not None and belongs.id == unit.id:
                return self.by(person, now)
        return Actor(self.actor.name, now or self.now)

    def by(self, person: Person, now: datetime | None = None) -> Actor:
        return Actor(person.name, now or self.now, person.id)

    def slot(self, column: str, count: int) -> Slot:
        """-1 the column's last slot before today, +1 its first one from today."""
        slots = sorted(self._slots(column), key=lambda slot: slot.on)
        coming = sum(slot.on < self.today for slot in slots)
        return slots[coming + (count - 1 if count > 0 else count)]

    def _slots(self, column: str) -> list[Slot]:
        return list(self.session.scalars(select(Slot).where(Slot.column_id == self.columns[column].id)))
