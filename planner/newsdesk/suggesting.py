"""The program's part of matching: it compares and writes suggestions; only people decide. See ``reconciling``."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from planner.domain import matching, relevance
from planner.domain.learnt_words import shipped_learnt
from planner.models import Campaign, Match, PlannedItem, PublishedItem, Relevance
from planner.queries import matches as queries
from planner.queries.relevance import campaigns_with_words
from planner.vocabulary import MatchState, RelevanceState

BATCH = 300


def suggest_for_new(session: Session, now: datetime) -> int:
    """Compare up to BATCH published items that were not compared yet with plans and campaigns; the number taken.

    A pair that exists in any state is never made again, so a rejected one does not come back; a suggestion that still
    waits is brought up to date. Call it until it gives 0.
    """
    new = queries.items_to_compare(session, BATCH)
    if not new:
        return 0
    families = queries.families(session)
    for family, items in _by_family(new, families).items():
        _suggest_plans(session, items, family, families, now)
    _judge(session, new, families, now)
    numbers = [item.id for item in new]
    # Not through the mapped rows: comparing is nobody's edit and must not make an open form stale.
    session.execute(update(PublishedItem).where(PublishedItem.id.in_(numbers)).values(matched_at=now))
    return len(numbers)


def suggest_for_plan(session: Session, item: PlannedItem, now: datetime) -> list[Match]:
    """Compare one plan with what its unit has published around its day (or lately); its waiting suggestions."""
    families = queries.families(session)
    family = families.get(item.unit_id, item.unit_id)
    first, last = (item.publish_on, item.publish_on) if item.publish_on else (now.date() - queries.RECENT, now.date())
    corpus = _corpus(session, _members(family, families), first, last, str(family))
    _write(session, {item.id: matching.suggest(_plan(item, str(family)), corpus)}, now)
    session.flush()
    return [m for m in queries.matches_of_plans(session, [item.id]) if m.state is MatchState.SUGGESTED]


def lexicon_of(campaign: Campaign) -> relevance.Lexicon:
    """The campaign's words as its page and its themes say them now."""
    abbreviations: Mapping[str, str] = campaign.lexicon.get("abbreviations", {})
    themes = (
        relevance.theme_words(theme.key, theme.strong, theme.normal, theme.needs_context, abbreviations)
        for theme in campaign.themes
        if theme.enabled
    )
    lexicon = relevance.lexicon(themes, campaign.lexicon, abbreviations)
    return relevance.with_learnt(lexicon, shipped_learnt(campaign.key))


def _by_family(items: Iterable[PublishedItem], families: Mapping[int, int]) -> dict[int, list[PublishedItem]]:
    groups: dict[int, list[PublishedItem]] = {}
    for item in items:
        groups.setdefault(families.get(item.unit_id, item.unit_id), []).append(item)
    return groups


def _members(family: int, families: Mapping[int, int]) -> list[int]:
    return sorted({family, *(unit for unit, root in families.items() if root == family)})


def _suggest_plans(
    session: Session, items: Sequence[PublishedItem], family: int, families: Mapping[int, int], now: datetime
) -> None:
    """Rank every plan of the family that one of the new items may carry out among all items of those weeks."""
    unit_ids = _members(family, families)
    first, last = min(item.published_on for item in items), max(item.published_on for item in items)
    plans = queries.open_plans(session, unit_ids, first, last)
    if not plans:
        return
    corpus = _corpus(session, unit_ids, first, last, str(family))
    new = {str(item.id) for item in items}
    found = ((plan.id, matching.suggest(_plan(plan, str(family)), corpus)) for plan in plans)
    _write(session, {plan: best for plan, best in found if any(one.item_id in new for one in best)}, now)


def _corpus(session: Session, unit_ids: Collection[int], first: date, last: date, unit: str) -> matching.Corpus:
    rows = queries.published_near(session, unit_ids, first, last)
    return matching.Corpus(
        matching.Item(str(number), title, published_on, summary, unit) for number, title, summary, published_on in rows
    )


def _plan(item: PlannedItem, unit: str) -> matching.Plan:
    return matching.Plan(str(item.id), item.title, item.brief, item.publish_on, unit)


def _write(session: Session, found: Mapping[int, Sequence[matching.Suggestion]], now: datetime) -> None:
    """New pairs are added; waiting ones get today's score and reasons; decided ones stay as they were decided."""
    known = {(match.item_id, match.published_item_id): match for match in queries.matches_of_plans(session, found)}
    rows: list[dict[str, Any]] = []
    for plan, suggestions in found.items():
        for one in suggestions:
            values = {
                "score": round(one.score, 4),
                "reasons": [reason.as_data() for reason in one.reasons],
                "rule": matching.RULE,
                "features": {name: round(value, 4) for name, value in asdict(one.features).items()},
            }
            pair = plan, int(one.item_id)
            if (match := known.get(pair)) is None:
                key = {"item_id": pair[0], "published_item_id": pair[1]}
                rows.append(key | {"state": MatchState.SUGGESTED, "suggested_at": now} | values)
            elif match.state is MatchState.SUGGESTED:
                for name, value in values.items():
                    setattr(match, name, value)
    _insert(session, Match, rows)


def _judge(session: Session, items: Sequence[PublishedItem], families: Mapping[int, int], now: datetime) -> None:
    rows: list[dict[str, Any]] = []
    for campaign in campaigns_with_words(session):
        units = {families.get(part.unit_id, part.unit_id) for part in campaign.units}
        words, themes = lexicon_of(campaign), {theme.key: theme.id for theme in campaign.themes}
        for item in items:
            if families.get(item.unit_id, item.unit_id) not in units or not _in_time(campaign, item.published_on):
                continue
            if judgement := relevance.judge(item.title, item.summary, words):
                rows.append(
                    {
                        "campaign_id": campaign.id,
                        "published_item_id": item.id,
                        "state": RelevanceState.SUGGESTED,
                        "score": round(judgement.score, 4),
                        "words": list(judgement.words),
                        "theme_id": themes.get(judgement.theme),
                        "rule": words.rule,
                        "suggested_at": now,
                    }
                )
    _insert(session, Relevance, rows)


def _in_time(campaign: Campaign, day: date) -> bool:
    return campaign.starts_on <= day and (campaign.ends_on is None or day <= campaign.ends_on)


def _insert(session: Session, table: type[Match] | type[Relevance], rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows; one that another worker added meanwhile is left alone."""
    if rows:
        make = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
        session.execute(make(table).on_conflict_do_nothing(), rows)
