"""``planner try-feed``: what would be read from an address or a file. Stores nothing."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from feeds.isolated import parse_isolated
from feeds.recipes import Recipe
from feeds.records import FeedDocument
from planner import clock
from planner.cli.place import settings
from planner.config import Settings
from planner.language.style import date_time
from planner.models.source import recipe_of
from planner.newsdesk.asking import Asker
from planner.newsdesk.fetching import manners, understood
from planner.vocabulary import FetchProblem, SourceKind


@click.command()
@click.argument("place_or_file", metavar="URL|FILE")
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON.")
@click.option("--kind", type=click.Choice([kind.value for kind in SourceKind]), default="feed", help="Loại nguồn.")
@click.option("--selector", "item", default="", help="Mẫu CSS chọn bài của trang danh sách.")
def command(place_or_file: str, *, as_json: bool, kind: str, item: str) -> None:
    """Đọc thử một nguồn tin (địa chỉ hoặc tệp) và cho biết hiểu ngày giờ thế nào. Mã thoát 1 khi không đọc được."""
    house = settings()
    recipe = recipe_of(SourceKind(kind), item)
    read = _from_web if "://" in place_or_file else _from_file
    problem, document = read(house, place_or_file, recipe)
    if as_json:
        click.echo(json.dumps(_report(problem, document), ensure_ascii=False, indent=2))
    else:
        _print(house, problem, document)
    sys.exit(1 if problem else 0)


def _from_web(house: Settings, url: str, recipe: Recipe) -> tuple[str, FeedDocument | None]:
    asked, now = manners(house), clock.now()
    asker = Asker(asked, recipe.obeys_robots)
    received = understood(asker(url), zone=str(house.zone), day_order="", now=now, recipe=recipe, ask=asker)
    return received.problem, received.document


def _from_file(house: Settings, name: str, recipe: Recipe) -> tuple[str, FeedDocument | None]:
    try:
        body = Path(name).read_bytes()
    except OSError as error:
        raise click.ClickException(f"Không mở được tệp {name}: {error.strerror}") from error
    document = parse_isolated(body, content_type="", base_url="", zone=house.zone, now=clock.now(), recipe=recipe)
    return document.error, document


def _report(problem: str, document: FeedDocument | None) -> dict[str, Any]:
    items = document.items if document else ()
    return {
        "ok": not problem,
        "reason": problem,
        "items": [
            {
                "title": item.title,
                "link": item.link,
                "guid": item.guid,
                "published": item.date.utc.isoformat() if item.date.utc else None,
                "date_rule": item.date.rule,
            }
            for item in items
        ],
    }


def _print(house: Settings, problem: str, document: FeedDocument | None) -> None:
    if problem:
        click.echo(f"Không đọc được: {FetchProblem(problem).label}.")
        return
    items = document.items if document else ()
    click.echo(f"Đọc được {len(items)} mục.")
    for item in items:
        day = date_time(item.date.utc, house.zone) if item.date.utc else "không rõ ngày"
        click.echo(f"- {day} [{item.date.rule}] {item.title}\n  {item.link}")
