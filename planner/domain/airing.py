"""Which channel an item goes out on, as far as its plan says."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from planner.vocabulary import Medium


class Outlet(Protocol):
    """What the rule needs of a channel."""

    @property
    def id(self) -> int: ...
    @property
    def medium(self) -> Medium: ...
    @property
    def unit_id(self) -> int: ...


def only_channels(channels: Iterable[Outlet]) -> Mapping[tuple[int, Medium], int]:
    """(unit, medium) → its channel, where a unit has exactly one of a medium: then the medium alone says it."""
    found: dict[tuple[int, Medium], list[int]] = {}
    for one in channels:
        found.setdefault((one.unit_id, one.medium), []).append(one.id)
    return {key: numbers[0] for key, numbers in found.items() if len(numbers) == 1}
