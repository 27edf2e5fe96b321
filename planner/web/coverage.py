"""The coverage queue: suggested pairs and unplanned items wait here until a person decides."""

from collections.abc import Callable
from datetime import datetime, time
from itertools import groupby
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from planner.domain.access import Action, may, units_within
from planner.errors import Invalid, NotFound
from planner.forms.coverage import CountForm, UnitFilter
from planner.models import Genre, Match, Relevance, Theme
from planner.newsdesk import afterwards, reconciling
from planner.newsdesk.history import Actor
from planner.queries import matches, relevance
from planner.queries.units import press_units
from planner.vocabulary import N_, MatchState, RelevanceState
from planner.web import identity
from planner.web.access import NOT_HERE, requires
from planner.web.coverage_words import by_plan, closeness_of, marked_reasons, marked_words, reason_kind, reason_text
from planner.web.rendering import _

blueprint = Blueprint("coverage", __name__, url_prefix="/doi-chieu")
blueprint.add_app_template_filter(reason_text)

PLANS_SHOWN = 25
ITEMS_SHOWN = 50
DECISIONS_SHOWN = 50


@blueprint.get("")
@requires(Action.DECIDE_MATCHES)
def queue() -> str:
    return _pairs("coverage/queue.html", MatchState.SUGGESTED)


@blueprint.get("/theo-quy-tac")
@requires(Action.DECIDE_MATCHES)
def by_rule() -> str:
    return _pairs("coverage/by_rule.html", MatchState.ACCEPTED)


@blueprint.get("/theo-bai")
@requires(Action.DECIDE_MATCHES)
def by_item() -> str:
    """The same pairs the other way round: what came out, and the plans it may carry out."""
    unit_ids, unit_filter = scope()
    pairs, number = matches.waiting_by_published(identity.database(), unit_ids, most_items=PLANS_SHOWN)
    groups = [(published, list(group)) for published, group in groupby(pairs, key=lambda match: match.published_item)]
    last = _number("vua")
    return _page(
        "coverage/by_item.html",
        unit_filter,
        groups=groups,
        order=[match.id for _published, group in groups for match in group],
        number=number,
        list_name="by_item",
        marks=marked_reasons,
        reason_text=reason_text,
        reason_kind=reason_kind,
        closeness=closeness_of,
        last=_visible(matches.match_by_id(identity.database(), last)) if last else None,
        waiting_state=MatchState.SUGGESTED,
    )


def _pairs(template: str, state: MatchState) -> str:
    unit_ids, unit_filter = scope()
    found = matches.waiting(identity.database(), unit_ids, most_plans=PLANS_SHOWN, state=state)
    last = _number("vua")
    return _page(
        template,
        unit_filter,
        plans=by_plan(found.pairs, found.linked),
        number=found.likely,
        all_plans=found.plans,
        list_name="by_rule" if state is MatchState.ACCEPTED else "queue",
        marks=marked_reasons,
        reason_text=reason_text,
        reason_kind=reason_kind,
        closeness=closeness_of,
        last=_visible(matches.match_by_id(identity.database(), last)) if last else None,
        waiting_state=MatchState.SUGGESTED,
        may_compare_anew=may(identity.viewer(), Action.MANAGE_CAMPAIGNS),
    )


@blueprint.get("/ngoai-ke-hoach")
@requires(Action.DECIDE_MATCHES)
def unplanned() -> str:
    unit_ids, unit_filter = scope()
    session, last = identity.database(), _number("vua")
    return _page(
        "coverage/unplanned.html",
        unit_filter,
        rows=relevance.unplanned(session, unit_ids, limit=ITEMS_SHOWN),
        number=relevance.number_unplanned(session, unit_ids),
        new_today=relevance.number_unplanned_since(session, unit_ids, _midnight()),
        genres=relevance.all_genres(session),
        marks=marked_words,
        last=_visible_judgement(relevance.relevance_by_id(session, last)) if last else None,
        waiting_state=RelevanceState.SUGGESTED,
    )


@blueprint.get("/da-quyet-dinh")
@requires(Action.DECIDE_MATCHES)
def decided() -> str:
    unit_ids, unit_filter = scope()
    session = identity.database()
    return _page(
        "coverage/decided.html",
        unit_filter,
        matches=matches.decided(session, unit_ids, limit=DECISIONS_SHOWN),
        judgements=relevance.judged(session, unit_ids, limit=DECISIONS_SHOWN),
    )


@blueprint.post("/<int:match_id>/xac-nhan")
@requires(Action.DECIDE_MATCHES)
def confirm(match_id: int) -> Response:
    return _decide(match_id, reconciling.confirm, N_("Đã xác nhận: “%(title)s”."))


@blueprint.post("/<int:match_id>/khong-khop")
@requires(Action.DECIDE_MATCHES)
def reject(match_id: int) -> Response:
    return _decide(match_id, reconciling.reject, N_("Đã đánh dấu không khớp: “%(title)s”."))


@blueprint.post("/<int:match_id>/hoan-tac")
@requires(Action.DECIDE_MATCHES)
def undo(match_id: int) -> Response:
    match = load(match_id)
    reconciling.undo(identity.database(), identity.actor(), match)
    identity.database().commit()
    flash(_("Đã hoàn tác. Cặp này trở lại danh sách chờ đối chiếu."))
    return redirect(_back(_list(), f"cap-{match_id}"), 303)


@blueprint.post("/ngoai-ke-hoach/<int:relevance_id>/tinh")
@requires(Action.DECIDE_MATCHES)
def count(relevance_id: int) -> Response:
    row = load_relevance(relevance_id)
    theme, genre = _chosen(row)
    reconciling.count_as_unplanned(identity.database(), identity.actor(), row, theme, genre)
    return _judged(row, N_("Đã tính là ngoài kế hoạch: “%(title)s”."))


@blueprint.post("/ngoai-ke-hoach/<int:relevance_id>/bo-sung")
@requires(Action.DECIDE_MATCHES)
def plan_afterwards(relevance_id: int) -> Response:
    row = load_relevance(relevance_id)
    theme, genre = _chosen(row)
    zone = identity.settings().zone
    item = afterwards.plan_afterwards(identity.database(), identity.actor(), row, theme, genre, zone=zone)
    identity.database().commit()
    flash(_("Đã lập tin, bài bổ sung: “%(title)s”.", title=item.title), "success")
    return redirect(url_for("items.show", item_id=item.id), 303)


def _chosen(row: Relevance) -> tuple[Theme | None, Genre | None]:
    """The theme and the genre of the form; raises Invalid for what is not in its lists."""
    form = CountForm()
    genres = {genre.id: genre for genre in relevance.all_genres(identity.database())}
    themes = {theme.id: theme for theme in row.campaign.themes}
    form.theme.offer([(theme.id, theme.name) for theme in themes.values()])
    form.genre.offer([(genre.id, genre.name) for genre in genres.values()])
    if not form.validate_on_submit():
        raise Invalid(N_("Chọn chủ đề và thể loại trong danh sách rồi gửi lại."))
    return themes.get(form.theme.data), genres.get(form.genre.data)


@blueprint.post("/ngoai-ke-hoach/<int:relevance_id>/khong-lien-quan")
@requires(Action.DECIDE_MATCHES)
def not_relevant(relevance_id: int) -> Response:
    row = load_relevance(relevance_id)
    reconciling.not_relevant(identity.database(), identity.actor(), row)
    return _judged(row, N_("Đã đánh dấu không liên quan: “%(title)s”."))


@blueprint.post("/ngoai-ke-hoach/<int:relevance_id>/hoan-tac")
@requires(Action.DECIDE_MATCHES)
def undo_relevance(relevance_id: int) -> Response:
    row = load_relevance(relevance_id)
    reconciling.undo_relevance(identity.database(), identity.actor(), row)
    identity.database().commit()
    flash(_("Đã hoàn tác. Tin, bài này trở lại danh sách chờ xem."))
    return redirect(_back("unplanned", f"bai-{relevance_id}"), 303)


def load(match_id: int) -> Match:
    """A pair whose plan belongs to a unit this person decides for; others do not learn that it exists."""
    match = _visible(matches.match_by_id(identity.database(), match_id))
    if match is None:
        raise NotFound(NOT_HERE)
    return match


def load_relevance(relevance_id: int) -> Relevance:
    """A judgement on something published by a unit this person decides for."""
    row = _visible_judgement(relevance.relevance_by_id(identity.database(), relevance_id))
    if row is None:
        raise NotFound(NOT_HERE)
    return row


def _visible(match: Match | None) -> Match | None:
    allowed = match and may(identity.viewer(), Action.DECIDE_MATCHES, unit_id=match.item.unit_id)
    return match if allowed else None


def _visible_judgement(row: Relevance | None) -> Relevance | None:
    allowed = row and may(identity.viewer(), Action.DECIDE_MATCHES, unit_id=row.published_item.unit_id)
    return row if allowed else None


def _decide(match_id: int, verb: Callable[[Session, Actor, Match], Match], said: str) -> Response:
    match = load(match_id)
    verb(identity.database(), identity.actor(), match)
    identity.database().commit()
    flash(_(said, title=match.published_item.title), "success")
    return redirect(_back(_list(), _next("cap"), just_decided=match_id), 303)


def _judged(row: Relevance, said: str) -> Response:
    identity.database().commit()
    flash(_(said, title=row.published_item.title), "success")
    return redirect(_back("unplanned", _next("bai"), just_decided=row.id), 303)


def _list() -> str:
    """The list the form was sent from."""
    named = request.form.get("danh-sach", "")
    return named if named in ("by_rule", "by_item") else "queue"


def _next(kind: str) -> str | None:
    """The row after the one decided, as the page that sent the form knew it."""
    following = request.form.get("tiep", "")
    return f"{kind}-{following}" if following.isdecimal() else None


def _back(view: str, anchor: str | None, *, just_decided: int | None = None) -> str:
    """The list again, with the filter it had, at the next row; the row just decided can be taken back there."""
    kept: dict[str, Any] = {"don-vi": _number("don-vi"), "vua": just_decided}
    return url_for(f".{view}", _anchor=anchor, **kept)


def _midnight() -> datetime:
    """When today began in the newsroom."""
    return datetime.combine(identity.today(), time(), identity.settings().zone)


def _number(name: str) -> int | None:
    """A row's number from the address or the form; anything else is none."""
    given = request.values.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 10 else None


def scope() -> tuple[frozenset[int] | None, UnitFilter | None]:
    """The units whose rows are shown, and the filter for those who decide for several."""
    within = units_within(identity.viewer(), Action.DECIDE_MATCHES)
    units = [unit for unit in press_units(identity.database()) if within is None or unit.id in within]
    if len(units) < 2:
        return within, None
    form = UnitFilter(request.args)
    form.unit.offer([(unit.id, unit.name_on(identity.today()).name) for unit in units], _("Mọi đơn vị"))
    chosen = _number("don-vi")
    if chosen is None:
        return within, form
    if chosen not in {unit.id for unit in units}:
        raise NotFound(NOT_HERE)
    return frozenset({chosen}), form


def _page(template: str, unit_filter: UnitFilter | None, **values: Any) -> str:
    return render_template(
        template, unit_filter=unit_filter, chosen_unit=_number("don-vi"), today=identity.today(), **values
    )
