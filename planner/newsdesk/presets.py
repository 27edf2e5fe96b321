"""Loading a campaign preset: the checked record in, rows out, in one transaction."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.domain.genres import Genres
from planner.domain.preset import Preset
from planner.domain.preset_parts import DirectivePart, TaskPart, UnitPart
from planner.errors import Conflict
from planner.models import (
    Campaign,
    CampaignUnit,
    Deliverable,
    Directive,
    DirectiveLink,
    Genre,
    KeyDate,
    Task,
    TaskUnit,
    Theme,
    Unit,
    UnitMerger,
    UnitName,
)
from planner.newsdesk.history import Actor, record
from planner.vocabulary import N_, UnitKind
from planner.vocabulary import TaskPart as Part


def load_genres(session: Session, genres: Genres) -> int:
    """Add the genres that are not there yet; the number added. Genres people renamed are left alone."""
    present = set(session.scalars(select(Genre.key)))
    new = [
        Genre(
            key=genre.key,
            name=genre.name,
            group=genre.group,
            media=[medium.value for medium in genre.media],
            position=position,
        )
        for position, genre in enumerate(genres.genres)
        if genre.key not in present
    ]
    session.add_all(new)
    session.flush()
    return len(new)


def load_preset(session: Session, actor: Actor, preset: Preset) -> Campaign:
    """Create the campaign with everything it stands on; units and directives already there by key are reused.

    Raises Conflict when the campaign itself is there: a preset starts a campaign, it does not overwrite one.
    """
    if session.scalar(select(Campaign.id).where(Campaign.key == preset.key)):
        raise Conflict(N_("Đợt tuyên truyền “%(key)s” đã được nạp trước đó."), {"key": preset.key})
    units = _load_units(session, actor, preset)
    directives = _load_directives(session, actor, preset)
    tasks = _load_tasks(session, preset, directives, units)
    campaign = _load_campaign(session, preset, directives, units)
    _load_themes(session, preset, campaign, tasks)
    record(session, actor, campaign, N_("tạo đợt tuyên truyền từ bộ mẫu"))
    return campaign


def _load_units(session: Session, actor: Actor, preset: Preset) -> dict[str, Unit]:
    units = {unit.key: unit for unit in session.scalars(select(Unit).where(Unit.key.in_([u.id for u in preset.units])))}
    for part in preset.units:
        if part.id not in units:
            units[part.id] = _unit(part)
            session.add(units[part.id])
            record(session, actor, units[part.id], N_("thêm đơn vị từ bộ mẫu"))
    for part in preset.units:
        if part.parent:
            units[part.id].parent_id = units[part.parent].id
    known = {(merger.predecessor_id, merger.successor_id) for merger in session.scalars(select(UnitMerger))}
    for merger in preset.mergers:
        for predecessor in merger.predecessors:
            pair = (units[predecessor].id, units[merger.successor].id)
            if pair not in known:
                row = UnitMerger(predecessor_id=pair[0], successor_id=pair[1], on=merger.on, basis=merger.mark.note)
                session.add(row)
    session.flush()
    return units


def _unit(part: UnitPart) -> Unit:
    names = [
        UnitName(
            name=name.name,
            short=name.short,
            valid_from=name.valid_from,
            valid_to=name.valid_to,
            confidence=name.mark.confidence,
            note=name.mark.note,
        )
        for name in part.names
    ]
    return Unit(key=part.id, kind=part.kind, website=part.website, names=names)


def _load_directives(session: Session, actor: Actor, preset: Preset) -> dict[str, Directive]:
    keys = [part.id for part in preset.directives]
    found = {row.key: row for row in session.scalars(select(Directive).where(Directive.key.in_(keys)))}
    new = [part for part in preset.directives if part.id not in found]
    for part in new:
        found[part.id] = _directive(part)
        session.add(found[part.id])
        record(session, actor, found[part.id], N_("thêm văn bản từ bộ mẫu"))
    for part in new:
        for link in part.links:
            source, target = found[part.id], found[link.to]
            session.add(DirectiveLink(from_directive=source, to_directive=target, relation=link.relation))
    session.flush()
    return found


def _directive(part: DirectivePart) -> Directive:
    return Directive(
        key=part.id,
        number=part.number,
        kind=part.kind,
        issued_on=part.issued_on,
        issued_earliest=part.issued_earliest,
        issued_latest=part.issued_latest,
        issuer=part.issuer,
        title=part.title,
        addressee=part.addressee,
        signer=part.signer,
        note=part.mark.note,
        provenance=part.mark.source.value,
        confidence=part.mark.confidence,
    )


def _load_tasks(
    session: Session, preset: Preset, directives: dict[str, Directive], units: dict[str, Unit]
) -> dict[str, Task]:
    present = {
        (task.directive_id, task.key): task
        for task in session.scalars(select(Task).where(Task.directive_id.in_([d.id for d in directives.values()])))
    }
    tasks: dict[str, Task] = {}
    for position, part in enumerate(preset.tasks):
        directive = directives[part.directive]
        tasks[part.id] = present.get((directive.id, part.id)) or _task(part, position, directive, units)
    session.add_all(tasks.values())
    session.flush()
    return tasks


def _task(part: TaskPart, position: int, directive: Directive, units: dict[str, Unit]) -> Task:
    return Task(
        directive=directive,
        key=part.id,
        position=position,
        ordinal=part.ordinal,
        title=part.title,
        text=part.text,
        in_scope=part.in_scope,
        deliverables=[Deliverable(key=piece.id, text=piece.text) for piece in part.deliverables],
        units=[TaskUnit(unit=units[key], part=Part.RESPONSIBLE) for key in part.responsible]
        + [TaskUnit(unit=units[key], part=Part.COOPERATING) for key in part.cooperating],
    )


def _load_campaign(
    session: Session, preset: Preset, directives: dict[str, Directive], units: dict[str, Unit]
) -> Campaign:
    part = preset.campaign
    press = [unit for unit in preset.units if unit.kind is UnitKind.PRESS_UNIT]
    campaign = Campaign(
        key=preset.key,
        title=part.title,
        short_title=part.short_title,
        directive=directives[part.directive],
        subject=directives[part.subject] if part.subject else None,
        board=units[part.board] if part.board else None,
        starts_on=part.starts_on,
        ends_on=part.ends_on,
        lexicon={**_plain(asdict(preset.words)), "abbreviations": dict(preset.abbreviations)},
        report=_plain(asdict(preset.report)),
        units=[CampaignUnit(unit=units[unit.id]) for unit in press],
        key_dates=[KeyDate(name=day.name, rule=day.rule) for day in preset.key_dates],
    )
    session.add(campaign)
    session.flush()
    return campaign


def _load_themes(session: Session, preset: Preset, campaign: Campaign, tasks: dict[str, Task]) -> None:
    session.add_all(
        Theme(
            campaign=campaign,
            task=tasks[part.task],
            key=part.id,
            position=position,
            name=part.name,
            origin=part.origin,
            confidence=part.mark.confidence,
            strong=list(part.strong),
            normal=list(part.normal),
            needs_context=part.needs_context,
            enabled=part.enabled,
        )
        for position, part in enumerate(preset.themes)
    )
    session.flush()


def _plain(value: Any) -> Any:
    """Days as ISO text and tuples as lists, so that a record can be kept as JSON."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
