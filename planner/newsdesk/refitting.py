"""Learning the matcher's weights from what the site's people decided; in use only when somebody says so."""

from dataclasses import asdict

from sqlalchemy.orm import Session

from planner.domain.refitting import Comparison, Decided, refit
from planner.domain.weights import RULE, Features
from planner.errors import Conflict
from planner.models import MatchModel
from planner.newsdesk.history import Actor, record
from planner.queries import match_models
from planner.vocabulary import N_, MatchState


def compare(session: Session, actor: Actor) -> Comparison:
    """Learn anew and compare with what is in use; nothing is stored. Raises Invalid when too little was decided."""
    pairs = [
        Decided(
            str(item), Features(**{name: features[name] for name in match_models.NAMES}), state is MatchState.CONFIRMED
        )
        for item, state, features in match_models.decisions(session)
    ]
    return refit(pairs, match_models.model_in_use(session), f"{RULE}+{actor.now:%Y%m%d%H%M%S}")


def switch(session: Session, actor: Actor, found: Comparison) -> MatchModel:
    """Use the new weights from now on. Raises Conflict when they are not better."""
    if not found.is_better:
        raise Conflict(N_("Mô hình mới không tốt hơn mô hình đang dùng nên không đổi."))
    before = match_models.model_in_use(session).rule
    _put_out_of_use(session)
    measures = {key: value for key, value in asdict(found).items() if key != "new"}
    row = MatchModel(
        rule=found.new.rule, bias=found.new.bias, weights=asdict(found.new.weights), report=measures,
        made_at=actor.now, used=True,
    )  # fmt: skip
    session.add(row)
    _note(session, actor, row, before, row.rule, N_("đổi mô hình đối chiếu"))
    return row


def back(session: Session, actor: Actor) -> str:
    """Use the weights before these again; the rule's name. Raises Conflict when the shipped ones are in use."""
    row = match_models.used(session)
    if row is None:
        raise Conflict(N_("Đang dùng mô hình kèm theo chương trình, không có mô hình trước để quay lại."))
    row.used = False
    session.flush()
    earlier = match_models.made_before(session, row.id)
    if earlier is not None:
        earlier.used = True
    now = earlier.rule if earlier else RULE
    _note(session, actor, row, row.rule, now, N_("quay lại mô hình đối chiếu trước"))
    return now


def _put_out_of_use(session: Session) -> None:
    row = match_models.used(session)
    if row is not None:
        row.used = False
        session.flush()


def _note(session: Session, actor: Actor, row: MatchModel, before: str, after: str, action: str) -> None:
    record(session, actor, row, action, [{"field": N_("Mô hình đối chiếu"), "before": before, "after": after}])
