"""Activities units report of themselves: the list, one of them, and the rows their totals are made of."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from planner.domain.activities import ActivityRow
from planner.models import Activity, ActivityFile, Unit
from planner.queries.coverage import Scope


def activity_by_id(session: Session, activity_id: int) -> Activity | None:
    wanted = select(Activity).where(Activity.id == activity_id)
    return session.scalar(
        wanted.options(joinedload(Activity.unit), joinedload(Activity.campaign), selectinload(Activity.files))
    )


def proof_by_id(session: Session, proof_id: int) -> ActivityFile | None:
    wanted = select(ActivityFile).where(ActivityFile.id == proof_id)
    return session.scalar(wanted.options(joinedload(ActivityFile.activity)))


def activities(
    session: Session,
    unit_ids: frozenset[int] | None,
    *,
    campaign_id: int | None = None,
    since: date | None = None,
    until: date | None = None,
    limit: int,
) -> Sequence[Activity]:
    """The newest days first; ``unit_ids`` None: every unit. Withdrawn ones are among them."""
    query = select(Activity).options(
        joinedload(Activity.unit).selectinload(Unit.names),
        joinedload(Activity.campaign),
        selectinload(Activity.files),
    )
    if unit_ids is not None:
        query = query.where(Activity.unit_id.in_(sorted(unit_ids)))
    if campaign_id is not None:
        query = query.where(Activity.campaign_id == campaign_id)
    if since is not None:
        query = query.where(Activity.held_on >= since)
    if until is not None:
        query = query.where(Activity.held_on <= until)
    return session.scalars(query.order_by(Activity.held_on.desc(), Activity.id.desc()).limit(limit)).all()


def activity_rows(session: Session, scope: Scope) -> list[ActivityRow]:
    """What stands of a campaign and period, in the order of days, each under its unit's name of that day."""
    found = session.scalars(_standing(scope).options(joinedload(Activity.unit).selectinload(Unit.names))).all()
    proofs = _proofs(session, scope)
    return [
        ActivityRow(
            unit_id=row.unit_id,
            unit_name=row.unit.name_on(row.held_on).name,
            kind=row.kind,
            count=row.count,
            audience=row.audience or 0,
            proofs=proofs.get(row.id, 0),
        )
        for row in found
    ]


def _proofs(session: Session, scope: Scope) -> dict[int, int]:
    standing = _standing(scope).with_only_columns(Activity.id).order_by(None)
    query = (
        select(ActivityFile.activity_id, func.count())
        .where(ActivityFile.removed_at.is_(None), ActivityFile.activity_id.in_(standing))
        .group_by(ActivityFile.activity_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _standing(scope: Scope) -> Select[Activity]:
    return (
        select(Activity)
        .where(
            Activity.campaign_id == scope.campaign_id,
            Activity.withdrawn_at.is_(None),
            Activity.held_on.between(scope.period.first, scope.period.last),
            scope.allows(Activity.unit_id),
        )
        .order_by(Activity.held_on, Activity.id)
    )
