"""Rhythms asked in a form, and read back from a rule."""

import pytest

from planner.domain.rhythms import Rhythm, RhythmKind, rhythm_of, rule_of
from planner.errors import Invalid

RHYTHMS = [
    (Rhythm(RhythmKind.WEEKLY, weekdays=("TH",)), "FREQ=WEEKLY;BYDAY=TH"),
    (Rhythm(RhythmKind.WEEKLY, 2, ("MO", "FR")), "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR"),
    (Rhythm(RhythmKind.MONTHLY_WEEKDAY, weekdays=("TH",), ordinals=(2, 4)), "FREQ=MONTHLY;BYDAY=2TH,4TH"),
    (Rhythm(RhythmKind.MONTHLY_WEEKDAY, weekdays=("FR",), ordinals=(-1,)), "FREQ=MONTHLY;BYDAY=-1FR"),
    (Rhythm(RhythmKind.MONTHLY_DAY, month_days=(5, 20)), "FREQ=MONTHLY;BYMONTHDAY=5,20"),
    (Rhythm(RhythmKind.RULE, rule="FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=18"), "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=18"),
]


@pytest.mark.parametrize(("rhythm", "rule"), RHYTHMS)
def test_a_rhythm_becomes_a_rule_and_comes_back_the_same(rhythm: Rhythm, rule: str) -> None:
    assert rule_of(rhythm) == rule
    assert rhythm_of(rule) == rhythm


@pytest.mark.parametrize(
    ("rhythm", "field"),
    [
        (Rhythm(RhythmKind.WEEKLY), "weekdays"),
        (Rhythm(RhythmKind.MONTHLY_WEEKDAY, weekdays=("TH",)), "ordinals"),
        (Rhythm(RhythmKind.MONTHLY_DAY), "month_days"),
        (Rhythm(RhythmKind.RULE, rule="hằng tuần"), "rule"),
    ],
)
def test_a_rhythm_that_lacks_something_names_the_field(rhythm: Rhythm, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        rule_of(rhythm)
    assert refused.value.field == field


def test_a_count_of_slots_goes_to_the_rule_and_back() -> None:
    rhythm = Rhythm(RhythmKind.WEEKLY, 2, ("TH",), count=10)
    assert rule_of(rhythm) == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;COUNT=10"
    assert rhythm_of(rule_of(rhythm)) == rhythm
