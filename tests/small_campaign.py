"""A campaign small enough to count by hand, with one of everything the board must tell apart.

November 2026 read on 23/11. Báo Thử Nghiệm: plan A (two themes) came out twice, on the web and on paper; plan B's day
passed in vain; plan C is still to come; plan D was cancelled; idea E is no plan; plan F was meant for October and came
out in November. Đài Thử Nghiệm: plan G came out; one piece nobody planned counts, one is not relevant. A column
promised three instalments: one kept (by G), one missed, one to come.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from planner.models import Campaign, Column, Match, PlannedItem, PublishedItem, Relevance, Theme, Unit
from planner.vocabulary import MatchState, Medium, Provenance, RelevanceState, Status
from tests.factories import (
    NOW,
    make_campaign,
    make_column,
    make_genre,
    make_item,
    make_published,
    make_slot,
    make_theme,
    make_unit,
)

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
HOSTILE = '=HYPERLINK("x") <b>&amp; ]]>\u202e😀 ' + "đ" * 250


@dataclass(frozen=True)
class SmallCampaign:
    campaign: Campaign
    paper: Unit
    station: Unit
    science: Theme
    models: Theme
    column: Column
    planned: dict[str, PlannedItem]
    published: dict[str, PublishedItem]


def day(number: int, month: int = 11) -> date:
    return date(2026, month, number)


def confirm(session: Session, item: PlannedItem, published: PublishedItem, **fields: Any) -> Match:
    values: dict[str, Any] = {"state": MatchState.CONFIRMED, "score": 0.9, "rule": "thử", "suggested_at": NOW} | fields
    match = Match(item_id=item.id, published_item_id=published.id, **values)
    session.add(match)
    session.flush()
    return match


def judge(session: Session, campaign: Campaign, published: PublishedItem, **fields: Any) -> Relevance:
    values: dict[str, Any] = {
        "state": RelevanceState.COUNTED,
        "score": 0.9,
        "rule": "thử",
        "suggested_at": NOW,
    } | fields
    relevance = Relevance(campaign_id=campaign.id, published_item_id=published.id, **values)
    session.add(relevance)
    session.flush()
    return relevance


def make_small_campaign(session: Session) -> SmallCampaign:
    paper, station = make_unit(session, "Báo Thử Nghiệm"), make_unit(session, "Đài Thử Nghiệm")
    campaign = make_campaign(session, paper, station, key="thu-nghiem", report=REPORT)
    science, models = (make_theme(session, campaign, name) for name in ("Khoa học", "Mô hình hay"))
    news = make_genre(session, name="tin", group="tin")
    article = make_genre(session, name="bài phản ánh", group="bai")
    film = make_genre(session, name="phóng sự", group="phong_su")
    column = make_column(session, station, name="Khoa học và đời sống", campaign=campaign)
    kept, _missed, _coming = (make_slot(session, column, on) for on in (day(5), day(12), day(26)))

    def plan(unit: Unit, title: str, **fields: Any) -> PlannedItem:
        values: dict[str, Any] = {"campaign": campaign, "genre": article, "themes": [science]} | fields
        return make_item(session, unit, title, **values)

    planned = {
        "A": plan(paper, HOSTILE, publish_on=day(3), themes=[science, models]),
        "B": plan(paper, "Bài lỡ hẹn", publish_on=day(10)),
        "C": plan(paper, "Tin sắp đăng", publish_on=day(28), genre=news),
        "D": plan(paper, "Bài đã hủy", publish_on=day(11), status=Status.CANCELLED, status_reason="bão"),
        "E": plan(paper, "Mới là ý tưởng", publish_on=day(12), status=Status.IDEA),
        "F": plan(paper, "Tin tháng trước", publish_on=day(30, 10), genre=news, themes=[models]),
        "G": plan(
            station, "Phóng sự", publish_on=day(5), genre=film, column=column, slot=kept, medium=Medium.TELEVISION
        ),
    }
    published = {
        "A-web": make_published(session, paper, HOSTILE, published_on=day(3), author="Tác Giả"),
        "A-paper": make_published(
            session, paper, "Bản in", published_on=day(4), provenance=Provenance.PRINT_PAGE, link=""
        ),
        "F": make_published(session, paper, "Tin", published_on=day(2)),
        "G": make_published(session, station, "Phóng sự", published_on=day(5), provenance=Provenance.BROADCAST_LOG),
        "outside": make_published(session, station, "Không hẹn trước", published_on=day(14)),
        "beside": make_published(session, station, "Việc khác", published_on=day(15)),
    }
    for item, airings in {"A": ("A-web", "A-paper"), "F": ("F",), "G": ("G",)}.items():
        for airing in airings:
            confirm(session, planned[item], published[airing])
    confirm(session, planned["B"], published["beside"], state=MatchState.SUGGESTED)
    judge(session, campaign, published["outside"], theme_id=science.id, genre_id=news.id)
    judge(session, campaign, published["beside"], state=RelevanceState.NOT_RELEVANT)
    judge(session, campaign, published["G"], theme_id=science.id)
    return SmallCampaign(campaign, paper, station, science, models, column, planned, published)


REPORT: dict[str, Any] = {
    "title": "Kết quả tuyên truyền thử nghiệm",
    "kind": "BC",
    "profile": "dang-hd05",
    "profiles": [],
    "place": "Thử Nghiệm",
    "signer_post": "Trưởng ban",
    "recipients": [
        {"text": "Cơ quan cấp trên (để báo cáo)", "letter_only": False},
        {"text": "Như kính gửi", "letter_only": True},
        {"text": "Lưu Văn phòng", "letter_only": False},
    ],
}
