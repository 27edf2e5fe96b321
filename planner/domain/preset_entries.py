"""From the entries of a preset file to its records, one small function a kind."""

from planner.domain.data_file import Entry
from planner.domain.preset_parts import (
    CampaignPart,
    ColumnPart,
    DeliverablePart,
    DirectiveLinkPart,
    DirectivePart,
    KeyDatePart,
    KnownFrom,
    Mark,
    MergerPart,
    NamePart,
    Preset,
    ProfilePeriod,
    Receipt,
    RecipientPart,
    ReportPart,
    SpecialPagePart,
    TargetPart,
    TaskPart,
    ThemePart,
    UnitPart,
    Words,
)
from planner.vocabulary import ColumnForm, Confidence, DirectiveRelation, Medium, ThemeOrigin, UnitKind


def read_preset(top: Entry) -> Preset:
    return Preset(
        key=top.text("preset"),
        language=top.text("language"),
        campaign=top.entry("campaign").read(_campaign),
        directives=top.entries("directives", _directive, required=True),
        tasks=top.entries("tasks", _task, required=True),
        units=top.entries("units", _unit, required=True),
        mergers=top.entries("mergers", _merger),
        themes=top.entries("themes", _theme, required=True),
        words=top.entry("words", default={}).read(_words),
        abbreviations=top.table("abbreviations"),
        columns=top.entries("columns", _column),
        special_pages=top.entries("special_pages", _special_page),
        targets=top.entries("targets", _target),
        key_dates=top.entries("key_dates", _key_date),
        report=top.entry("report").read(_report),
    )


def _mark(entry: Entry) -> Mark:
    return Mark(entry.choice("source", KnownFrom), entry.choice("confidence", Confidence), entry.text("note", ""))


def _campaign(entry: Entry) -> CampaignPart:
    return CampaignPart(
        title=entry.text("title"),
        short_title=entry.text("short_title"),
        directive=entry.text("directive"),
        subject=entry.optional("subject"),
        board=entry.optional("board"),
        starts_on=entry.needed_day("starts_on"),
        ends_on=entry.day("ends_on"),
        mark=_mark(entry),
    )


def _directive(entry: Entry) -> DirectivePart:
    received = entry.entry("received", default={}) if entry.has("received") else None
    return DirectivePart(
        id=entry.text("id"),
        number=entry.text("number"),
        printed_number=entry.text("printed_number", ""),
        kind=entry.text("kind"),
        symbol=entry.text("symbol"),
        issued_on=entry.day("issued_on"),
        issued_earliest=entry.day("issued_earliest"),
        issued_latest=entry.day("issued_latest"),
        issuer=entry.text("issuer"),
        title=entry.text("title"),
        addressee=entry.text("addressee", ""),
        signer=entry.text("signer", ""),
        level=entry.text("level"),
        received=received.read(_receipt) if received else None,
        links=_links(entry),
        optional=entry.flag("optional"),
        mark=_mark(entry),
    )


def _links(entry: Entry) -> tuple[DirectiveLinkPart, ...]:
    targets = ((relation, entry.optional(relation.value)) for relation in DirectiveRelation)
    return tuple(DirectiveLinkPart(relation, target) for relation, target in targets if target)


def _receipt(entry: Entry) -> Receipt:
    return Receipt(by=entry.text("by"), number=entry.text("number"), on=entry.needed_day("on"))


def _task(entry: Entry) -> TaskPart:
    return TaskPart(
        id=entry.text("id"),
        directive=entry.text("directive"),
        ordinal=entry.number("ordinal", least=1),
        title=entry.text("title"),
        text=entry.text("text"),
        in_scope=entry.flag("in_scope"),
        responsible=entry.texts("responsible", required=True),
        cooperating=entry.texts("cooperating"),
        audiences=entry.texts("audiences"),
        verbs=entry.texts("verbs"),
        deliverables=entry.entries("deliverables", lambda part: DeliverablePart(part.text("id"), part.text("text"))),
        mark=_mark(entry),
    )


def _unit(entry: Entry) -> UnitPart:
    return UnitPart(
        id=entry.text("id"),
        kind=entry.choice("kind", UnitKind),
        media=entry.choices("media", Medium),
        parent=entry.optional("parent"),
        website=entry.text("website", ""),
        names=entry.entries("names", _name, required=True),
    )


def _name(entry: Entry) -> NamePart:
    return NamePart(
        name=entry.text("name"),
        short=entry.text("short", ""),
        valid_from=entry.day("valid_from"),
        valid_to=entry.day("valid_to"),
        mark=_mark(entry),
    )


def _merger(entry: Entry) -> MergerPart:
    return MergerPart(
        successor=entry.text("into"),
        predecessors=entry.texts("from", required=True),
        on=entry.needed_day("on"),
        mark=_mark(entry),
    )


def _theme(entry: Entry) -> ThemePart:
    return ThemePart(
        id=entry.text("id"),
        name=entry.text("name"),
        task=entry.text("task"),
        origin=entry.choice("origin", ThemeOrigin),
        basis=entry.optional("basis"),
        strong=entry.texts("strong", required=True),
        normal=entry.texts("normal"),
        needs_context=entry.flag("needs_context"),
        enabled=entry.flag("enabled", default=True),
        mark=_mark(entry),
    )


def _words(entry: Entry) -> Words:
    return Words(entry.texts("context"), entry.texts("local"), entry.texts("negative"))


def _column(entry: Entry) -> ColumnPart:
    return ColumnPart(
        id=entry.text("id"),
        name=entry.text("name"),
        medium=entry.choice("medium", Medium),
        form=entry.choice("form", ColumnForm),
        cadence=entry.text("cadence"),
        rrule=entry.text("rrule"),
        duration_min=entry.number("duration_min", least=1),
        mark=_mark(entry),
    )


def _special_page(entry: Entry) -> SpecialPagePart:
    return SpecialPagePart(entry.text("id"), entry.text("name"), entry.text("rule"), _mark(entry))


def _target(entry: Entry) -> TargetPart:
    return TargetPart(entry.text("unit"), entry.text("group"), entry.needed_number("per_month"), _mark(entry))


def _key_date(entry: Entry) -> KeyDatePart:
    return KeyDatePart(entry.text("name"), entry.text("rule"), _mark(entry))


def _report(entry: Entry) -> ReportPart:
    return ReportPart(
        title=entry.text("title"),
        kind=entry.text("kind"),
        profile=entry.text("profile"),
        profiles=entry.entries("profiles", _profile),
        periods=entry.texts("periods", required=True),
        cadence=entry.text("cadence", ""),
        reporter=entry.text("reporter"),
        to=entry.texts("to"),
        recipients=entry.entries("recipients", lambda line: RecipientPart(line.text("text"), line.flag("letter_only"))),
        place=entry.text("place", ""),
        signer_post=entry.text("signer_post", ""),
        mark=_mark(entry),
    )


def _profile(entry: Entry) -> ProfilePeriod:
    return ProfilePeriod(entry.text("profile"), entry.day("from"), entry.day("to"), entry.text("when", ""))
