"""Reading a calendar of somebody else in a process of its own, with limits on time and memory.

A calendar is read once an hour at most, so each has a child of its own that ends with it.
"""

import json
import os
import resource
import subprocess
import sys
from datetime import date, datetime
from zoneinfo import ZoneInfo

from feeds.ical_reading import OutsideDocument, OutsideEntry, Window, read_calendar

CPU_SECONDS = 20
WALL_SECONDS = 60.0
MEMORY_BYTES = 768 * 1024 * 1024


def read_calendar_isolated(body: bytes, window: Window, *, wall_seconds: float = WALL_SECONDS) -> OutsideDocument:
    """As ``read_calendar``; error ``internal`` when the child died, hung or failed."""
    asked = [window.first.isoformat(), window.last.isoformat(), window.zone.key]
    try:
        child = subprocess.run(
            [sys.executable, "-c", "from feeds.ical_isolated import serve; serve()", *asked],
            input=body,
            capture_output=True,
            timeout=wall_seconds,
            check=False,
            env={"PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)},  # noqa: PTH109
        )
    except subprocess.TimeoutExpired:
        return OutsideDocument("", (), ("parser-hung",), "internal")
    if child.returncode:
        return OutsideDocument("", (), ("parser-killed",), "internal")
    return _unpacked(child.stdout)


def serve() -> None:
    """The child's whole life: a document on the standard input, its entries on the standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    first, last, zone = sys.argv[1:4]
    window = Window(date.fromisoformat(first), date.fromisoformat(last), ZoneInfo(zone))
    document = read_calendar(sys.stdin.buffer.read(), window)
    sys.stdout.buffer.write(_packed(document))


def _packed(document: OutsideDocument) -> bytes:
    rows = [
        (
            one.title,
            one.place,
            one.first_on.isoformat(),
            one.last_on.isoformat(),
            _text(one.starts_at),
            _text(one.ends_at),
        )
        for one in document.entries
    ]
    return json.dumps([document.name, rows, document.notes, document.error]).encode()


def _unpacked(answer: bytes) -> OutsideDocument:
    name, rows, notes, error = json.loads(answer)
    entries = tuple(
        OutsideEntry(title, place, date.fromisoformat(first), date.fromisoformat(last), _moment(begins), _moment(ends))
        for title, place, first, last, begins, ends in rows
    )
    return OutsideDocument(name, entries, tuple(notes), error)


def _text(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
