"""Which weights the matcher uses, and the decisions they may be learnt from."""

from collections.abc import Sequence
from dataclasses import fields

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from planner.domain.weights import SHIPPED, Features, Model
from planner.models import Match, MatchModel
from planner.vocabulary import MatchState

NAMES = tuple(field.name for field in fields(Features))


def used(session: Session) -> MatchModel | None:
    return session.scalar(select(MatchModel).where(MatchModel.used))


def model_in_use(session: Session) -> Model:
    """The site's own weights, or those that were shipped; own ones for features that are no more are left alone."""
    row = used(session)
    fits = row is not None and row.weights.keys() == set(NAMES)
    return Model(row.rule, row.bias, Features(**row.weights)) if row and fits else SHIPPED


def decisions(session: Session) -> Sequence[Row[int, MatchState, dict[str, float]]]:
    """Plan, state and features of every pair that a person decided and that was compared."""
    rows = session.execute(
        select(Match.item_id, Match.state, Match.features)
        .where(Match.state.in_((MatchState.CONFIRMED, MatchState.REJECTED)), Match.decided_by_id.is_not(None))
        .order_by(Match.id)
    ).all()
    return [row for row in rows if row.features.keys() >= set(NAMES)]


def made_before(session: Session, model_id: int) -> MatchModel | None:
    """The weights learnt just before these."""
    return session.scalar(select(MatchModel).where(MatchModel.id < model_id).order_by(MatchModel.id.desc()).limit(1))
