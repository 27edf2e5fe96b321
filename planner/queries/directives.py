"""Directives and their tasks, with what each page walks to."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from planner.models import Campaign, Directive, DirectiveLink, Task, TaskUnit, Theme


def all_directives(session: Session) -> Sequence[Directive]:
    """Every directive with the ones it stands on, oldest first (an unknown day sorts by its latest bound)."""
    day = Directive.issued_on
    return session.scalars(
        select(Directive)
        .options(selectinload(Directive.basis_links).joinedload(DirectiveLink.to_directive))
        .order_by(day.is_(None), day, Directive.issued_latest, Directive.id)
    ).all()


def directive_with_chain(session: Session, directive_id: int) -> Directive | None:
    """A directive with its tasks, their deliverables and units, and the documents before and after it."""
    return session.scalar(
        select(Directive)
        .where(Directive.id == directive_id)
        .options(
            selectinload(Directive.basis_links).joinedload(DirectiveLink.to_directive),
            selectinload(Directive.follower_links).joinedload(DirectiveLink.from_directive),
            selectinload(Directive.tasks).selectinload(Task.deliverables),
            selectinload(Directive.tasks).selectinload(Task.units).joinedload(TaskUnit.unit),
        )
    )


def campaigns_of(session: Session, directive_id: int) -> Sequence[Campaign]:
    """Campaigns ordered by this directive or about it."""
    return session.scalars(
        select(Campaign)
        .where((Campaign.directive_id == directive_id) | (Campaign.subject_id == directive_id))
        .order_by(Campaign.starts_on, Campaign.id)
    ).all()


def task_with_units(session: Session, task_id: int) -> Task | None:
    return session.scalar(
        select(Task)
        .where(Task.id == task_id)
        .options(
            joinedload(Task.directive),
            selectinload(Task.deliverables),
            selectinload(Task.units).joinedload(TaskUnit.unit),
        )
    )


def themes_of_task(session: Session, task_id: int) -> Sequence[Theme]:
    """The themes that carry a task out, with their campaigns."""
    return session.scalars(
        select(Theme)
        .where(Theme.task_id == task_id)
        .options(joinedload(Theme.campaign))
        .order_by(Theme.campaign_id, Theme.position)
    ).all()
