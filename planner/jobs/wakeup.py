"""Being woken: a timer in the embedded default, PostgreSQL's notifications at scale. Losing a wake-up loses nothing."""

import logging
import threading
from collections.abc import Callable
from typing import Protocol

from sqlalchemy.engine import make_url

from planner.config import Settings
from planner.errors import Invalid
from planner.vocabulary import N_

log = logging.getLogger("planner.jobs")
QUEUE = "planner-wakeup"
# The longest the queue blocks before it looks whether the worker should stop.
LISTEN_SECONDS = 1


class Wakeup(Protocol):
    """What a worker waits on."""

    def wait(self, seconds: float) -> None: ...
    def wake(self) -> None: ...
    def stop(self) -> None: ...
    def stopped(self) -> bool: ...


class TimerWakeup:
    """Web and worker in one process: a flag between two threads."""

    def __init__(self) -> None:
        self._woken = threading.Event()
        self._stop = threading.Event()

    def wait(self, seconds: float) -> None:
        """Sleep until woken, stopped or the time is over."""
        self._woken.wait(seconds)
        self._woken.clear()

    def wake(self) -> None:
        self._woken.set()

    def stop(self) -> None:
        self._stop.set()
        self._woken.set()

    def stopped(self) -> bool:
        return self._stop.is_set()


class PostgresWakeup:
    """Processes on several machines: huey's queue on PostgreSQL carries "look again" and nothing else.

    What there is to do stands in our own rows, so a task that is lost or comes twice changes nothing.
    """

    def __init__(self, database_url: str) -> None:
        from huey import PostgresHuey

        dsn = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._huey = PostgresHuey(QUEUE, dsn=dsn, read_timeout=LISTEN_SECONDS, results=False)
        self._task = self._huey.task(name="look-again")(_nothing)
        self._stop = threading.Event()

    def wait(self, seconds: float) -> None:
        """Block in LISTEN until a task comes or the time is over; several waiting tasks are one wake-up."""
        left = max(1, round(seconds / LISTEN_SECONDS))
        while left and not self._stop.is_set():
            try:
                found = self._huey.dequeue()
            except Exception as error:  # noqa: BLE001 - no queue means polling by time
                log.warning("the wake-up queue does not answer: %s", type(error).__name__)
                self._stop.wait(seconds)
                return
            if found is not None:
                self._huey.storage.flush_queue()
                return
            left -= 1
        if self._stop.is_set():
            self._huey.storage.close()

    def wake(self) -> None:
        """Send "look again". The connection is closed at once: wake-ups are rare and web threads many."""
        self._task()
        self._huey.storage.close()

    def stop(self) -> None:
        self._stop.set()

    def stopped(self) -> bool:
        return self._stop.is_set()


def wakeup_for(settings: Settings) -> Wakeup:
    """The kind the settings ask for. Raises Invalid when PostgreSQL is asked for without one."""
    if settings.wakeup == "timer":
        return TimerWakeup()
    if not settings.database_url.startswith("postgresql"):
        raise Invalid(N_("PLANNER_WAKEUP=postgres cần PLANNER_DATABASE_URL là PostgreSQL."))
    return PostgresWakeup(settings.database_url)


def waker(settings: Settings) -> Callable[[], None]:
    """For a web process without a worker: wakes the worker of another process if the settings provide a way."""
    return wakeup_for(settings).wake if settings.wakeup == "postgres" else lambda: None


def _nothing() -> None:
    """The task's body: waking is all there is to it."""
