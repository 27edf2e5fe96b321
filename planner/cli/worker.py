"""``planner worker``."""

import click

from planner.cli.place import settings
from planner.cli.serving import end_on_term, prepare_logs
from planner.database import open_engine
from planner.jobs.wakeup import wakeup_for
from planner.jobs.worker import Worker


@click.command()
def command() -> None:
    """Chỉ chạy việc nền: lấy tin, đối chiếu, mở kỳ mới. SIGTERM hoặc Ctrl-C dừng sau bước đang làm."""
    prepare_logs()
    place = settings()
    wakeup = wakeup_for(place)
    end_on_term(wakeup.stop)
    engine = open_engine(place.database_url)
    try:
        Worker(engine, place, wakeup).run()
    finally:
        engine.dispose()
