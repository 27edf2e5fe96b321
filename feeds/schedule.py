"""When to ask a source again, and why then. Pure: the moment, the rhythm and the random spread are handed in.

No answer of a source, and no number of failures, ever means "never again".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

FLOOR = timedelta(minutes=5)
CEILING = timedelta(hours=6)
DEFAULT_INTERVAL = timedelta(minutes=15)
LONGEST = timedelta(hours=24)
SPREAD = 0.1
SOONER, LATER = 0.67, 1.5

# Reason codes, in the order in which they overrule each other.
GONE, RETRY_AFTER, BACKOFF = "gone", "retry-after", "backoff"
SKIPPED, ASKED, WINDOW = "skip-hours", "server-asked", "window"
REGULAR, SOONER_WHY, LATER_WHY = "regular", "sooner", "later"

_FAILURE_WEIGHTS = {"timeout": 0.5, "connect": 0.5, "http-5xx": 0.5, "rate-limited": 0.5, "empty": 0.5}
_TEMPORARY_DNS = 0.25


@dataclass(frozen=True, slots=True)
class Pace:
    """The next interval of a source by its own rhythm, and which way it moved."""

    interval: timedelta
    why: str


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the last answer asked for. ``ttl`` in minutes; ``window``: time between its oldest and newest item."""

    max_age: timedelta | None = None
    ttl: int | None = None
    retry_after: timedelta | None = None
    window: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()

    def as_kept(self) -> dict[str, Any]:
        """What the document said, as plain values: an answer without a document (304) does not take it back."""
        window = round(self.window.total_seconds()) if self.window else None
        return {"ttl": self.ttl, "window": window, "hours": sorted(self.skip_hours), "days": sorted(self.skip_days)}

    @classmethod
    def kept(cls, values: Mapping[str, Any]) -> "Wishes":
        """What ``as_kept`` wrote; nothing known gives no wishes."""
        window = values.get("window")
        return cls(
            ttl=values.get("ttl"),
            window=timedelta(seconds=window) if window else None,
            skip_hours=frozenset(values.get("hours", ())),
            skip_days=frozenset(values.get("days", ())),
        )


NO_WISHES = Wishes()


@dataclass(frozen=True, slots=True)
class NextAttempt:
    """``at`` is aware. ``why`` is a reason code; ``window_at_risk`` says that items may fall out before then."""

    at: datetime
    why: str
    window_at_risk: bool = False


def failure_weight(error: str, detail: str = "") -> float:
    """How much one failure slows a source down: hard 1, soft 0.5, a name server's hiccup 0.25, success 0."""
    if not error:
        return 0.0
    if error == "dns" and detail == "temporary":
        return _TEMPORARY_DNS
    return _FAILURE_WEIGHTS.get(error, 1.0)


def own_pace(interval: timedelta, known_shares: tuple[float, ...]) -> Pace:
    """The interval after looking at the share (0–1) of known items in the last two on-time documents.

    Both under a third: sooner; both over two thirds: later; anything else, or fewer than two documents: as it was.
    """
    last = known_shares[-2:]
    if len(last) == 2 and max(last) < 0.33:
        return Pace(_within(interval * SOONER), SOONER_WHY)
    if len(last) == 2 and min(last) > 0.67:
        return Pace(_within(interval * LATER), LATER_WHY)
    return Pace(_within(interval), REGULAR)


def next_attempt(
    now: datetime,
    pace: Pace,
    *,
    error: str = "",
    failures: float = 0.0,
    wishes: Wishes = NO_WISHES,
    spread: float = 0.0,
) -> NextAttempt:
    """When to fetch again after an attempt that ended at ``now`` (aware).

    ``failures`` is the sum of ``failure_weight`` since the last success, the last one included; ``spread`` is a
    random number from -1 to 1 which moves the interval by up to a tenth, so that sources do not march in step.
    """
    if error == "gone":
        return NextAttempt(now + LONGEST, GONE)
    if error:
        return _after_failure(now, pace, failures, wishes, spread)
    wait, why = pace.interval, pace.why
    if wishes.window and wait > wishes.window / 2:
        wait, why = max(wishes.window / 2, FLOOR), WINDOW
    wait = _spread(wait, spread, at_most=wait if why == WINDOW else LONGEST)
    if (least := _asked(wishes)) > wait:
        wait, why = least, ASKED
    risk = bool(wishes.window) and wishes.window is not None and wait > wishes.window / 2
    at = _open_hour(now + wait, wishes)
    return NextAttempt(at, why if at == now + wait else SKIPPED, risk)


def _after_failure(now: datetime, pace: Pace, failures: float, wishes: Wishes, spread: float) -> NextAttempt:
    # A light first failure never brings the next attempt nearer than the source's own rhythm.
    wait = _spread(pace.interval * max(failures, 1.0), spread, at_most=LONGEST)
    if wishes.retry_after and wishes.retry_after > wait:
        # Spread only towards later: the server said not before.
        wait = min(wishes.retry_after, LONGEST)
        return NextAttempt(now + wait + wait * SPREAD * abs(spread), RETRY_AFTER)
    return NextAttempt(now + wait, BACKOFF)


def _within(interval: timedelta) -> timedelta:
    return min(max(interval, FLOOR), CEILING)


def _spread(wait: timedelta, spread: float, *, at_most: timedelta) -> timedelta:
    return max(min(wait + wait * SPREAD * max(-1.0, min(1.0, spread)), at_most), FLOOR)


def _asked(wishes: Wishes) -> timedelta:
    """The longest lower bound the server states, at most a day."""
    ttl = timedelta(minutes=wishes.ttl) if wishes.ttl and wishes.ttl > 0 else timedelta(0)
    return min(max(ttl, wishes.max_age or timedelta(0)), LONGEST)


def _open_hour(at: datetime, wishes: Wishes) -> datetime:
    """``at``, or the start of the first hour (GMT) within a day in which the source wants to be asked."""
    moment = at.astimezone(UTC)
    if not _closed(moment, wishes):
        return at
    hour = moment.replace(minute=0, second=0, microsecond=0)
    for ahead in range(1, 25):
        if not _closed(hour + timedelta(hours=ahead), wishes):
            return hour + timedelta(hours=ahead)
    return at + LONGEST if wishes.skip_days and len(wishes.skip_days) < 7 else at


def _closed(moment: datetime, wishes: Wishes) -> bool:
    return moment.hour in wishes.skip_hours or moment.weekday() in wishes.skip_days
