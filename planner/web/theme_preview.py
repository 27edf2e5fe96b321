"""What a change of a theme's words would do, shown before it is saved."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from planner.domain import relevance
from planner.domain.lexicon_preview import Preview, Seen, preview
from planner.models import Theme
from planner.newsdesk.suggesting import lexicon_of
from planner.queries.relevance import published_for
from planner.web import identity

DAYS, MOST_ITEMS = timedelta(days=30), 5_000


def previewed(theme: Theme, values: Mapping[str, Any]) -> Preview:
    """What the values of the form would add and drop over the last 30 days; nothing is saved."""
    campaign = theme.campaign
    abbreviations = campaign.lexicon.get("abbreviations", {})
    tried = relevance.theme_words(theme.key, values["strong"], values["normal"], values["needs_context"], abbreviations)
    rows = published_for(identity.database(), campaign.id, identity.today() - DAYS, MOST_ITEMS)
    touched = {*theme.strong, *theme.normal} ^ {*values["strong"], *values["normal"]}
    touched |= set(theme.strong) ^ set(values["strong"])
    if (theme.needs_context, theme.enabled) != (values["needs_context"], values["enabled"]):
        touched |= {*theme.strong, *theme.normal, *values["strong"], *values["normal"]}
    return preview(
        (Seen(row.id, row.title, row.summary) for row in rows),
        lexicon_of(campaign),
        lexicon_of(campaign, {theme.id: tried if values["enabled"] else None}),
        touched,
    )
