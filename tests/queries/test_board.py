"""The board's figures on a campaign counted by hand, and what they cost."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from planner.domain.coverage import Known, Measure
from planner.domain.figures import AFTER_FACT, FEEDS_UNREAD, THEMES_OVERLAP, VOUCHED, Figures, Line
from planner.domain.periods import Period
from planner.domain.report_tables import report_tables
from planner.domain.tally import Filter
from planner.models import UnitName, Work
from planner.newsdesk.observing import vouch
from planner.queries.board import figures_of
from planner.queries.campaigns import campaign_by_key
from planner.queries.coverage import Scope
from planner.vocabulary import Medium, Provenance, SourceState
from tests.factories import (
    NOW,
    TODAY,
    actor,
    make_item,
    make_observed,
    make_person,
    make_published,
    make_source,
    make_unit,
)
from tests.small_campaign import NOVEMBER, SmallCampaign, confirm, day, judge, make_small_campaign

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ORDER = (Measure.PLANNED, Measure.PUBLISHED, Measure.MISSING, Measure.OUTSIDE, Measure.AIRINGS, Measure.STOPPED)


@pytest.fixture
def small(session: Session) -> SmallCampaign:
    return make_small_campaign(session)


def count(
    session: Session,
    period: tuple[date, date] = NOVEMBER,
    units: frozenset[int] | None = None,
    now: datetime | None = None,
) -> Figures:
    session.flush()
    session.expire_all()
    campaign = campaign_by_key(session, "thu-nghiem")
    assert campaign is not None
    return figures_of(session, campaign, Scope(campaign.id, Period(*period), units), today=TODAY, zone=ZONE, now=now)


def counts(line: Line) -> tuple[int | None, ...]:
    return tuple(line[measure] for measure in ORDER)


def by_label(lines: tuple[Line, ...]) -> dict[str, tuple[int | None, ...]]:
    return {line.label: counts(line) for line in lines}


def test_the_totals_are_those_counted_by_hand(session: Session, small: SmallCampaign) -> None:
    # planned A B C D G · published A F G · missing B · one outside · airings A A F G · stopped D
    assert counts(count(session).total) == (5, 3, 1, 1, 4, 1)


def test_each_unit_theme_and_genre_has_its_own(session: Session, small: SmallCampaign) -> None:
    figures = count(session)

    assert by_label(figures.units) == {"Báo Thử Nghiệm": (4, 2, 1, 0, 3, 1), "Đài Thử Nghiệm": (1, 1, 0, 1, 1, 0)}
    assert by_label(figures.themes) == {"Khoa học": (5, 2, 1, 1, 3, 1), "Mô hình hay": (1, 2, 0, 0, 3, 0)}
    groups = by_label(figures.groups)
    assert groups["Tin"] == (1, 1, 0, 1, 1, 0)
    assert groups["Bài"] == (3, 1, 1, 0, 2, 1)
    assert groups["Phóng sự"] == (1, 1, 0, 0, 1, 0)
    assert groups["Chuyên mục"] == (3, 1, 1, 0, 0, 0)
    assert by_label(figures.months) == {"11/2026": (5, 3, 1, 1, 4, 1)}
    assert THEMES_OVERLAP in figures.notes


def test_a_work_belongs_to_the_month_it_first_came_out_so_that_months_add_up(
    session: Session, small: SmallCampaign
) -> None:
    october, november = count(session, (day(1, 10), day(31, 10))), count(session)
    both = count(session, (day(1, 10), day(30)))

    assert counts(october.total) == (1, 0, 0, 0, 0, 0)
    for measure in ORDER:
        assert both.total[measure] == (october.total[measure] or 0) + (november.total[measure] or 0)
    assert [line.label for line in both.months] == ["10/2026", "11/2026"]


def test_every_figure_is_as_long_as_its_list(session: Session, small: SmallCampaign) -> None:
    figures = count(session)
    cells = [cell for table in report_tables(figures) for row in (*table.rows, table.total or ()) for cell in row]
    wanted = [cell for cell in cells if cell.filter]
    lines = [figures.total, *figures.units, *figures.themes, *figures.groups, *figures.months]

    assert len(wanted) > 40
    assert [cell.value for cell in wanted] == [len(figures.behind(cell.filter or Filter())) for cell in wanted]
    for line in lines:
        for measure in ORDER:
            assert figures.count(Filter(measure, *_limits(line))) == line[measure]


def _limits(line: Line) -> tuple[int | None, int | None, str | None, date | None]:
    return line.filter.unit_id, line.filter.theme_id, line.filter.group, line.filter.month


def test_figures_say_how_they_are_known(session: Session, small: SmallCampaign) -> None:
    # nobody's name stands beside these confirmations: the rule made them
    assert count(session).known == ((Known.FEED_RULE, 2), (Known.BROADCAST_LOG, 1))


def test_the_tables_of_the_report_are_those_counted_by_hand(session: Session, small: SmallCampaign) -> None:
    by_unit, by_month, by_theme, by_column = report_tables(count(session))

    assert [[cell.text for cell in row] for row in by_unit.rows] == [
        ["1", "Báo Thử Nghiệm", "1", "1", "0", "0", "0", "0", "0", "0", "2", "4", "50%"],
        ["2", "Đài Thử Nghiệm", "0", "0", "1", "0", "1", "0", "0", "0", "1", "1", "100%"],
    ]
    assert [cell.text for cell in by_unit.total or ()][2:] == ["1", "1", "1", "0", "1", "0", "0", "0", "3", "5", "60%"]
    assert [[cell.text for cell in row] for row in by_month.rows] == [
        ["11/2026", "Báo Thử Nghiệm", "4", "2", "0", "50%"],
        ["11/2026", "Đài Thử Nghiệm", "1", "1", "1", "100%"],
    ]
    assert [[cell.text for cell in row] for row in by_theme.rows] == [
        ["Khoa học", "0", "1", "1", "0", "0", "0", "2", "1"],
        ["Mô hình hay", "1", "1", "0", "0", "0", "0", "2", "0"],
    ]
    ((*words, missed),) = [[cell.text for cell in row] for row in by_column.rows]
    assert words[0:2] + words[3:] == ["Khoa học và đời sống", "Đài Thử Nghiệm", "thứ Năm hằng tuần, 20:00", "3", "1"]
    assert missed == "12/11/2026"


def test_another_units_rows_stay_out(session: Session, small: SmallCampaign) -> None:
    figures = count(session, units=frozenset({small.paper.id}))

    assert by_label(figures.units) == {"Báo Thử Nghiệm": (4, 2, 1, 0, 3, 1)}
    assert counts(figures.total) == (4, 2, 1, 0, 3, 1)
    assert figures.columns == ()


def test_nothing_is_shown_to_somebody_without_a_unit(session: Session, small: SmallCampaign) -> None:
    figures = count(session, units=frozenset())

    assert figures.units == ()
    assert counts(figures.total) == (0, 0, 0, 0, 0, 0)


def test_a_dead_feed_makes_a_zero_unknown(session: Session, small: SmallCampaign) -> None:
    make_source(session, small.paper, state=SourceState.FAILING)
    figures = count(session)

    assert by_label(figures.units)["Báo Thử Nghiệm"] == (4, 2, 1, None, 3, 1)
    assert by_label(figures.units)["Đài Thử Nghiệm"] == (1, 1, 0, 1, 1, 0)
    assert [line.unit_name for line in figures.frame.sources] == ["Báo Thử Nghiệm"]
    assert FEEDS_UNREAD in figures.notes


def test_a_zero_is_said_only_when_every_counting_source_was_observed_all_the_time(
    session: Session, small: SmallCampaign
) -> None:
    november = datetime(2026, 11, 1, tzinfo=ZONE)
    make_observed(session, make_source(session, small.paper, anchor_at=NOW), november)
    assert count(session, now=NOW).unsure == frozenset()

    second = make_source(session, small.paper, anchor_at=NOW)
    assert count(session, now=NOW).unsure == {small.paper.id}
    make_observed(session, second, november, NOW - timedelta(hours=3))
    make_observed(session, second, NOW - timedelta(hours=1))
    (line,) = count(session, now=NOW).frame.sources
    assert (line.source_id, dict(line.missing), line.hours) == (second.id, {TODAY: 2.0}, 2)
    # A later fetch whose window reached back before the gap heals it, and so does a person's word.
    make_observed(session, second, NOW - timedelta(hours=5))
    assert count(session, now=NOW).unsure == frozenset()


def test_a_source_that_does_not_count_or_belonged_to_others_then_is_not_asked(
    session: Session, small: SmallCampaign
) -> None:
    make_source(session, small.paper, counts=False)
    later = make_source(session, small.paper)
    later.periods[0].valid_from = day(1, 12)

    assert count(session, now=NOW).unsure == frozenset()


def test_a_feed_that_failed_only_after_the_period_leaves_the_figures_sure(
    session: Session, small: SmallCampaign
) -> None:
    failing = make_source(session, small.paper, state=SourceState.FAILING)
    seen = make_observed(session, failing, datetime(2026, 11, 1, tzinfo=ZONE), datetime(2026, 12, 1, tzinfo=ZONE))
    assert count(session).unsure == frozenset()
    seen.ends_at = NOW - timedelta(days=1)
    assert count(session).unsure == {small.paper.id}


def test_only_the_months_a_feed_was_dead_in_are_unsure(session: Session, small: SmallCampaign) -> None:
    source = make_source(session, small.paper, state=SourceState.FAILING)
    make_observed(session, source, datetime(2026, 10, 1, tzinfo=ZONE), NOW - timedelta(days=1))
    figures = count(session, (day(1, 10), day(31, 12)))
    months = by_label(figures.months)

    assert months["10/2026"] == (1, 0, 0, 0, 0, 0)
    assert figures.count(Filter(Measure.OUTSIDE, unit_id=small.paper.id, month=day(1))) is None
    assert months["12/2026"] == (0, 0, 0, 0, 0, 0)


def test_what_a_person_vouched_for_counts_as_observed_and_is_named(session: Session, small: SmallCampaign) -> None:
    source = make_source(session, small.paper, state=SourceState.FAILING, anchor_at=NOW)
    editor = make_person(session, small.paper)
    begins = datetime(2026, 11, 1, tzinfo=ZONE)
    vouch(session, actor(editor), source, begins=begins, ends=NOW, note="Mất điện, không đăng bài nào")
    session.flush()
    figures = count(session, now=NOW)

    assert figures.unsure == frozenset()
    assert [(line.person, line.note) for line in figures.frame.vouched] == [
        (editor.name, "Mất điện, không đăng bài nào")
    ]
    assert VOUCHED in figures.notes


def test_a_unit_bears_the_names_of_the_days_counted(session: Session, small: SmallCampaign) -> None:
    small.paper.names[0].valid_to = day(9)
    small.paper.names.append(UnitName(name="Báo Thử Nghiệm Mới", valid_from=day(10)))

    assert [line.label for line in count(session).units] == ["Báo Thử Nghiệm → Báo Thử Nghiệm Mới", "Đài Thử Nghiệm"]


def test_a_genre_of_an_unknown_group_is_counted_apart(session: Session, small: SmallCampaign) -> None:
    small.planned["A"].genre.group = "nhóm lạ"
    figures = count(session)

    assert by_label(figures.groups)["Chưa rõ thể loại"] == (3, 1, 1, 0, 2, 1)
    assert counts(figures.total) == (5, 3, 1, 1, 4, 1)


def test_a_piece_that_answers_two_plans_is_one_airing(session: Session, small: SmallCampaign) -> None:
    confirm(session, small.planned["B"], small.published["A-web"])

    total = count(session).total
    assert (total[Measure.PUBLISHED], total[Measure.AIRINGS], total[Measure.MISSING]) == (4, 4, 0)


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_more_rows_cost_no_more_statements(session: Session, engine: Engine, small: SmallCampaign) -> None:
    with statements(engine) as few:
        count(session)
    for _ in range(30):
        unit = make_unit(session)
        genre = small.planned["A"].genre
        item = make_item(session, unit, campaign=small.campaign, genre=genre, themes=[small.science], publish_on=day(9))
        confirm(session, item, make_published(session, unit))
        judge(session, small.campaign, make_published(session, unit))
        make_source(session, unit, state=SourceState.FAILING)
    session.flush()
    with statements(engine) as many:
        figures = count(session)

    assert figures.total[Measure.PUBLISHED] == 33
    assert len(many) == len(few)


def test_a_work_in_two_media_is_one_work_in_two_airings_whatever_the_month(
    session: Session, small: SmallCampaign
) -> None:
    before = count(session).total
    work = Work(unit_id=small.paper.id, created_at=NOW)
    item = small.planned["A"]
    twin = make_item(
        session, small.paper, publish_on=day(20), campaign=small.campaign, genre=item.genre, themes=[small.models]
    )
    item.work = twin.work = work
    confirm(session, twin, make_published(session, small.paper, published_on=day(21)))

    assert counts(count(session).total) == (5, 3, 1, 1, 5, 1)
    assert before[Measure.PUBLISHED] == 3
    twin.publish_on = day(2, 12)
    december = count(session, (date(2026, 12, 1), date(2026, 12, 31)))
    assert december.total[Measure.PLANNED] == 0


def test_repeats_stand_apart_and_minutes_are_those_of_first_showings(session: Session, small: SmallCampaign) -> None:
    small.published["G"].duration_seconds = 630
    log = {"provenance": Provenance.BROADCAST_LOG, "medium": Medium.TELEVISION, "duration_seconds": 630}
    again = make_published(session, small.station, "Phát lại chương trình", is_repeat=True, **log)
    confirm(session, small.planned["G"], again)
    figures = count(session)
    station = Filter(unit_id=small.station.id)
    line = next(line for line in figures.units if line.filter == station)
    assert (line[Measure.PUBLISHED], line[Measure.AIRINGS], line[Measure.REPEATS]) == (1, 1, 1)
    assert figures.minutes(station) == 10
    assert [fact.title for fact in figures.behind(Filter(Measure.REPEATS))] == ["Phát lại chương trình"]


def test_what_is_known_only_by_its_repeat_came_out(session: Session, small: SmallCampaign) -> None:
    small.published["G"].is_repeat = True
    session.flush()
    figures = count(session)
    line = next(line for line in figures.units if line.filter == Filter(unit_id=small.station.id))
    assert (line[Measure.PUBLISHED], line[Measure.AIRINGS], line[Measure.REPEATS]) == (1, 0, 1)


def test_a_plan_made_after_the_fact_raises_no_plan_and_counts_once_outside(
    session: Session, small: SmallCampaign
) -> None:
    before = count(session).total
    late = make_item(session, small.paper, "Lập bổ sung", campaign=small.campaign, after_fact=True, publish_on=day(20))
    for number in (20, 21):
        confirm(session, late, make_published(session, small.paper, "Lập bổ sung", published_on=day(number)))
    figures = count(session)
    assert figures.total[Measure.OUTSIDE] == (before[Measure.OUTSIDE] or 0) + 1
    kept = (Measure.PLANNED, Measure.PUBLISHED, Measure.MISSING, Measure.AIRINGS)
    assert [figures.total[one] for one in kept] == [before[one] for one in kept]
    assert AFTER_FACT in figures.notes
