"""Exemplars of the register and published items that name them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.domain.recognition import named_in, phrase_of
from planner.models import Exemplar, PublishedItem
from planner.queries.exemplars import exemplars_of
from planner.queries.full_text import published_like

SHOWN = 20
EVER = date(1990, 1, 1), date(2200, 1, 1)


def exemplars_named_in(session: Session, published: PublishedItem) -> list[Exemplar]:
    """Exemplars of the unit's register whose names the item has."""
    known = {row.id: row for row in exemplars_of(session, [published.unit_id])}
    found = named_in(f"{published.title} . {published.summary}", {number: row.name for number, row in known.items()})
    return [known[number] for number in found]


def published_naming(session: Session, exemplar: Exemplar) -> Sequence[PublishedItem]:
    """What the exemplar's unit published under its name, the latest first; asked of the full text."""
    phrase = phrase_of(exemplar.name)
    if not phrase:
        return []
    rows = published_like(session, [(phrase, 1)], [exemplar.unit_id], EVER, 10 * SHOWN)
    return session.scalars(
        select(PublishedItem)
        .where(PublishedItem.id.in_([row.id for row in rows]))
        .order_by(PublishedItem.published_on.desc(), PublishedItem.id.desc())
        .limit(SHOWN)
    ).all()
