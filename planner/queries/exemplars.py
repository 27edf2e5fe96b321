"""The register of exemplars and what was planned about them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, joinedload

from planner.domain.access import Visibility
from planner.domain.exemplar_coverage import KnownExemplar
from planner.language.fold import fold
from planner.models import Exemplar, PlannedItem
from planner.vocabulary import ExemplarKind, Status

MOST = 500


@dataclass(frozen=True, slots=True)
class ExemplarLine:
    """An exemplar in the register: how many items are about it (cancelled ones apart), how many of them are out."""

    exemplar: Exemplar
    items: int
    published: int
    last_on: date | None


def exemplar_lines(
    session: Session, visibility: Visibility, *, words: str = "", kind: ExemplarKind | None = None
) -> list[ExemplarLine]:
    """The register a viewer may see, by name; one statement, at most MOST rows."""
    alive = and_(PlannedItem.exemplar_id == Exemplar.id, PlannedItem.status != Status.CANCELLED)
    out = PlannedItem.status == Status.PUBLISHED
    figures = (
        func.count(PlannedItem.id),
        func.count(PlannedItem.id).filter(out),
        func.max(PlannedItem.publish_on).filter(out),
    )
    query = (
        select(Exemplar, *figures)
        .outerjoin(PlannedItem, alive)
        .group_by(Exemplar.id)
        .order_by(Exemplar.name_fold, Exemplar.id)
        .limit(MOST)
    )
    if not visibility.everything:
        query = query.where(Exemplar.unit_id.in_(visibility.unit_ids))
    if kind is not None:
        query = query.where(Exemplar.kind == kind)
    query = query.where(*(Exemplar.name_fold.contains(word, autoescape=True) for word in fold(words).split()))
    return [ExemplarLine(*row) for row in session.execute(query)]


def exemplar_by_id(session: Session, number: int) -> Exemplar | None:
    """An exemplar with its unit."""
    return session.get(Exemplar, number, options=[joinedload(Exemplar.unit)])


def exemplars_of(session: Session, unit_ids: Iterable[int]) -> Sequence[Exemplar]:
    """What an item's form may choose from."""
    query = select(Exemplar).where(Exemplar.unit_id.in_(list(unit_ids))).order_by(Exemplar.name_fold, Exemplar.id)
    return session.scalars(query).all()


def items_about(session: Session, exemplar_id: int) -> Sequence[PlannedItem]:
    """Items about an exemplar, newest day first, undated ones on top."""
    return session.scalars(
        select(PlannedItem)
        .where(PlannedItem.exemplar_id == exemplar_id)
        .options(joinedload(PlannedItem.column))
        .order_by(PlannedItem.publish_on.desc().nulls_first(), PlannedItem.id.desc())
    ).all()


def known_exemplars(session: Session, unit_ids: Iterable[int] | None, today: date) -> list[KnownExemplar]:
    """The registers of these units, or of all, by name; at most MOST rows. Units bear the names of ``today``."""
    query = select(Exemplar).options(joinedload(Exemplar.unit)).order_by(Exemplar.name_fold, Exemplar.id).limit(MOST)
    if unit_ids is not None:
        query = query.where(Exemplar.unit_id.in_(list(unit_ids)))
    return [
        KnownExemplar(row.id, row.kind, row.name, row.place, row.field, row.unit_id, row.unit.name_on(today).name)
        for row in session.scalars(query)
    ]
