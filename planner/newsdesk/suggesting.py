"""The program's part of matching: it compares and writes suggestions; only people decide. See ``reconciling``."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from planner.domain import matching, relevance
from planner.domain.learnt_words import shipped_learnt
from planner.models import Campaign, Match, PlannedItem, PublishedItem, Relevance, Theme
from planner.newsdesk.comparing import RIVALS, Comparison, plan_seen
from planner.newsdesk.indexing import index_plans, index_published
from planner.queries import matches as queries
from planner.queries.relevance import campaigns_with_words, refused_titles
from planner.vocabulary import MatchState, RelevanceState, Status

PLANS = cast("Table", PlannedItem.__table__)
BATCH = 300
PLANS_AT_ONCE = 100
FRESH = 50  # published items read while somebody waits for a saved plan


def suggest_for_new(session: Session, now: datetime) -> int:
    """Compare up to BATCH published items that were not compared yet with plans and campaigns; the number taken.

    A pair that exists in any state is never made again, so a rejected one does not come back; a suggestion that still
    waits is brought up to date. Call it until it gives 0.
    """
    compare_changed_plans(session, now)
    new = queries.items_to_compare(session, BATCH)
    if not new:
        return 0
    families = queries.families(session)
    index_published(session, [(item.id, item.title, item.summary) for item in new])
    desk, numbers = Comparison(session, families, now.date()), {str(item.id) for item in new}
    found = {int(plan.id): desk.suggested(plan, RIVALS) for plan in desk.plans_to_rank(new)}
    told = {plan: best for plan, best in found.items() if any(one.item_id in numbers for one in best)}
    _write(session, told, now, desk.model.rule)
    _judge(session, new, families, now)
    # Not through the mapped rows: comparing is nobody's edit and must not make an open form stale.
    session.execute(update(PublishedItem).where(PublishedItem.id.in_([item.id for item in new])).values(matched_at=now))
    return len(new)


def compare_changed_plans(session: Session, now: datetime) -> int:
    """Compare up to PLANS_AT_ONCE plans whose words or day changed, whoever changed them; the number taken."""
    plans = queries.plans_to_compare(session, PLANS_AT_ONCE)
    return compare_plans(session, plans, queries.families(session), now) if plans else 0


def compare_plans(session: Session, plans: Sequence[PlannedItem], families: Mapping[int, int], now: datetime) -> int:
    """Compare plans with what is published, and remember which version of each was compared; their number."""
    if not plans:
        return 0
    index_plans(session, [(plan.id, plan.title, plan.brief) for plan in plans])
    latest, desk = now.date() + timedelta(matching.DAYS_BEFORE + 1), Comparison(session, families, now.date())
    found = {
        plan.id: desk.suggested(plan_seen(plan, desk.family(plan.unit_id)))
        for plan in plans
        # A day to come has nothing to compare with yet: what comes out then looks for its plan itself.
        if plan.status is not Status.CANCELLED and (plan.publish_on is None or plan.publish_on <= latest)
    }
    _write(session, found, now, desk.model.rule)
    compared = update(PLANS).where(PLANS.c.id.in_([plan.id for plan in plans]))
    session.execute(compared.values(compared_version=PLANS.c.version))
    return len(plans)


def suggest_for_plan(session: Session, item: PlannedItem, now: datetime) -> list[Match]:
    """Compare one plan with what its unit has published around its day (or lately); its waiting suggestions."""
    session.flush()
    # What came in since the worker's last round is read first, so that the plan finds it at once.
    fresh = queries.items_to_compare(session, FRESH)
    index_published(session, [(one.id, one.title, one.summary) for one in fresh])
    compare_plans(session, [item], queries.families(session), now)
    session.flush()
    return [m for m in queries.matches_of_plans(session, [item.id]) if m.state is MatchState.SUGGESTED]


def lexicon_of(
    campaign: Campaign, instead: Mapping[int, relevance.ThemeWords | None] | None = None
) -> relevance.Lexicon:
    """The campaign's words as its page and its themes say them now. ``instead``: theme → words to try, or None when it
    would not be used.
    """
    abbreviations: Mapping[str, str] = campaign.lexicon.get("abbreviations", {})
    tried = instead or {}
    themes = [
        tried[theme.id] if theme.id in tried else theme_words_of(theme)
        for theme in campaign.themes
        if theme.enabled or theme.id in tried
    ]
    lexicon = relevance.lexicon([theme for theme in themes if theme], campaign.lexicon, abbreviations)
    return relevance.with_learnt(lexicon, shipped_learnt(campaign.key))


def theme_words_of(theme: Theme) -> relevance.ThemeWords:
    abbreviations: Mapping[str, str] = theme.campaign.lexicon.get("abbreviations", {})
    return relevance.theme_words(theme.key, theme.strong, theme.normal, theme.needs_context, abbreviations)


def _write(session: Session, found: Mapping[int, Sequence[matching.Suggestion]], now: datetime, rule: str) -> None:
    """New pairs are added; waiting ones get today's score and reasons; decided ones stay as they were decided."""
    known = {(match.item_id, match.published_item_id): match for match in queries.matches_of_plans(session, found)}
    rows: list[dict[str, Any]] = []
    for plan, suggestions in found.items():
        for one in suggestions:
            values = {
                "score": round(one.score, 4),
                "reasons": [reason.as_data() for reason in one.reasons],
                "rule": rule,
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
    refused = refused_titles(session, {item.title_fold for item in items if item.title_fold})
    for campaign in campaigns_with_words(session):
        units = {families.get(part.unit_id, part.unit_id) for part in campaign.units}
        words, themes = lexicon_of(campaign), {theme.key: theme.id for theme in campaign.themes}
        for item in items:
            if families.get(item.unit_id, item.unit_id) not in units or not _in_time(campaign, item.published_on):
                continue
            if (campaign.id, item.title_fold) in refused:
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
