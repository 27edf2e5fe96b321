"""The counting groups of the report, from the genres file the program ships."""

from functools import lru_cache
from importlib.resources import files

from planner.domain.figures import Group
from planner.domain.genres import Counted, parse_genres


@lru_cache(maxsize=1)
def shipped_groups() -> tuple[Group, ...]:
    """The groups in the order of the report's first table."""
    text = files("planner.presets").joinpath("genres.yaml").read_text("utf-8")
    return tuple(
        Group(group.key, group.name, group.measure, group.counted is Counted.COLUMN)
        for group in parse_genres(text).groups
    )
