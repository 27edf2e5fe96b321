"""Candidates from the database's own full text: what shares rare words with a plan, or with a published item.

Both engines answer alike, row for row: the worth of a row is a sum of whole numbers over the terms it has.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, Integer, String, Text, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from planner.domain.corpus import Counted
from planner.domain.matching import DAYS_AFTER, DAYS_BEFORE, MOST_CANDIDATES
from planner.domain.stored_words import ACCENTLESS, fts5_query, tsquery
from planner.models import WordCount
from planner.models.full_text import ALL_TEXTS
from planner.vocabulary import Status

# Numbers in one IN list: well under what either engine takes in a statement.
STEP = 500
MOST_PLANS = 30
Terms = Sequence[tuple[str, int]]

_SQLITE_HITS = """
    SELECT {table}.rowid AS id, sum(term.value) AS worth
    FROM json_each(:terms) AS term JOIN {table} ON {table} MATCH term.key GROUP BY {table}.rowid
"""
_POSTGRES_HITS = """
    SELECT hit.id AS id, sum(term.worth) AS worth
    FROM unnest(:queries, :worths) AS term (query, worth) JOIN {table} AS hit ON hit.{column} @@ term.query::tsquery
    GROUP BY hit.id
"""
_ITEMS = """
    SELECT item.id, item.title, item.summary, item.published_on FROM ({hits}) AS found
    JOIN published_item AS item ON item.id = found.id
    WHERE item.unit_id IN :units AND item.published_on BETWEEN :first AND :last
    ORDER BY found.worth DESC, item.id LIMIT :most
"""
_PLANS = """
    SELECT plan.id, plan.title, plan.brief, plan.publish_on FROM ({hits}) AS found
    JOIN planned_item AS plan ON plan.id = found.id
    WHERE plan.unit_id IN :units AND plan.status <> :cancelled
        AND (plan.publish_on IS NULL OR plan.publish_on BETWEEN :first AND :last)
    ORDER BY found.worth DESC, plan.id LIMIT :most
"""
_COLUMNS: dict[str, dict[str, Any]] = {
    "published_text": {"id": Integer, "title": String, "summary": Text, "published_on": Date},
    "plan_text": {"id": Integer, "title": String, "brief": Text, "publish_on": Date},
}


def counted(session: Session, terms: Iterable[str], *, plain: bool = False) -> Counted:
    """How many published texts have each of the terms, a statement for every 500 of them. ``plain``: without accents;
    words that fall together then add up.
    """
    wanted = sorted(set(terms))
    name = WordCount.plain if plain else WordCount.word
    holders: dict[str, int] = {}
    for start in range(0, len(wanted), STEP):
        rows = session.execute(
            select(name, func.sum(WordCount.texts)).where(name.in_(wanted[start : start + STEP])).group_by(name)
        )
        holders |= {word: int(texts) for word, texts in rows}
    return Counted(session.scalar(select(WordCount.texts).where(WordCount.word == ALL_TEXTS)) or 0, holders)


def published_like(
    session: Session,
    terms: Terms,
    unit_ids: Collection[int],
    days: tuple[date, date],
    most: int = MOST_CANDIDATES,
    *,
    plain: bool = False,
) -> Sequence[Any]:
    """Number, title, lead and day of what the units published between two days and that has most of the terms."""
    values = {"first": days[0], "last": days[1], "most": most}
    return _found(session, _ITEMS, "published_text", terms, unit_ids, values, plain=plain)


def has_accentless_plans(session: Session) -> bool:
    """Whether any plan was typed without accents; most sites have none."""
    if session.get_bind().dialect.name == "sqlite":
        query = text("SELECT 1 FROM plan_text WHERE plan_text MATCH :sign LIMIT 1")
        return session.scalar(query, {"sign": fts5_query("plain", ACCENTLESS)}) is not None
    query = text("SELECT 1 FROM plan_text WHERE plain @@ CAST(:sign AS tsquery) LIMIT 1")
    return session.scalar(query, {"sign": tsquery(ACCENTLESS)}) is not None


def plans_like(
    session: Session, terms: Terms, unit_ids: Collection[int], day: date, *, plain: bool = False
) -> Sequence[Any]:
    """Number, title, lead and day of the units' plans that something published on ``day`` may carry out."""
    days = {
        "first": day - timedelta(DAYS_AFTER),
        "last": day + timedelta(DAYS_BEFORE),
        "most": MOST_PLANS,
        "cancelled": Status.CANCELLED.value,
    }
    return _found(session, _PLANS, "plan_text", terms, unit_ids, days, plain=plain)


def _found(
    session: Session,
    statement: str,
    table: str,
    terms: Terms,
    unit_ids: Collection[int],
    values: dict[str, Any],
    *,
    plain: bool,
) -> Sequence[Any]:
    if not terms or not unit_ids:
        return []
    column = "plain" if plain else "words"
    if session.get_bind().dialect.name == "sqlite":
        hits = _SQLITE_HITS.format(table=table)
        asked: dict[str, Any] = {"terms": json.dumps({fts5_query(column, term): worth for term, worth in terms})}
        binds = [bindparam("terms", type_=Text)]
    else:
        hits = _POSTGRES_HITS.format(table=table, column=column)
        asked = {"queries": [tsquery(term) for term, _worth in terms], "worths": [worth for _term, worth in terms]}
        binds = [bindparam("queries", type_=ARRAY(String)), bindparam("worths", type_=ARRAY(Integer))]
    query = text(statement.format(hits=hits)).bindparams(bindparam("units", expanding=True), *binds)
    typed = query.columns(**_COLUMNS[table])
    return session.execute(typed, asked | values | {"units": list(unit_ids)}).all()
