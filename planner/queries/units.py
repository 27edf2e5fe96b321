"""Units with their names, mergers, channels and people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from planner.models import Channel, ChannelPeriod, Membership, Person, Source, SourcePeriod, Unit, UnitMerger
from planner.vocabulary import UnitKind


@dataclass(frozen=True, slots=True)
class UnitPage:
    """What the page of one unit shows beside the unit itself."""

    mergers_in: Sequence[UnitMerger]
    merger_out: UnitMerger | None
    channels: Sequence[ChannelPeriod]
    sources: Sequence[tuple[Source, SourcePeriod]]
    people: Sequence[tuple[Person, Membership]]


def all_units(session: Session) -> Sequence[Unit]:
    """Every unit with its names, press units first."""
    units = session.scalars(select(Unit).order_by(Unit.id)).all()
    return sorted(units, key=lambda unit: (list(UnitKind).index(unit.kind), unit.id))


def press_units(session: Session) -> Sequence[Unit]:
    return session.scalars(select(Unit).where(Unit.kind == UnitKind.PRESS_UNIT).order_by(Unit.id)).all()


def standing_units(session: Session, today: date) -> Sequence[Unit]:
    """Press units that have gone into no other one by today."""
    gone = select(UnitMerger.predecessor_id).where(UnitMerger.on <= today)
    query = select(Unit).where(Unit.kind == UnitKind.PRESS_UNIT, Unit.id.not_in(gone)).order_by(Unit.id)
    return session.scalars(query).all()


def mergers(session: Session) -> Sequence[UnitMerger]:
    return session.scalars(select(UnitMerger).order_by(UnitMerger.on, UnitMerger.id)).all()


def unit_by_id(session: Session, unit_id: int) -> Unit | None:
    return session.get(Unit, unit_id)


def unit_by_key(session: Session, key: str) -> Unit | None:
    return session.scalar(select(Unit).where(Unit.key == key))


def unit_page(session: Session, unit_id: int) -> UnitPage:
    incoming = session.scalars(
        select(UnitMerger).where(UnitMerger.successor_id == unit_id).order_by(UnitMerger.on)
    ).all()
    outgoing = session.scalar(select(UnitMerger).where(UnitMerger.predecessor_id == unit_id).order_by(UnitMerger.on))
    channels = session.scalars(
        select(ChannelPeriod).where(ChannelPeriod.unit_id == unit_id).order_by(ChannelPeriod.id)
    ).all()
    sources = session.execute(
        select(Source, SourcePeriod).join(SourcePeriod).where(SourcePeriod.unit_id == unit_id).order_by(Source.name)
    ).all()
    people = session.execute(
        select(Person, Membership)
        .join(Membership)
        .where(Membership.unit_id == unit_id)
        .order_by(Person.sort_key, Membership.id)
    ).all()
    return UnitPage(
        incoming, outgoing, channels, [(s, p) for s, p in sources], [(person, member) for person, member in people]
    )


def channels_on(session: Session, unit_ids: Sequence[int] | frozenset[int], day: date) -> Sequence[Channel]:
    """The channels that belong to one of the units on a day."""
    return session.scalars(
        select(Channel)
        .join(ChannelPeriod)
        .where(
            ChannelPeriod.unit_id.in_(list(unit_ids)),
            (ChannelPeriod.valid_from.is_(None)) | (ChannelPeriod.valid_from <= day),
            (ChannelPeriod.valid_to.is_(None)) | (ChannelPeriod.valid_to >= day),
        )
        .options(selectinload(Channel.periods).joinedload(ChannelPeriod.unit))
        .order_by(Channel.id)
        .distinct()
    ).all()


def channel_by_id(session: Session, channel_id: int) -> Channel | None:
    return session.scalar(
        select(Channel)
        .where(Channel.id == channel_id)
        .options(selectinload(Channel.periods).joinedload(ChannelPeriod.unit))
    )


def person_page(session: Session, person_id: int) -> Person | None:
    """One person with memberships and their units."""
    return session.scalar(
        select(Person)
        .where(Person.id == person_id)
        .options(selectinload(Person.memberships).options(joinedload(Membership.unit)))
    )
