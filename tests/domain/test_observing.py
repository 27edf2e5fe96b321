"""Time counts as observed only when nothing can have been missed in it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.observing import (
    Anchor,
    Seen,
    gaps,
    hours_by_day,
    in_order,
    judged_until,
    newest_marks,
    proof,
    unchanged_proof,
)
from tests.factories import NOW

HOUR = timedelta(hours=1)
PINNED = Seen("ghim", NOW - timedelta(days=10))


def window(newest: datetime, count: int, apart: timedelta = HOUR) -> list[Seen]:
    """``count`` items, the newest first, one every ``apart``; an item is known by its moment."""
    return [Seen(f"{newest - number * apart:%d %H:%M}", newest - number * apart) for number in range(count)]


def anchored(seen: list[Seen], at: datetime) -> Anchor:
    return Anchor(at, newest_marks(seen))


def test_a_window_that_still_holds_the_newest_items_proves_the_time_between() -> None:
    anchor = anchored(window(NOW, 5), NOW)
    held = window(NOW + 6 * HOUR, 7)
    held_but_undated_before = proof([*held[:-1], Seen(anchor.newest[2], NOW + HOUR)], anchor)

    assert proof(held, anchor).since == NOW
    assert (held_but_undated_before.since, held_but_undated_before.lost) == (NOW, False)


def test_an_outage_of_three_hours_is_healed_by_a_window_of_twelve_and_not_by_one_of_two() -> None:
    anchor = anchored(window(NOW, 12), NOW)
    after = NOW + 3 * HOUR + timedelta(minutes=30)

    assert proof(window(after, 13), anchor).since == after - 12 * HOUR
    short = proof(window(after, 5, timedelta(minutes=30)), anchor)
    assert (short.since, short.lost) == (None, True)


def test_twenty_five_unknown_items_are_a_possible_loss_with_and_without_a_pinned_one() -> None:
    before = window(NOW, 24, timedelta(minutes=3))
    after = window(NOW + 3 * HOUR, 24, timedelta(minutes=3))

    for top, end in ((0, 0), (1, 0), (0, 1)):
        anchor = anchored([PINNED] * top + before + [PINNED] * end, NOW)
        assert "ghim" not in anchor.newest
        assert proof([PINNED] * top + after + [PINNED] * end, anchor).lost


def test_the_first_document_proves_its_own_window_only() -> None:
    assert proof(window(NOW, 5), None).since == NOW - 4 * HOUR
    assert not proof(window(NOW, 5), None).lost


def test_items_without_date_are_told_by_what_identifies_them_and_one_pinned_item_is_not_enough() -> None:
    anchor = anchored([Seen("ghim", None), Seen("a", None), Seen("b", None)], NOW)

    assert proof([Seen("ghim", None), Seen("c", None), Seen("a", None)], anchor).since == NOW
    assert proof([Seen("ghim", None), Seen("d", None), Seen("c", None)], anchor).lost


def test_items_with_neither_date_nor_identity_prove_nothing() -> None:
    nameless = [Seen("", None), Seen("", None), Seen("", None)]

    assert proof(nameless, anchored(nameless, NOW)).since is None


def test_dates_that_are_suspected_wrong_do_not_prove_how_far_a_window_reaches() -> None:
    anchor = anchored(window(NOW, 12), NOW)
    after = window(NOW + 3 * HOUR + timedelta(minutes=10), 4, timedelta(hours=2))

    assert proof(after, anchor).since is not None
    assert proof(after, anchor, dates_trusted=False).since is None


def test_unchanged_answers_prove_only_while_a_full_answer_confirmed_them_within_a_day() -> None:
    anchor = Anchor(NOW - HOUR, ("a",))

    assert unchanged_proof(anchor, now=NOW, confirmed_at=NOW - timedelta(hours=20)).since == NOW - HOUR
    assert unchanged_proof(anchor, now=NOW, confirmed_at=NOW - timedelta(hours=26)).since is None
    assert unchanged_proof(None, now=NOW, confirmed_at=NOW).since is None


def test_what_no_span_covers_is_a_gap_and_a_later_span_heals_it() -> None:
    spans = [(NOW, NOW + 2 * HOUR), (NOW + 5 * HOUR, NOW + 6 * HOUR)]

    assert gaps(spans, NOW - HOUR, NOW + 8 * HOUR) == [
        (NOW - HOUR, NOW),
        (NOW + 2 * HOUR, NOW + 5 * HOUR),
        (NOW + 6 * HOUR, NOW + 8 * HOUR),
    ]
    assert gaps([*spans, (NOW - HOUR, NOW + 9 * HOUR)], NOW - HOUR, NOW + 8 * HOUR) == []


def test_gaps_are_told_by_the_civil_day_of_the_newsroom() -> None:
    # 02:00 UTC is 09:00 there: the gap goes over midnight.
    found = hours_by_day([(NOW + 12 * HOUR, NOW + 18 * HOUR)], ZoneInfo("Asia/Ho_Chi_Minh"))

    assert found == {date(2026, 11, 23): 3.0, date(2026, 11, 24): 3.0}


def test_a_source_that_is_well_is_judged_up_to_its_last_fetch_and_a_dead_one_up_to_now() -> None:
    assert judged_until(NOW, anchor_at=NOW - 2 * HOUR, well=True) == NOW - 2 * HOUR
    assert judged_until(NOW, anchor_at=NOW - 2 * HOUR, well=False) == NOW
    assert judged_until(NOW, anchor_at=NOW - 8 * HOUR, well=True) == NOW


moments = st.lists(st.integers(0, 5000).map(lambda minutes: NOW + timedelta(minutes=minutes)), max_size=40)


@given(moments)
def test_what_is_in_order_is_part_of_the_document_and_falls_in_time(found: list[datetime]) -> None:
    seen = [Seen(str(number), moment) for number, moment in enumerate(found)]
    line = [one.at for one in in_order(seen)]

    assert set(in_order(seen)) <= set(seen)
    assert line == sorted(line, key=lambda at: at or NOW, reverse=True)


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 30)), max_size=20))
def test_gaps_and_spans_together_fill_the_time_exactly(parts: list[tuple[int, int]]) -> None:
    spans = [(NOW + begin * HOUR, NOW + (begin + long) * HOUR) for begin, long in parts]
    found = gaps(spans, NOW, NOW + 100 * HOUR)
    hours = {number for begin, end in found for number in range(int((begin - NOW) / HOUR), int((end - NOW) / HOUR))}

    assert hours == {n for n in range(100) if not any(b <= NOW + n * HOUR < e for b, e in spans)}
