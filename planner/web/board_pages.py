"""The board's further pages over the same choice: any two dimensions, columns, exemplars and places, changes."""

from collections.abc import Iterable
from typing import TypeVar

from flask import Blueprint, render_template

from planner.domain.access import Action
from planner.domain.coverage import Measure
from planner.domain.crossing import Axis, cross
from planner.domain.exemplar_coverage import by_place, covered
from planner.domain.variance import COMPARED, Change, compared, reasons
from planner.forms.board import BoardForm, CrossForm
from planner.queries.exemplars import known_exemplars
from planner.queries.variance import changed_plans
from planner.web import identity
from planner.web.access import requires
from planner.web.board_choice import Choice, choice_of, read
from planner.web.rendering import language

blueprint = Blueprint("board_pages", __name__, url_prefix="/bang-theo-doi")
Asked = TypeVar("Asked", bound=BoardForm)
Page = str | tuple[str, int]


@blueprint.get("/bang-cheo")
@requires(Action.SEE_BOARD)
def crossed() -> Page:
    """Theme by week when nothing else is asked for."""
    form, choice, refused = _asked(CrossForm, "crossed")
    if choice is None:
        return refused
    (rows, heads), measure = form.axes(), Measure(form.counted.data)
    figures = choice.figures(language())
    more = {"hang": rows.value, "cot": heads.value, "so-lieu": measure.value}
    return render_template(
        "board/crossed.html",
        form=form,
        choice=choice,
        campaign=choice.campaign,
        figures=figures,
        crossing=cross(figures, rows, heads, measure),
        rows=rows,
        heads=heads,
        periods=choice.periods("board_pages.crossed", **more),
        presets=[
            (row.label, head.label, choice.url("board_pages.crossed", hang=row.value, cot=head.value))
            for row, head in ((Axis.THEME, Axis.WEEK), (Axis.UNIT, Axis.GROUP), (Axis.THEME, Axis.UNIT))
        ],
    )


@blueprint.get("/chuyen-muc")
@requires(Action.SEE_BOARD)
def columns() -> Page:
    """What was promised by rhythm, kept, missed and skipped with reasons."""
    form, choice, refused = _asked(BoardForm, "columns")
    if choice is None:
        return refused
    return render_template(
        "board/columns.html",
        form=form,
        choice=choice,
        campaign=choice.campaign,
        figures=choice.figures(language()),
        Measure=Measure,
    )


@blueprint.get("/dien-hinh")
@requires(Action.SEE_BOARD)
def exemplars() -> Page:
    """Exemplars told of never, once or more often and by whom; works by place."""
    form, choice, refused = _asked(BoardForm, "exemplars")
    if choice is None:
        return refused
    figures = choice.figures(language())
    register = known_exemplars(identity.database(), _units(choice, figures.frame.units), identity.today())
    return render_template(
        "board/exemplars.html",
        form=form,
        choice=choice,
        campaign=choice.campaign,
        figures=figures,
        exemplars=covered(register, figures.facts),
        places=by_place(figures.facts),
    )


@blueprint.get("/bien-dong")
@requires(Action.SEE_BOARD)
def changes() -> Page:
    """The period beside the one before, and plans that were moved or put aside."""
    form, choice, refused = _asked(BoardForm, "changes")
    if choice is None:
        return refused
    figures, before = choice.figures(language()), choice.before()
    plans = changed_plans(identity.database(), choice.scope)
    return render_template(
        "board/changes.html",
        form=form,
        choice=choice,
        campaign=choice.campaign,
        figures=figures,
        before=before,
        compared=compared(figures, before.figures(language())),
        measures=COMPARED,
        plans=plans,
        reasons=reasons(plans),
        Change=Change,
    )


def _asked(kind: type[Asked], page: str) -> tuple[Asked, Choice | None, Page]:
    """The form and what it chooses; without a choice the page to answer with: nothing yet, or what to correct."""
    form, campaign = read(kind)
    if campaign is None:
        return form, None, render_template("board/nothing.html")
    if not form.validate():
        answer = render_template("board/wrong.html", form=form, campaign=campaign, endpoint=f"board_pages.{page}")
        return form, None, (answer, 400)
    return form, choice_of(form, campaign), ""


def _units(choice: Choice, shown: Iterable[int]) -> list[int]:
    """The units whose registers are looked at: those of the campaign that the choice shows."""
    allowed = choice.scope.unit_ids
    return sorted(shown if allowed is None else allowed)
