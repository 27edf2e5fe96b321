"""Our poller over the same feeds, as a process of its own: argv is database URL, address, number of feeds.

Prints one JSON line a round: CPU seconds of the process and its parser, the most memory both held, what came of it.
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from planner import clock
from planner.config import Settings
from planner.database import open_engine, upgrade
from planner.jobs.polling import Poller, poll_round
from planner.models import Source, SourcePeriod
from tests.factories import make_unit

TICKS = os.sysconf("SC_CLK_TCK")


def children() -> list[str]:
    """The numbers of living children: the parser, whichever thread started it."""
    return [path.parent.name for path in Path("/proc").glob("[0-9]*/stat") if parent(path) == os.getpid()]


def parent(path: Path) -> int:
    try:
        return int(path.read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0  # it ended while we looked


def cpu() -> float:
    """Seconds so far, of this process, of children that ended and of those that live."""
    spent = os.times()
    living = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in children()]
    ours = spent.user + spent.system + spent.children_user + spent.children_system
    return ours + sum(int(stat[11]) + int(stat[12]) for stat in living) / TICKS


def peak_mb() -> float:
    """The most memory this process and its children held (VmHWM)."""
    pages = [Path(f"/proc/{pid}/status").read_text().splitlines() for pid in ("self", *children())]
    return sum(int(line.split()[1]) / 1024 for lines in pages for line in lines if line.startswith("VmHWM"))


def add_sources(session: Session, address: str, feeds: int) -> None:
    now = clock.now()
    unit = make_unit(session)
    rows = [
        {"name": f"Báo {n}", "url": f"{address}/{n}.rss", "state_since": now, "next_poll_at": now} for n in range(feeds)
    ]
    session.execute(insert(Source), rows)
    numbers = session.scalars(select(Source.id)).all()
    session.execute(insert(SourcePeriod), [{"source_id": number, "unit_id": unit.id} for number in numbers])


def main(url: str, address: str, feeds: int) -> None:
    upgrade(url)
    engine = open_engine(url)
    with Session(engine) as session, session.begin():
        add_sources(session, address, feeds)
    settings = Settings(Path(url.rpartition("/")[0].removeprefix("sqlite:///")), url, "bench",
                        fetch_allow=(address.removeprefix("http://"),))  # fmt: skip
    poller = Poller(engine, settings, "bench")
    for _line in sys.stdin:
        begun = cpu()
        outcomes = poll_round(poller, everything=True)
        held = peak_mb()
        tally = Counter({"new": 0, "same": 0})
        for outcome in outcomes:
            tally.update({"new": outcome.tally.new, "same": outcome.tally.same, "changed": outcome.tally.changed})
        spent = cpu() - begun
        failed = [outcome.problem for outcome in outcomes if outcome.problem]
        sys.stdout.write(
            json.dumps({"cpu": spent, "mb": held, "failed": failed[:3], "feeds": len(outcomes), **tally}) + "\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
