"""What the board's address asks for, checked against what the viewer may see; and addresses that say the same."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from flask import request, url_for

from planner.domain.access import Action, Visibility, units_within
from planner.domain.counting_groups import shipped_groups
from planner.domain.coverage import Measure
from planner.domain.figures import Figures
from planner.domain.periods import (
    Period,
    campaign_period,
    half_of,
    month_before,
    month_of,
    period_before,
    quarter_of,
    year_of,
)
from planner.domain.tally import EVERYTHING, Filter
from planner.errors import NotFound
from planner.forms.board import BY_RULE, TODAYS_UNITS, BoardForm, Offered
from planner.language.catalogue import SOURCE_LANGUAGE
from planner.models import Campaign
from planner.queries.board import figures_of
from planner.queries.campaigns import all_campaigns, campaign_by_key
from planner.queries.columns import columns_seen
from planner.queries.coverage import Scope
from planner.queries.people import lineage
from planner.vocabulary import N_
from planner.web import identity
from planner.web.access import NOT_HERE
from planner.web.rendering import _

Chosen = TypeVar("Chosen", bound=BoardForm)
PAGES = (
    (N_("Tổng hợp"), "board.show"),
    (N_("Bảng chéo"), "board_pages.crossed"),
    (N_("Chuyên mục"), "board_pages.columns"),
    (N_("Điển hình, địa bàn"), "board_pages.exemplars"),
    (N_("So kỳ, biến động"), "board_pages.changes"),
    (N_("Chỉ tiêu"), "targets.index"),
    (N_("Đôn đốc"), "urging.index"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A campaign, a period, one unit or all the viewer may see, whether what a rule took counts too, what narrows all
    figures, and whether merged units are counted as the unit that stands today.
    """

    campaign: Campaign
    period: Period
    unit_id: int | None
    by_rule: bool = False
    narrow: Filter = EVERYTHING
    present: bool = False

    @property
    def scope(self) -> Scope:
        """The rows asked for, as far as the viewer may see them."""
        allowed = units_within(identity.viewer(), Action.SEE_BOARD)
        asked = allowed if self.unit_id is None else frozenset({self.unit_id})
        if self.present and self.unit_id is not None:
            asked = lineage(identity.database(), [self.unit_id])
        units = asked if allowed is None or asked is None else asked & allowed
        return Scope(self.campaign.id, self.period, units, self.by_rule, self.narrow, self.present)

    def figures(self, language: str = SOURCE_LANGUAGE) -> Figures:
        """The figures of the choice; a report keeps the source language, a page is in the reader's."""
        return figures_of(
            identity.database(),
            self.campaign,
            self.scope,
            today=identity.today(),
            zone=identity.settings().zone,
            now=identity.now(),
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
        narrow = self.narrow
        return {
            "tinh": BY_RULE if self.by_rule else None,
            "ten": TODAYS_UNITS if self.present else None,
            "chu-de": narrow.theme_id,
            "the-loai": narrow.group,
            "loai-hinh": narrow.medium.value if narrow.medium else None,
            "trong-chuyen-muc": narrow.in_column,
        }

    def list_url(self, wanted: Filter, measure: Measure | None = None) -> str:
        """The address of the list behind a figure; ``measure`` when the place alone is given."""
        wanted = replace(wanted, measure=measure or wanted.measure)
        more: dict[str, Any] = {
            "so-lieu": wanted.measure.value if wanted.measure else None,
            "don-vi": wanted.unit_id or self.unit_id,
            "chu-de": wanted.theme_id,
            "the-loai": wanted.group,
            "loai-hinh": wanted.medium.value if wanted.medium else None,
            "thang": f"{wanted.month:%Y-%m}" if wanted.month else None,
            "tuan": wanted.week.isoformat() if wanted.week else None,
            "chuyen-muc": wanted.column_id,
        }
        return self.url("board.items", **{name: value for name, value in more.items() if value is not None})

    def column(self, column_id: int) -> Filter:
        """The place of a column's instalments."""
        return Filter(column_id=column_id)

    def cleared(self, endpoint: str) -> str:
        """The same page without what narrows it or counts otherwise."""
        return Choice(self.campaign, self.period, self.unit_id).url(endpoint)

    def before(self) -> "Choice":
        """The same of the period before."""
        return replace(self, period=period_before(self.period))

    def pages(self, current: str) -> Sequence[tuple[str, str, bool, None]]:
        """The pages of the board with this choice, for the tabs."""
        return [(_(words), self.url(endpoint), endpoint == current, None) for words, endpoint in PAGES]

    def periods(self, endpoint: str = "board.show", **more: Any) -> Sequence[tuple[str, str, bool, None]]:
        """Quick links for the tabs: words, address, whether it is the one shown."""
        today = identity.today()
        quick = (
            (N_("Tháng này"), month_of(today)),
            (N_("Tháng trước"), month_before(today)),
            (N_("Quý này"), quarter_of(today)),
            (N_("6 tháng"), half_of(today)),
            (N_("Năm nay"), year_of(today)),
            (N_("Cả đợt"), campaign_period(self.campaign.starts_on, self.campaign.ends_on, today)),
        )
        return [(_(words), self.url(endpoint, period, **more), period == self.period, None) for words, period in quick]


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
    form.offer(
        Offered(
            campaigns=[(row.key, row.short_title) for row in campaigns],
            units=_units(campaign),
            themes=[(theme.id, theme.name) for theme in campaign.themes] if campaign else (),
            groups=[(group.key, group.name) for group in shipped_groups() if not group.of_columns],
            columns=_columns(campaign),
        )
    )
    return form, campaign


def choice_of(form: BoardForm, campaign: Campaign) -> Choice:
    """What a valid form asks for; the current month when it names no days. The days are filled in for the reader."""
    period = form.period(month_of(identity.today()))
    form.since.data, form.until.data = period.first, period.last
    return Choice(
        campaign, period, form.unit.data, form.count.data == BY_RULE, form.narrow(), form.names.data == TODAYS_UNITS
    )


def _units(campaign: Campaign | None) -> list[tuple[int, str]]:
    allowed = units_within(identity.viewer(), Action.SEE_BOARD)
    members = campaign.units if campaign else []
    return [
        (row.unit_id, row.unit.name_on(identity.today()).name)
        for row in members
        if allowed is None or row.unit_id in allowed
    ]


def _columns(campaign: Campaign | None) -> list[tuple[int, str]]:
    if campaign is None:
        return []
    allowed = units_within(identity.viewer(), Action.SEE_BOARD)
    sight = Visibility(everything=allowed is None, unit_ids=allowed or frozenset())
    return [
        (column.id, column.name)
        for column in columns_seen(identity.database(), sight)
        if column.campaign_id == campaign.id
    ]
