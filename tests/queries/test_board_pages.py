"""The board's further pages on the campaign counted by hand: any two dimensions, today's units, exemplars, changes."""

from dataclasses import replace
from datetime import date
from itertools import permutations, product

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from planner.domain.coverage import Measure
from planner.domain.crossing import Axis, Cross, cross
from planner.domain.exemplar_coverage import by_place, covered
from planner.domain.figures import Figures
from planner.domain.periods import Period, half_of, period_before, quarter_of
from planner.domain.tally import EVERYTHING, Filter
from planner.domain.variance import Change, compared, reasons
from planner.models import Exemplar, Slot
from planner.newsdesk.columns import skip_slot
from planner.newsdesk.moving import move_item, undo_move
from planner.newsdesk.units import merge_unit
from planner.queries.board import figures_of
from planner.queries.campaigns import campaign_by_key
from planner.queries.coverage import Scope
from planner.queries.exemplars import known_exemplars
from planner.queries.people import lineage
from planner.queries.variance import changed_plans
from planner.vocabulary import ExemplarKind, Medium, SourceState
from tests.factories import TODAY, actor, make_item, make_source, make_unit
from tests.queries.counting import statements
from tests.queries.test_board import ZONE
from tests.small_campaign import NOVEMBER, SmallCampaign, day, make_small_campaign


@pytest.fixture
def small(session: Session) -> SmallCampaign:
    return make_small_campaign(session)


def scope_of(small: SmallCampaign, **more: object) -> Scope:
    return replace(Scope(small.campaign.id, Period(*NOVEMBER)), **more)  # type: ignore[bad-argument-type]


def count(session: Session, small: SmallCampaign, **more: object) -> Figures:
    session.flush()
    session.expire_all()
    campaign = campaign_by_key(session, "thu-nghiem")
    assert campaign is not None
    return figures_of(session, campaign, scope_of(small, **more), today=TODAY, zone=ZONE)


def values(table: Cross) -> dict[str, list[int | None]]:
    rows = zip((row.label for row in table.rows), table.lines, strict=True)
    return {label: [cell.value if cell else None for cell in line] for label, line in rows}


def test_themes_by_week_are_those_counted_by_hand(session: Session, small: SmallCampaign) -> None:
    # A (3/11, both themes), F (2/11, models) and G (5/11, science) first came out in ISO week 45
    table = cross(count(session, small), Axis.THEME, Axis.WEEK, Measure.PUBLISHED)

    assert [(head.params["number"], head.hint) for head in table.heads][:2] == [(44, "26/10–1/11"), (45, "2/11–8/11")]
    assert len(table.heads) == 6
    assert values(table) == {"Khoa học": [0, 2, 0, 0, 0, 0, 2], "Mô hình hay": [0, 2, 0, 0, 0, 0, 2]}
    assert [cell.value if cell else None for cell in table.foot] == [0, 3, 0, 0, 0, 0, 3]
    assert table.top == 2


def test_units_by_genre_count_works_and_instalments_apart(session: Session, small: SmallCampaign) -> None:
    table = cross(count(session, small), Axis.UNIT, Axis.GROUP, Measure.PLANNED)

    assert [head.label for head in table.heads] == ["Tin", "Bài", "Phóng sự", "Chuyên mục"]
    assert values(table) == {"Báo Thử Nghiệm": [1, 3, 0, 0, 4], "Đài Thử Nghiệm": [0, 0, 1, 3, 1]}


def test_columns_are_never_added_up(session: Session, small: SmallCampaign) -> None:
    table = cross(count(session, small), Axis.COLUMN, Axis.MONTH, Measure.MISSING)

    assert values(table) == {"Khoa học và đời sống": [1, 1]}
    assert table.foot == (None, None)


def test_every_crossing_of_any_two_is_as_long_as_its_list(session: Session, small: SmallCampaign) -> None:
    figures = count(session, small)
    for (rows, heads), measure in product(permutations(Axis, 2), Measure):
        table = cross(figures, rows, heads, measure)
        for cell in (cell for line in (*table.lines, table.foot) for cell in line if cell):
            assert cell.value == len(figures.behind(cell.filter)), (rows, heads, cell.filter)


def test_a_week_in_which_a_feed_was_dead_is_not_a_zero(session: Session, small: SmallCampaign) -> None:
    make_source(session, small.paper, state=SourceState.FAILING)
    table = cross(count(session, small), Axis.UNIT, Axis.WEEK, Measure.PUBLISHED)

    paper, station = (line[:-1] for line in table.lines)
    assert [cell.value for cell in paper if cell][:3] == [None, 2, None]
    assert [cell.value for cell in station if cell] == [0, 1, 0, 0, 0, 0]


def test_every_medium_has_its_own_line(session: Session, small: SmallCampaign) -> None:
    media = {line.label: (line[Measure.PLANNED], line[Measure.PUBLISHED]) for line in count(session, small).media}

    assert media == {"báo điện tử": (4, 2), "truyền hình": (1, 1)}


def test_what_narrows_the_page_narrows_every_figure(session: Session, small: SmallCampaign) -> None:
    expected = {
        Filter(medium=Medium.TELEVISION): (1, 1, 0),
        Filter(group="bai"): (3, 1, 0),
        Filter(group="tin"): (1, 1, 1),
    }
    for narrow, figures in expected.items():
        total = count(session, small, narrow=narrow).total
        assert (total[Measure.PLANNED], total[Measure.PUBLISHED], total[Measure.OUTSIDE]) == figures


def test_a_column_keeps_its_instalments_and_the_works_in_it(session: Session, small: SmallCampaign) -> None:
    figures = count(session, small, narrow=Filter(in_column=small.column.id))

    assert (figures.total[Measure.PLANNED], figures.total[Measure.PUBLISHED]) == (1, 1)
    assert [(line.planned, line.kept) for line in figures.columns] == [(3, 1)]


def test_a_theme_alone_leaves_only_its_row(session: Session, small: SmallCampaign) -> None:
    figures = count(session, small, narrow=Filter(theme_id=small.models.id))

    assert [(line.label, line[Measure.PUBLISHED]) for line in figures.themes] == [("Mô hình hay", 2)]
    assert figures.total[Measure.PUBLISHED] == 2


def test_a_merged_unit_is_shown_both_ways(session: Session, small: SmallCampaign) -> None:
    merged = make_unit(session, "Báo và Đài Mới")
    for old in (small.paper, small.station):
        merge_unit(session, actor(), old, merged, on=day(10), basis="Quyết định thử")

    as_then, as_now = count(session, small), count(session, small, present=True)
    assert [(line.label, line[Measure.PUBLISHED]) for line in as_then.units] == [
        ("Báo Thử Nghiệm", 2),
        ("Đài Thử Nghiệm", 1),
    ]
    assert [(line.label, line[Measure.PUBLISHED]) for line in as_now.units] == [("Báo và Đài Mới", 3)]
    assert as_then.total.counts == as_now.total.counts
    whole = lineage(session, [merged.id])
    assert count(session, small, present=True, unit_ids=whole).total.counts == as_then.total.counts


def test_a_skipped_instalment_keeps_its_reason(session: Session, small: SmallCampaign) -> None:
    coming = session.scalars(select(Slot).where(Slot.column_id == small.column.id, Slot.on == day(26))).one()
    skip_slot(session, actor(), coming, reason="nghỉ lễ")

    (line,) = count(session, small).columns
    assert (line.planned, line.kept, line.missed, line.skipped) == (3, 1, (day(12),), ((day(26), "nghỉ lễ"),))


def test_exemplars_are_covered_never_once_or_more_and_by_whom(session: Session, small: SmallCampaign) -> None:
    often, once, never = (
        Exemplar(unit_id=small.paper.id, kind=ExemplarKind.MODEL, name=name, name_fold=name)
        for name in ("an", "binh", "cuong")
    )
    session.add_all([often, once, never])
    small.planned["A"].exemplar = small.planned["F"].exemplar = often
    small.planned["G"].exemplar = once
    small.planned["B"].exemplar = never
    found = covered(known_exemplars(session, None, TODAY), count(session, small).facts)

    assert [(one.exemplar.name, len(one.works), one.units) for one in found] == [
        ("cuong", 0, ()),
        ("binh", 1, ("Đài Thử Nghiệm",)),
        ("an", 2, ("Báo Thử Nghiệm",)),
    ]
    assert known_exemplars(session, [small.station.id], TODAY) == []


def test_works_are_weighed_by_place_and_those_without_come_last(session: Session, small: SmallCampaign) -> None:
    small.planned["A"].place, small.planned["B"].place = "Xã Thử", "xã thử"
    small.planned["G"].place = "Phường Mẫu"
    lines = by_place(count(session, small).facts)

    assert [(line.label, line.planned, line.published, line.outside) for line in lines] == [
        ("Xã Thử", 2, 1, 0),
        ("Phường Mẫu", 1, 1, 0),
        ("", 2, 1, 1),
    ]


def test_a_storm_is_told_from_forgetfulness(session: Session, small: SmallCampaign) -> None:
    for item in small.planned.values():
        item.original_on = item.original_on or item.publish_on
    stormy = move_item(session, actor(), small.planned["C"], day(29), zone=ZONE, reason="Bão số 9")
    taken_back = move_item(session, actor(), small.planned["B"], day(24), zone=ZONE, reason="nhầm")
    assert stormy is not None
    assert taken_back is not None
    undo_move(session, actor(), taken_back, zone=ZONE)
    unsaid = make_item(session, small.station, "Dời không nói", campaign=small.campaign, publish_on=day(20))
    unsaid.original_on = day(18)
    session.flush()
    plans = changed_plans(session, scope_of(small))

    assert [(plan.title, plan.change, plan.first_on, plan.now_on, plan.reason) for plan in plans] == [
        ("Bài đã hủy", Change.CANCELLED, day(11), day(11), "bão"),
        ("Dời không nói", Change.MOVED, day(18), day(20), ""),
        ("Tin sắp đăng", Change.MOVED, day(28), day(29), "Bão số 9"),
    ]
    assert [(line.reason, line.total) for line in reasons(plans)] == [("Bão số 9", 1), ("bão", 1), ("", 1)]
    assert changed_plans(session, scope_of(small, unit_ids=frozenset({small.station.id}))) == [plans[1]]


def test_the_period_is_compared_with_the_one_before(session: Session, small: SmallCampaign) -> None:
    now = count(session, small)
    before = count(session, small, period=Period(date(2026, 10, 1), date(2026, 10, 31)))
    paper, station, whole = compared(now, before)

    assert before.total[Measure.PLANNED] == 1
    assert (paper.differences[Measure.PLANNED].more, station.differences[Measure.PLANNED].more) == (3, 1)
    assert (whole.label, whole.differences[Measure.PUBLISHED].more) == ("Tổng cộng", 3)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (Period(date(2026, 11, 1), date(2026, 11, 30)), Period(date(2026, 10, 1), date(2026, 10, 31))),
        (quarter_of(TODAY), quarter_of(date(2026, 9, 1))),
        (half_of(TODAY), half_of(date(2026, 6, 30))),
        (half_of(date(2026, 2, 1)), half_of(date(2025, 12, 1))),
        (Period(date(2026, 11, 3), date(2026, 11, 9)), Period(date(2026, 10, 27), date(2026, 11, 2))),
    ],
)
def test_the_period_before_is_of_the_same_kind(period: Period, before: Period) -> None:
    assert period_before(period) == before


def test_changes_and_registers_cost_the_same_for_any_number(
    session: Session, engine: Engine, small: SmallCampaign
) -> None:
    def cost() -> int:
        session.commit()
        session.expire_all()
        with statements(engine) as sent:
            count(session, small, narrow=EVERYTHING, present=True)
            changed_plans(session, scope_of(small))
            known_exemplars(session, None, TODAY)
        return len(sent)

    session.add(Exemplar(unit_id=small.paper.id, kind=ExemplarKind.MODEL, name="Gương"))
    few = cost()
    for number in range(20):
        item = make_item(session, small.paper, campaign=small.campaign, publish_on=day(20), original_on=day(2))
        move_item(session, actor(), item, day(21), zone=ZONE, reason=f"lý do {number}")
        session.add(Exemplar(unit_id=small.paper.id, kind=ExemplarKind.MODEL, name=f"Gương {number}"))
    assert cost() == few
