"""The days off of a year: what the law and the announcements say, and days no library knows yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

import yaml

from planner.errors import Invalid
from planner.vocabulary import N_, DayOffOrigin


@dataclass(frozen=True, slots=True)
class KnownDay:
    """A day off with its name in Vietnamese."""

    on: date
    name: str
    origin: DayOffOrigin


def days_off_of(years: Iterable[int], announced: Mapping[date, str]) -> list[KnownDay]:
    """Public holidays of the years with their days in lieu, then the ``announced`` days missing among them; by day."""
    from holidays.countries.vietnam import Vietnam  # half a second to import, needed once a year

    wanted = sorted(set(years))
    known = {
        day: KnownDay(day, name, DayOffOrigin.CALENDAR)
        for day, name in Vietnam(years=wanted, language="vi").items()
        if day.year in wanted
    }
    for day, name in announced.items():
        if day.year in wanted:
            known.setdefault(day, KnownDay(day, name, DayOffOrigin.PRESET))
    return [known[day] for day in sorted(known)]


def parse_announced(content: Any) -> dict[date, str]:
    """The days of a preset file: a list of {day, name}. Raises Invalid for anything else."""
    try:
        return {date.fromisoformat(str(entry["day"])): str(entry["name"]) for entry in content["days_off"]}
    except (KeyError, TypeError, ValueError) as error:
        raise Invalid(N_("Tệp ngày nghỉ chưa đúng: mỗi dòng cần ngày (day) và tên (name).")) from error


def shipped_announced() -> dict[date, str]:
    """The announced days that come with the program."""
    return parse_announced(yaml.safe_load((files("planner.presets") / "days-off.yaml").read_text("utf-8")))
