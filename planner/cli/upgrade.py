"""``planner upgrade``."""

import click

from planner.cli.place import settings
from planner.database import safe_url, upgrade


@click.command()
def command() -> None:
    """Tạo cơ sở dữ liệu khi chưa có, hoặc nâng cấp lên phiên bản của chương trình này."""
    place = settings()
    upgrade(place.database_url)
    click.echo(f"Cơ sở dữ liệu sẵn sàng: {safe_url(place.database_url)}")
