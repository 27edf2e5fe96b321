"""What a preset file says, as records. Ids are the file's own; every reference to one has been checked."""

from dataclasses import dataclass
from datetime import date

from planner.vocabulary import N_, ColumnForm, Confidence, DirectiveRelation, Labelled, Medium, ThemeOrigin, UnitKind


class KnownFrom(Labelled):
    """How an entry of a preset is known."""

    LETTER = "letter", N_("theo công văn")
    FOUND = "found", N_("theo nguồn đã công bố")
    MEMORY = "memory", N_("chưa đối chiếu bản gốc")
    PROPOSAL = "proposal", N_("đề xuất của bộ mẫu")


@dataclass(frozen=True, slots=True)
class Mark:
    """The provenance of one entry; ``note`` is shown to the person who checks it."""

    source: KnownFrom
    confidence: Confidence
    note: str = ""

    @property
    def proposed(self) -> bool:
        return self.source is KnownFrom.PROPOSAL


@dataclass(frozen=True, slots=True)
class CampaignPart:
    title: str
    short_title: str
    directive: str
    subject: str | None
    board: str | None
    starts_on: date
    ends_on: date | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class DirectiveLinkPart:
    relation: DirectiveRelation
    to: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """The stamp of an office that received the document."""

    by: str
    number: str
    on: date


@dataclass(frozen=True, slots=True)
class DirectivePart:
    """``issued_on`` empty: not known; then the bounds say between which days, both included."""

    id: str
    number: str
    printed_number: str
    kind: str
    symbol: str
    issued_on: date | None
    issued_earliest: date | None
    issued_latest: date | None
    issuer: str
    title: str
    addressee: str
    signer: str
    level: str
    received: Receipt | None
    links: tuple[DirectiveLinkPart, ...]
    optional: bool
    mark: Mark


@dataclass(frozen=True, slots=True)
class DeliverablePart:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class TaskPart:
    """``text`` is the directive's own; ``responsible`` and ``cooperating`` are unit ids."""

    id: str
    directive: str
    ordinal: int | None
    title: str
    text: str
    in_scope: bool
    responsible: tuple[str, ...]
    cooperating: tuple[str, ...]
    audiences: tuple[str, ...]
    verbs: tuple[str, ...]
    deliverables: tuple[DeliverablePart, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class NamePart:
    """``valid_from`` empty: start not known; ``valid_to`` empty: still borne (last day included)."""

    name: str
    short: str
    valid_from: date | None
    valid_to: date | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class UnitPart:
    id: str
    kind: UnitKind
    media: tuple[Medium, ...]
    parent: str | None
    website: str
    names: tuple[NamePart, ...]


@dataclass(frozen=True, slots=True)
class MergerPart:
    """On ``on`` the units ``predecessors`` went into ``successor``."""

    successor: str
    predecessors: tuple[str, ...]
    on: date
    mark: Mark


@dataclass(frozen=True, slots=True)
class ThemePart:
    """``strong``: one hit suffices; ``normal``: two, or one with a context word."""

    id: str
    name: str
    task: str
    origin: ThemeOrigin
    basis: str | None
    strong: tuple[str, ...]
    normal: tuple[str, ...]
    needs_context: bool
    enabled: bool
    mark: Mark


@dataclass(frozen=True, slots=True)
class Words:
    """Words that make a published item more or less likely to belong to the campaign; compared with accents."""

    context: tuple[str, ...]
    local: tuple[str, ...]
    negative: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnPart:
    """A proposed column; ``cadence`` in words, ``rrule`` as RFC 5545 text without a start."""

    id: str
    name: str
    medium: Medium
    form: ColumnForm
    cadence: str
    rrule: str
    duration_min: int | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class SpecialPagePart:
    """A proposed special page; ``rule`` as ``planner.language.lunar.parse_key_date`` reads it."""

    id: str
    name: str
    rule: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class TargetPart:
    """A proposed target: works of a counting group per month."""

    unit: str
    group: str
    per_month: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class KeyDatePart:
    name: str
    rule: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class ProfilePeriod:
    """The form of document in force on a day of issue, or under the condition ``when``."""

    profile: str
    valid_from: date | None
    valid_to: date | None
    when: str


@dataclass(frozen=True, slots=True)
class RecipientPart:
    """A line of "Nơi nhận"; ``letter_only`` lines belong to the letter and not to a report."""

    text: str
    letter_only: bool


@dataclass(frozen=True, slots=True)
class ReportPart:
    """``place`` begins the date line, ``signer_post`` stands above the signature; both may be left for the clerk."""

    title: str
    kind: str
    profile: str
    profiles: tuple[ProfilePeriod, ...]
    periods: tuple[str, ...]
    cadence: str
    reporter: str
    to: tuple[str, ...]
    recipients: tuple[RecipientPart, ...]
    place: str
    signer_post: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Preset:
    key: str
    language: str
    campaign: CampaignPart
    directives: tuple[DirectivePart, ...]
    tasks: tuple[TaskPart, ...]
    units: tuple[UnitPart, ...]
    mergers: tuple[MergerPart, ...]
    themes: tuple[ThemePart, ...]
    words: Words
    abbreviations: dict[str, str]
    columns: tuple[ColumnPart, ...]
    special_pages: tuple[SpecialPagePart, ...]
    targets: tuple[TargetPart, ...]
    key_dates: tuple[KeyDatePart, ...]
    report: ReportPart
