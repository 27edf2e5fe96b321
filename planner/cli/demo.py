"""``planner demo``: fill an empty database with the demonstration newsroom, once and in one transaction."""

import sys
from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import click

from planner import clock
from planner.cli.place import settings, transaction
from planner.config import Settings
from planner.domain.demo import parse_demo
from planner.domain.demo_feed import parse_demo_feed
from planner.domain.genres import parse_genres
from planner.domain.preset import parse_preset
from planner.newsdesk.demo import BUILDER, Books, build
from planner.newsdesk.demo_people import Account
from planner.newsdesk.demo_tracking import move_source
from planner.newsdesk.history import Actor
from planner.queries.demo import FEED_PATH, is_empty

KEPT_IN = "demo-accounts.txt"
EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104  (addresses to listen on, not to be asked at)


@click.command()
def command() -> None:
    """Nạp tòa soạn trình diễn vào cơ sở dữ liệu còn trống; chạy lại thì giữ nguyên dữ liệu đã có."""
    place, now = settings(), clock.now()
    books = shipped_books()
    url = feed_url(place, books.feed.name)
    kept = place.data_dir / KEPT_IN
    with transaction(place) as session:
        new = is_empty(session)
        if new:
            _say("Đang dựng tòa soạn trình diễn …")
            today = clock.local_date(now, place.zone)
            accounts = build(session, books, feed_url=url, now=now, today=today, zone=place.zone)
            _keep(kept, _table(accounts, place, now))
        else:
            move_source(session, Actor(BUILDER, now), books.feed.name, url)
    if new:
        click.echo(kept.read_text("utf-8"))
        click.echo(f"Bảng này được giữ trong {kept} (chỉ chủ tệp đọc được); mật khẩu không lưu ở nơi nào khác.")
    elif kept.is_file():
        click.echo(f"Dữ liệu trình diễn đã có từ trước. Tài khoản và mật khẩu: xem {kept}.")
    else:
        click.echo("Cơ sở dữ liệu đã có dữ liệu riêng nên không nạp dữ liệu trình diễn.")


def feed_url(place: Settings, name: str) -> str:
    """Where this installation serves the demonstration's feed to its own worker."""
    host = "127.0.0.1" if place.host in EVERYWHERE else place.host
    return f"http://{host}:{place.port}{FEED_PATH}{name}.rss"


def shipped_books() -> Books:
    """The demonstration as it comes with the program."""

    def shipped(name: str) -> str:
        return files("planner.presets").joinpath(f"{name}.yaml").read_text("utf-8")

    demo = parse_demo(shipped("demo"))
    return Books(
        demo, parse_preset(shipped(demo.campaign)), parse_genres(shipped("genres")), parse_demo_feed(shipped(demo.feed))
    )


def _table(accounts: Sequence[Account], place: Settings, now: datetime) -> str:
    """The accounts as text in columns, with where to sign in."""
    rows = [("Vai trò", "Tên đăng nhập", "Mật khẩu", "Họ tên", "Đơn vị")]
    rows += [(one.role.label, one.email, one.password, one.name, one.unit or "–") for one in accounts]
    widths = [max(len(row[place_]) for row in rows) for place_ in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    made = f"Tài khoản trình diễn, lập ngày {now.astimezone(place.zone):%d/%m/%Y}. Đăng nhập tại {place.address}"
    return "\n".join([made, "", *lines, ""])


def _keep(path: Path, text: str) -> None:
    """Written before the accounts are committed: there is never an account whose password nobody can read."""
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(text, "utf-8")


def _say(sentence: str) -> None:
    if sys.stderr.isatty():
        click.echo(sentence, err=True)
