"""When mail comes: quiet hours over midnight, the letter's hour, and hours that would keep everything back."""

from datetime import time

import pytest

from planner.domain.mail_hours import MailHours, checked
from planner.errors import Invalid

NIGHT = MailHours(quiet_from=time(21), quiet_until=time(6))


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [(time(20, 59), False), (time(21), True), (time(0), True), (time(5, 59), True), (time(6), False)],
)
def test_quiet_hours_go_over_midnight(clock: time, quiet: bool) -> None:
    assert NIGHT.are_quiet(clock) is quiet


def test_without_quiet_hours_nothing_is_quiet() -> None:
    assert not MailHours().are_quiet(time(3))


@pytest.mark.parametrize(
    ("at", "clock", "due"),
    [
        (time(7), time(6, 59), False),
        (time(7), time(7), True),
        (time(7), time(19, 59), True),
        (time(7), time(20), False),
        (time(21, 30), time(21, 29), False),
        (time(21, 30), time(23), True),
    ],
)
def test_the_letter_is_due_from_its_hour_on_and_not_late_in_the_evening(at: time, clock: time, due: bool) -> None:
    assert MailHours(at).digest_is_due(clock) is due


@pytest.mark.parametrize(
    "hours",
    [
        MailHours(quiet_from=time(21)),
        MailHours(quiet_until=time(6)),
        MailHours(quiet_from=time(6), quiet_until=time(6)),
        MailHours(time(5), time(21), time(6)),
    ],
)
def test_hours_that_would_keep_every_letter_back_are_refused(hours: MailHours) -> None:
    with pytest.raises(Invalid):
        checked(hours)
