"""What the board's address asks for, checked against what the viewer may see; and addresses that say the same."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from flask import request, url_for

from planner.domain.access import Action, units_within
from planner.domain.coverage import Measure
from planner.domain.figures import Figures
from planner.domain.periods import Period, campaign_period, month_before, month_of, quarter_of, year_of
from planner.domain.tally import Filter
from planner.errors import NotFound
from planner.forms.board import BY_RULE, BoardForm
from planner.language.catalogue import SOURCE_LANGUAGE
from planner.models import Campaign
from planner.queries.board import figures_of
from planner.queries.campaigns import all_campaigns, campaign_by_key
from planner.queries.coverage import Scope
from planner.vocabulary import N_
from planner.web import identity
from planner.web.access import NOT_HERE
from planner.web.rendering import _

Chosen = TypeVar("Chosen", bound=BoardForm)


@dataclass(frozen=True, slots=True)
class Choice:
    """A campaign, a period, one unit or all the viewer may see, and whether what a rule took counts too."""

    campaign: Campaign
    period: Period
    unit_id: int | None
    by_rule: bool = False

    def figures(self, language: str = SOURCE_LANGUAGE) -> Figures:
        """The figures of the choice; a report keeps the source language, a page is in the reader's."""
        allowed = units_within(identity.viewer(), Action.SEE_BOARD)
        asked = allowed if self.unit_id is None else frozenset({self.unit_id})
        units = asked if allowed is None or asked is None else asked & allowed
        scope = Scope(self.campaign.id, self.period, units, self.by_rule)
        return figures_of(
            identity.database(),
            self.campaign,
            scope,
            today=identity.today(),
            zone=identity.settings().zone,
            language=language,
        )

    def url(self, endpoint: str, period: Period | None = None, **more: Any) -> str:
        """An address with this choice in it; parts that are None are left out."""
        shown = period or self.period
        days: dict[str, Any] = {"tu": shown.first.isoformat(), "den": shown.last.isoformat()}
        parts: dict[str, Any] = {"dot": self.campaign.key} | days | {"don-vi": self.unit_id} | self._counting | more
        return url_for(endpoint, **parts)

    @property
    def _counting(self) -> dict[str, Any]:
        return {"tinh": BY_RULE if self.by_rule else None}

    def list_url(self, wanted: Filter, measure: Measure | None = None) -> str:
        """The address of the list behind a figure; ``measure`` when the place alone is given."""
        wanted = replace(wanted, measure=measure or wanted.measure)
        more = {
            "so-lieu": wanted.measure.value if wanted.measure else None,
            "don-vi": wanted.unit_id or self.unit_id,
            "chu-de": wanted.theme_id,
            "the-loai": wanted.group,
            "thang": f"{wanted.month:%Y-%m}" if wanted.month else None,
            "chuyen-muc": wanted.column_id,
        }
        return self.url("board.items", **more)

    def periods(self) -> Sequence[tuple[str, str, bool, None]]:
        """Quick links for the tabs: words, address, whether it is the one shown."""
        today = identity.today()
        quick = (
            (N_("Tháng này"), month_of(today)),
            (N_("Tháng trước"), month_before(today)),
            (N_("Quý này"), quarter_of(today)),
            (N_("Năm nay"), year_of(today)),
            (N_("Cả đợt"), campaign_period(self.campaign.starts_on, self.campaign.ends_on, today)),
        )
        return [(_(words), self.url("board.show", period), period == self.period, None) for words, period in quick]


def read(kind: type[Chosen]) -> tuple[Chosen, Campaign | None]:
    """The form of the address with its lists filled, and the campaign it names (the newest when it names none).

    No campaign at all gives None. Raises NotFound for a campaign there is not.
    """
    session = identity.database()
    campaigns = all_campaigns(session)
    form = kind(request.args)
    named = form.campaign.data or (campaigns[0].key if campaigns else "")
    campaign = campaign_by_key(session, named) if named else None
    if named and campaign is None:
        raise NotFound(NOT_HERE)
    form.campaign.data = campaign.key if campaign else ""
    form.offer([(row.key, row.short_title) for row in campaigns], _units(campaign))
    return form, campaign


def choice_of(form: BoardForm, campaign: Campaign) -> Choice:
    """What a valid form asks for; the current month when it names no days. The days are filled in for the reader."""
    period = form.period(month_of(identity.today()))
    form.since.data, form.until.data = period.first, period.last
    return Choice(campaign, period, form.unit.data, form.count.data == BY_RULE)


def _units(campaign: Campaign | None) -> list[tuple[int, str]]:
    allowed = units_within(identity.viewer(), Action.SEE_BOARD)
    members = campaign.units if campaign else []
    return [
        (row.unit_id, row.unit.name_on(identity.today()).name)
        for row in members
        if allowed is None or row.unit_id in allowed
    ]
