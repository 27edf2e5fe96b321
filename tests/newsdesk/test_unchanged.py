"""An answer that brings nothing new is stored in a batch as it would be stored alone."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from planner.models import Base, Fetch, Observation, Source
from planner.newsdesk.ingest import Desk, Received, take_in
from planner.newsdesk.unchanged import Answer, is_plain, take_in_unchanged
from planner.vocabulary import SourceState
from tests.factories import NOW, make_source, make_unit
from tests.newsdesk.test_observed_time import ZONE, answering, body_of, failing, item, result_of
from tests.queries.counting import statements

LATER = NOW + timedelta(hours=6)
BODY = body_of([item(NOW - number * timedelta(hours=1)) for number in range(9)])
OTHER_TAG = replace(result_of(LATER, status=304), etag="W/x", last_modified="hôm qua")
ANSWERS = {
    "304": Received(result_of(LATER, status=304), full=False),
    "304 with another ETag": Received(OTHER_TAG, full=False),
    "the same body": Received(replace(result_of(LATER, BODY), body=b"", max_age=timedelta(minutes=40))),
}


def make_read(session: Session, **fields: Any) -> Source:
    """A source that has been read once and is being read again."""
    source = make_source(session, make_unit(session))
    take_in(session, source.id, answering(NOW, BODY), Desk("", NOW, ZONE))
    for name, value in ({"lease_by": "thử", "lease_until": LATER} | fields).items():
        setattr(source, name, value)
    session.flush()
    return source


def rows(session: Session, source: Source) -> list[dict[str, Any]]:
    """Everything stored of a source but numbers, names and addresses of its own."""
    session.expire_all()
    tables: list[tuple[type[Base], Any]] = [
        (Source, Source.id == source.id),
        (Fetch, Fetch.source_id == source.id),
        (Observation, Observation.source_id == source.id),
    ]
    own = {"id", "source_id", "name", "url", "version", "decoded_bytes"}
    return [
        {str(name): value for name, value in row._mapping.items() if name not in own}
        for table, mine in tables
        for row in session.execute(select(*table.__table__.columns).where(mine))
    ]


@pytest.mark.parametrize("case", ANSWERS)
def test_a_batch_writes_what_a_single_answer_writes(session: Session, case: str) -> None:
    alone, batched = make_read(session), make_read(session)

    one = take_in(session, alone.id, ANSWERS[case], Desk("thử", LATER, ZONE, spread=0.5))
    answers = [Answer(batched.id, ANSWERS[case], 0, 0.5)]
    (other,) = take_in_unchanged(session, answers, worker="thử", now=LATER).values()

    assert one is not None
    assert rows(session, batched) == rows(session, alone)
    assert (other.tally, other.next_at, other.next_why) == (one.tally, one.next_at, one.next_why)


@pytest.mark.parametrize(
    "fields",
    [
        {"lease_by": "người khác"},
        {"state": SourceState.LATE},
        {"state": SourceState.PAUSED},
        {"anchor_at": None},
        {"newest_at": NOW - timedelta(days=3)},
    ],
    ids=str,
)
def test_a_source_that_needs_a_closer_look_is_left_alone(session: Session, fields: dict[str, Any]) -> None:
    source = make_read(session, **fields)
    before = rows(session, source)

    assert take_in_unchanged(session, [Answer(source.id, ANSWERS["304"], 0, 0.0)], worker="thử", now=LATER) == {}
    assert rows(session, source) == before


@pytest.mark.parametrize(
    "received",
    [
        failing("timeout")(LATER),
        answering(LATER, BODY),
        Received(replace(result_of(LATER, status=304), redirects=("https://bao.example.vn/cu",))),
        Received(replace(result_of(LATER, status=304), detail="redirected from https to http")),
    ],
    ids=["failed", "a document", "redirected", "with an oddity"],
)
def test_only_a_plain_answer_goes_into_a_batch(received: Received) -> None:
    assert not is_plain(received)
    assert is_plain(ANSWERS["304"])


def test_a_batch_costs_the_same_statements_for_one_and_for_thirty(session: Session, engine: Engine) -> None:
    costs = []
    for count in (1, 30):
        sources = [make_read(session) for _ in range(count)]
        with statements(engine) as sent:
            answers = [Answer(source.id, ANSWERS["304"], 0, 0.0) for source in sources]
            assert len(take_in_unchanged(session, answers, worker="thử", now=LATER)) == count
        costs.append(len(sent))
    assert costs[0] == costs[1]
