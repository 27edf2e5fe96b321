"""What was written for private calendars and may be sent again: single entries, and whole bodies under their tag.

Kept in this process and bounded; nothing is ever wrong here, because an entry is found by its full record and a body by
a tag that moves with the stored version.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from feeds.ical import CalendarFeed, Entry, Rendered, entry_bytes, render_counted

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
MOST_ENTRIES = 8_000  # about 1 KB each
MOST_BODIES = 40  # at most 900 KB each


class Kept(Generic[K, V]):
    """The most recently used values, made where missing. Two threads may make one value twice, which is harmless."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._values: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K, make: Callable[[], V]) -> V:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value

    def peek(self, key: K) -> V | None:
        """What is kept, or None; nothing is made."""
        with self._lock:
            return self._values.get(key)

    def clear(self) -> None:
        with self._lock:
            self._values.clear()


entries: Kept[Entry, bytes | None] = Kept(MOST_ENTRIES)
bodies: Kept[str, Rendered] = Kept(MOST_BODIES)


def rendered(tag: str, feed: Callable[[], CalendarFeed]) -> Rendered:
    """The calendar of a tag; ``feed`` is called only when it is not kept, and only changed entries are written anew."""
    return bodies.get(tag, lambda: render_counted(feed(), written))


def written(entry: Entry) -> bytes | None:
    return entries.get(entry, lambda: entry_bytes(entry))
