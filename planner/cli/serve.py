"""``planner serve``."""

import click

from planner.cli.place import settings
from planner.cli.serving import prepare_logs, serve_both


@click.command()
def command() -> None:
    """Chạy trang web và việc nền (lấy tin, đối chiếu) trong một tiến trình. Cổng lấy từ biến PORT."""
    prepare_logs()
    serve_both(settings())
