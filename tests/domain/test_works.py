"""One work in several media counts once, whichever of its publications came out."""

from datetime import date

from planner.domain.coverage import Airing, Fact, Known, Measure, PlannedRow, facts_of_item, works_of
from planner.domain.periods import Period
from planner.vocabulary import Provenance, Status

TODAY = date(2026, 11, 23)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def row(item_id: int, on: date | None, status: Status = Status.PLANNED, *airings: Airing) -> PlannedRow:
    return PlannedRow(
        item_id, f"Bài {item_id}", 1, "Báo Thử Nghiệm", on, status, "bài", "bai", "", frozenset({item_id}), airings, 7
    )


def airing(number: int, on: date) -> Airing:
    return Airing(number, on, "Bài", "", "", 1, "Báo Thử Nghiệm", "", Provenance.FEED, Known.FEED)


def counted(*rows: PlannedRow, period: Period = NOVEMBER) -> list[Measure]:
    facts: list[Fact] = [fact for one in works_of(rows) for fact in facts_of_item(one, period, TODAY)]
    return [fact.measure for fact in facts]


def test_a_work_planned_twice_is_planned_once_on_its_first_day_with_the_themes_of_both() -> None:
    (work,) = works_of([row(1, date(2026, 11, 28)), row(2, date(2026, 11, 25))])
    assert (work.item_id, work.on, work.themes) == (2, date(2026, 11, 25), {1, 2})


def test_a_work_is_not_missing_when_one_of_its_publications_came_out() -> None:
    assert counted(
        row(1, date(2026, 11, 10)), row(2, date(2026, 11, 12), Status.PLANNED, airing(5, date(2026, 11, 12)))
    ) == [Measure.PLANNED, Measure.PUBLISHED]


def test_a_work_is_missing_once_when_nothing_came_out() -> None:
    assert counted(row(1, date(2026, 11, 10)), row(2, date(2026, 11, 12))) == [Measure.PLANNED, Measure.MISSING]


def test_a_work_is_put_aside_only_when_all_of_it_is() -> None:
    cancelled = row(1, date(2026, 11, 10), Status.CANCELLED)
    assert counted(cancelled, row(2, date(2026, 11, 28))) == [Measure.PLANNED]
    assert counted(cancelled, row(2, date(2026, 11, 28), Status.POSTPONED)) == [Measure.PLANNED, Measure.STOPPED]


def test_months_add_up_although_the_publications_lie_in_two() -> None:
    october = Period(date(2026, 10, 1), date(2026, 10, 31))
    rows = (
        row(1, date(2026, 10, 30), Status.PUBLISHED, airing(1, date(2026, 10, 30))),
        row(2, date(2026, 11, 3), Status.PUBLISHED, airing(2, date(2026, 11, 3))),
    )
    assert counted(*rows, period=october) == [Measure.PLANNED, Measure.PUBLISHED]
    assert counted(*rows) == []


def test_items_of_different_works_stay_apart() -> None:
    alone = [row(1, date(2026, 11, 28)), row(2, date(2026, 11, 28))]
    assert len(works_of([*alone])) == 1
    assert len(works_of([PlannedRow(3, "", 1, "", None, Status.PLANNED, "", "", "", frozenset()), *alone])) == 2
