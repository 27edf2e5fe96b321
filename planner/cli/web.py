"""``planner web``."""

import click

from planner.cli.place import settings
from planner.cli.serving import prepare_logs, serve_web
from planner.jobs.wakeup import waker


@click.command()
def command() -> None:
    """Chỉ chạy trang web; việc nền chạy riêng bằng “planner worker”."""
    prepare_logs()
    place = settings()
    serve_web(place, waker(place))
