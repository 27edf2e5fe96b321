"""``make bench``: matching on SQLite, in CPU time; ends with 1 on a missed target.

8,000 published items are read into the full text, 10,000 plans are open, and new items ask which of them they may carry
out. One new item in five is about one of the plans, in other words. Texts are drawn from the counted words of the news.
"""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import click
from sqlalchemy import insert
from sqlalchemy.orm import Session

from planner.database import open_engine, upgrade
from planner.language.frequency import shares
from planner.models import PlannedItem, PublishedItem, Unit
from planner.newsdesk.suggesting import compare_changed_plans, suggest_for_new
from planner.vocabulary import Medium, Provenance, Status
from tests.factories import NOW, TODAY, make_genre, make_unit

ITEMS, PLANS, NEW = 8_000, 10_000, 300
LEAST_INDEXED, MOST_FOR_ONE, MOST_MEGABYTES = 500.0, 0.010, 150.0
RARE = 20_000  # invented names and rare words


class Writer:
    """Writes titles and leads; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        pairs = [(word, share) for word, share in shares().items() if " " not in word]
        self._words, self._weights = [word for word, _share in pairs], [share for _word, share in pairs]

    def words(self, common: int, rare: int) -> list[str]:
        drawn = self._chance.choices(self._words, self._weights, k=common)
        # Zipf's law, roughly: the n-th rare word is drawn n times more seldom.
        drawn += [f"Từ{int(RARE ** self._chance.random())}x" for _ in range(rare)]
        self._chance.shuffle(drawn)
        return drawn

    def title(self) -> str:
        return " ".join(self.words(8, 4))

    def lead(self) -> str:
        return " ".join(self.words(26, 8))

    def retold(self, title: str) -> str:
        kept = title.split()
        self._chance.shuffle(kept)
        return " ".join([*kept[:8], *self.words(3, 1)])


def plan_row(number: int, unit: int, genre: int, title: str) -> dict[str, object]:
    return {
        "unit_id": unit, "genre_id": genre, "medium": Medium.ONLINE, "title": title, "created_at": NOW,
        "revised_at": NOW, "status": Status.PLANNED, "publish_on": TODAY + timedelta(days=9 + number % 15),
    }  # fmt: skip


def item_row(number: int, unit: int, title: str, lead: str) -> dict[str, object]:
    return {
        "unit_id": unit, "unit_name": "Báo", "medium": Medium.ONLINE, "provenance": Provenance.FEED, "title": title,
        "summary": lead, "canonical": f"https://bao.example.vn/{number}", "first_seen_at": NOW, "last_seen_at": NOW,
        "published_on": TODAY + timedelta(days=number % 30),
    }  # fmt: skip


def cpu(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


def until_done(session: Session, call: Callable[[], int]) -> None:
    """As the worker does: a session's memory ends with each batch."""
    while call():
        session.flush()
        session.expunge_all()


@click.command()
def main() -> None:
    """Measure indexing, and one new item against 10,000 open plans."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.sqlite'}"
        upgrade(url)
        engine = open_engine(url)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with Session(engine) as session, session.begin():
            indexed, planned, one = measured(session, make_unit(session), Writer(7))
        engine.dispose()
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    click.echo(f"indexed {ITEMS / indexed:.0f} items a CPU-second, {PLANS / planned:.0f} plans a CPU-second")
    click.echo(f"one new item against {PLANS:,} open plans {one * 1000:.1f} ms of CPU; memory {grown:.0f} MB more")
    ok = ITEMS / indexed >= LEAST_INDEXED and one <= MOST_FOR_ONE and grown <= MOST_MEGABYTES
    sys.exit(0 if ok else 1)


def measured(session: Session, unit: Unit, writer: Writer) -> tuple[float, float, float]:
    """CPU-seconds of indexing all items, of indexing all plans, and of comparing one new item."""
    genre, unit_id = make_genre(session).id, unit.id
    session.execute(
        insert(PublishedItem), [item_row(number, unit_id, writer.title(), writer.lead()) for number in range(ITEMS)]
    )
    indexed = cpu(lambda: until_done(session, lambda: suggest_for_new(session, NOW)))
    titles = [writer.title() for _ in range(PLANS)]
    session.execute(
        insert(PlannedItem), [plan_row(number, unit_id, genre, title) for number, title in enumerate(titles)]
    )
    planned = cpu(lambda: until_done(session, lambda: compare_changed_plans(session, NOW)))
    session.execute(
        insert(PublishedItem),
        [
            item_row(
                ITEMS + number,
                unit_id,
                writer.retold(titles[number * 7]) if number % 5 == 0 else writer.title(),
                writer.lead(),
            )
            for number in range(NEW)
        ],
    )
    return indexed, planned, cpu(lambda: until_done(session, lambda: suggest_for_new(session, NOW))) / NEW


if __name__ == "__main__":
    main()
