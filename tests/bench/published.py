"""A database with a million published items of 25 units over three years, made inside SQLite; the same every time.

One campaign has PLANS_A_YEAR plans a year; the other has all the rest, so that a report has something to leave out.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from planner.database import open_engine, upgrade
from planner.domain.periods import Period
from tests.factories import (
    NOW,
    TODAY,
    make_campaign,
    make_channel,
    make_column,
    make_genre,
    make_observed,
    make_person,
    make_slot,
    make_source,
    make_theme,
    make_unit,
)

UNITS, THEMES, YEARS, PLANS_A_YEAR, OTHER_PLANS = 25, 6, 3, 5_000, 150_000
DAYS = YEARS * 365
FIRST = TODAY - timedelta(days=DAYS - 1)
AGAIN = 5_475  # plans before a unit and a day come together once more: least common multiple of UNITS and DAYS
STAMP = "2026-01-01 00:00:00.000000"
NUMBERS = "WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n + 1 < :most)"
PUBLISHED = f"""
    {NUMBERS}
    INSERT INTO published_item (unit_id, unit_name, channel_id, source_id, medium, provenance, canonical, link, title,
        title_fold, summary, author, published_on, date_raw, date_field, date_rule, date_precision, date_confidence,
        first_seen_at, last_seen_at, matched_at, story, version)
    SELECT :first_unit + n % {UNITS}, 'Báo Thử Nghiệm', :first_channel + n % {UNITS}, :first_source + n % {UNITS},
        'bao_dien_tu', 'feed', 'bao.example.vn/bai-' || n, 'https://bao.example.vn/bai-' || n,
        'Mô hình hay số ' || n || ' của hợp tác xã', 'mo hinh hay so ' || n || ' cua hop tac xa', '', '',
        date(:first_day, '+' || (n / {UNITS} % {DAYS}) || ' days'), '', '', '', '', '',
        :stamp, :stamp, :stamp, '', 1
    FROM number
"""  # noqa: S608 only our own numbers
PLANS = f"""
    {NUMBERS}
    INSERT INTO planned_item (unit_id, campaign_id, genre_id, medium, title, title_fold, brief, place, note, publish_on,
        status, status_reason, created_at, sequence, revised_at, change_note, version, compared_version)
    SELECT :first_unit + n % {UNITS}, CASE WHEN n < :own THEN :campaign ELSE :other END, :first_genre + n % 3,
        'bao_dien_tu', 'Mô hình hay số ' || n, 'mo hinh hay so ' || n, '', '', '',
        date(:first_day, '+' || (n % {DAYS}) || ' days'),
        CASE WHEN n % 10 > 1 THEN 'published' WHEN n % 50 = 0 THEN 'cancelled' ELSE 'planned' END,
        '', :stamp, 0, :stamp, '', 1, 1
    FROM number
"""  # noqa: S608 only our own numbers
# Eight plans of ten came out, on their day and in their unit; one more is only suggested, and one has nothing.
MATCHES = f"""
    {NUMBERS}
    INSERT INTO match (item_id, published_item_id, state, score, reasons, rule, features, taken_back, pasted,
        suggested_at, decided_at, decided_by_id, version)
    SELECT :first_item + n, :first_published + {UNITS} * (n % {DAYS} + {DAYS} * (n / {AGAIN})) + n % {UNITS},
        CASE n % 10 WHEN 1 THEN 'suggested' ELSE 'confirmed' END, 0.9, '[]', 'bench', '{{}}', 0, 0,
        :stamp, :stamp, :person, 1
    FROM number WHERE n % 10 > 0
"""  # noqa: S608 only our own numbers
ITEM_THEMES = f"INSERT INTO item_theme SELECT id, :first_theme + id % {THEMES} FROM planned_item"  # noqa: S608
RELEVANCE = """
    INSERT INTO relevance (campaign_id, published_item_id, state, score, words, theme_id, genre_id, rule, suggested_at,
        decided_at, decided_by_id, version)
    SELECT :of, id, CASE id % 3 WHEN 0 THEN 'suggested' ELSE 'counted' END, 0.9, '[]', NULL, :first_genre + id % 3,
        'bench', :stamp, :stamp, :person, 1
    FROM published_item WHERE id % :each = 2
"""
OWN_EACH, OTHER_EACH = 100, 4  # every 100th published item is judged for the campaign, every 4th for the other


@dataclass(frozen=True, slots=True)
class PublishedHouse:
    """The database's address, the campaign measured, and the last whole month and year of it."""

    url: str
    campaign_id: int
    month: Period
    year: Period


def build(path: Path, items: int) -> PublishedHouse:
    """``items`` published; as many of the other campaign's plans as they can answer."""
    url = f"sqlite:///{path}"
    upgrade(url)
    engine = open_engine(url)
    with Session(engine) as session, session.begin():
        campaign_id, numbers = _house(session)
        own = PLANS_A_YEAR * YEARS
        plans = min(own + OTHER_PLANS, items // (UNITS * DAYS) * AGAIN)
        for statement, more in (
            (PUBLISHED, {"most": items}),
            (PLANS, {"most": plans, "own": own}),
            (MATCHES, {"most": plans}),
            (ITEM_THEMES, {"most": plans}),
            (RELEVANCE, {"of": numbers["campaign"], "each": OWN_EACH}),
            (RELEVANCE, {"of": numbers["other"], "each": OTHER_EACH}),
        ):
            session.execute(text(statement), numbers | more)
    engine.dispose()
    month_end = TODAY.replace(day=1) - timedelta(days=1)
    month = Period(month_end.replace(day=1), month_end)
    return PublishedHouse(url, campaign_id, month, Period(month_end - timedelta(days=364), month_end))


def _house(session: Session) -> tuple[int, dict[str, object]]:
    """Units, genres, campaigns and feeds watched all the time, and the numbers the bulk statements need."""
    units = [make_unit(session) for _ in range(UNITS)]
    channels = [make_channel(session, unit) for unit in units]
    sources = [make_source(session, unit) for unit in units]
    begin = datetime.combine(FIRST, time(), UTC) - timedelta(days=1)
    for source in sources:
        make_observed(session, source, begin, NOW)
    genres = [make_genre(session, group=group) for group in ("tin", "bai", "phong_su")]
    campaign, other = make_campaign(session, *units), make_campaign(session, *units)
    themes = [make_theme(session, campaign) for _ in range(THEMES)]
    for unit in units:
        column = make_column(session, unit, campaign=campaign)
        for days in range(0, 365, 7):
            make_slot(session, column, TODAY - timedelta(days=days))
    return campaign.id, {
        "first_unit": units[0].id,
        "first_channel": channels[0].id,
        "first_source": sources[0].id,
        "first_genre": genres[0].id,
        "first_theme": themes[0].id,
        "campaign": campaign.id,
        "other": other.id,
        "person": make_person(session, units[0]).id,
        "first_item": 1,
        "first_published": 1,
        "first_day": FIRST.isoformat(),
        "stamp": STAMP,
    }
