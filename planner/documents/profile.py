"""Formats of documents as data: which measures hold for a document issued on a day by a kind of body."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from planner.domain.data_file import Entry, read_data_file
from planner.domain.report import Report
from planner.errors import Invalid
from planner.vocabulary import N_

SIZES = ("parent", "body", "number", "place", "kind", "title", "text", "sign", "label", "recipients", "page", "table")


class Label(StrEnum):
    """How the words "Nơi nhận:" are set."""

    UNDERLINE = "underline"
    BOLD_ITALIC = "bold_italic"


class Basis(StrEnum):
    """How well a profile is known; a second-hand one is to be compared with the official text."""

    OFFICIAL = "official"
    SECOND_HAND = "second_hand"


@dataclass(frozen=True, slots=True)
class Masthead:
    """A line at the top right, ``size`` in points, with a rule ``rule_mm`` long below it (0: none)."""

    text: str
    size: int
    rule_mm: int


@dataclass(frozen=True, slots=True)
class FormatProfile:
    """Margins and lengths in millimetres, sizes and spacing in points."""

    key: str
    name: str
    valid_from: date
    valid_to: date | None
    party: bool
    basis: Basis
    font: str
    top_mm: int
    bottom_mm: int
    left_mm: int
    right_mm: int
    header_mm: int
    head_left_mm: int
    masthead: Masthead
    motto: Masthead | None
    number_label: str
    number_joint: str
    number_second: str
    sizes: Mapping[str, int]
    line_pt: int
    after_pt: int
    first_line_mm: int
    heading: str
    subheading: str
    ending: str
    recipients: Label
    post_bold: bool

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @property
    def is_official(self) -> bool:
        return self.basis is Basis.OFFICIAL

    @property
    def text_mm(self) -> int:
        """Width of the text on A4 (210 mm)."""
        return 210 - self.left_mm - self.right_mm


def parse_profiles(text: str) -> tuple[FormatProfile, ...]:
    """The profiles in ``text``. Raises ``Invalid`` naming the place of a mistake."""
    top = read_data_file(text)
    top.number("layout")
    return top.read(lambda entry: entry.entries("profiles", _profile, required=True))


@lru_cache(maxsize=1)
def shipped_profiles() -> tuple[FormatProfile, ...]:
    return parse_profiles(files("planner.presets").joinpath("format-profiles.yaml").read_text("utf-8"))


def choose_profile(wanted: str, periods: Iterable[Mapping[str, object]], issued_on: date) -> FormatProfile:
    """The profile for a document issued on a day.

    ``wanted``: key of the profile the campaign names. ``periods``: the campaign's own days for profiles (``profile``,
    ``valid_from``, ``valid_to`` as ISO text, ``when``); one under a condition ``when`` is for a person to choose.
    """
    profiles = {profile.key: profile for profile in shipped_profiles()}
    for period in periods:
        first, last = str(period.get("valid_from") or "0001-01-01"), str(period.get("valid_to") or "9999-12-31")
        if not period.get("when") and first <= issued_on.isoformat() <= last and period.get("profile") in profiles:
            return profiles[str(period["profile"])]
    if wanted in profiles and profiles[wanted].holds_on(issued_on):
        return profiles[wanted]
    party = profiles[wanted].party if wanted in profiles else True
    fitting = [profile for profile in profiles.values() if profile.party is party and profile.holds_on(issued_on)]
    return fitting[-1] if fitting else next(profile for profile in profiles.values() if profile.party is party)


def profile_of(report: Report, wanted: str = "") -> FormatProfile:
    """The profile a report is printed with: the one chosen by hand, else by its campaign and its day."""
    words = report.words
    return profile_by_key(wanted) if wanted else choose_profile(words.profile, words.profiles, report.dated)


def profile_by_key(key: str) -> FormatProfile:
    """A profile chosen by hand. Raises Invalid naming the ones there are."""
    for profile in shipped_profiles():
        if profile.key == key:
            return profile
    known = ", ".join(profile.key for profile in shipped_profiles())
    raise Invalid(N_("Không có thể thức “%(key)s”. Chọn một trong: %(known)s."), {"key": key, "known": known})


def _profile(entry: Entry) -> FormatProfile:
    margins, number, text = entry.entry("margins"), entry.entry("number"), entry.entry("text")
    return FormatProfile(
        key=entry.text("key"),
        name=entry.text("name"),
        valid_from=entry.needed_day("valid_from"),
        valid_to=entry.day("valid_to"),
        party=entry.flag("party"),
        basis=entry.choice("basis", Basis),
        font=entry.text("font"),
        top_mm=margins.needed_number("top"),
        bottom_mm=margins.needed_number("bottom"),
        left_mm=margins.needed_number("left"),
        right_mm=margins.needed_number("right"),
        header_mm=entry.needed_number("header_mm"),
        head_left_mm=entry.needed_number("head_left_mm"),
        masthead=entry.entry("masthead").read(_masthead),
        motto=entry.entry("motto").read(_masthead) if entry.has("motto") else None,
        number_label=number.text("label"),
        number_joint=number.text("joint"),
        number_second=number.text("second"),
        sizes=entry.entry("sizes").read(lambda sizes: {name: sizes.needed_number(name, 1) for name in SIZES}),
        line_pt=text.needed_number("line_pt", 1),
        after_pt=text.needed_number("after_pt"),
        first_line_mm=text.needed_number("first_line_mm"),
        heading=entry.text("heading"),
        subheading=entry.text("subheading"),
        ending=entry.text("ending"),
        recipients=entry.choice("recipients", Label),
        post_bold=entry.flag("post_bold"),
    )


def _masthead(entry: Entry) -> Masthead:
    return Masthead(entry.text("text"), entry.needed_number("size", 1), entry.needed_number("rule_mm"))
