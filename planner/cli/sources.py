"""``planner sources``: how the sources do, and the list of them as a file."""

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from planner import clock
from planner.cli.place import reading, settings, transaction
from planner.domain.source_lists import read_list, to_csv, to_opml
from planner.language.style import date_time, number
from planner.models import Source
from planner.newsdesk.history import Actor
from planner.newsdesk.source_lists import lines_of, take_lines, weigh
from planner.queries.source_health import unobserved_hours
from planner.queries.sources import all_sources
from planner.vocabulary import SourceState


@click.group()
def command() -> None:
    """Kiểm tra nguồn tin; xuất, nhập danh sách nguồn tin."""


@command.command()
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON thay cho các dòng chữ.")
def check(*, as_json: bool) -> None:
    """Trạng thái, lần lấy tốt gần nhất, số giờ không theo dõi được trong 7 ngày của từng nguồn. Mã thoát 1 khi có
    nguồn được tính vào kết quả mà không hoạt động.
    """
    house, now = settings(), clock.now()
    with reading(house) as session:
        rows = _rows(session, all_sources(session), now, house.zone)
    if as_json:
        click.echo(json.dumps({"ok": not _wrong(rows), "sources": rows}, ensure_ascii=False, indent=2))
    elif not rows:
        click.echo("Chưa có nguồn tin nào.")
    else:
        for row in rows:
            click.echo(_line(row, house.zone))
    sys.exit(1 if _wrong(rows) else 0)


@command.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(file: Path) -> None:
    """Ghi danh sách nguồn tin ra FILE: OPML, hoặc CSV khi tên tệp kết thúc bằng .csv."""
    house, now = settings(), clock.now()
    with reading(house) as session:
        lines = lines_of(session, clock.local_date(now, house.zone))
    file.write_bytes(to_csv(lines) if file.suffix.lower() == ".csv" else to_opml(lines, now))
    click.echo(f"Đã ghi {len(lines)} nguồn tin vào {file}.")


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Chỉ xem trước, không ghi gì.")
def bring(file: Path, *, dry_run: bool) -> None:
    """Thêm các nguồn tin trong FILE (OPML hoặc CSV). Mã thoát 1 khi có dòng không nhận."""
    house, now = settings(), clock.now()
    lines = read_list(file.read_bytes())
    with transaction(house) as session:
        weighed = weigh(session, lines, clock.local_date(now, house.zone), otherwise=None)
        for one in weighed:
            fate = one.refusal or (f"đã có trong nguồn tin “{one.known}”" if one.known else "mới")
            click.echo(f"{one.line.name} ({one.line.url}): {fate}")
        if not dry_run and any(one.fresh for one in weighed):
            take_lines(session, Actor("planner sources import", now), weighed)
    sys.exit(1 if any(one.refusal for one in weighed) else 0)


def _rows(session: Session, sources: Sequence[Source], now: datetime, zone: ZoneInfo) -> list[dict[str, Any]]:
    hours = unobserved_hours(session, now, zone)
    return [
        {
            "id": source.id,
            "name": source.name,
            "url": source.url,
            "kind": source.kind.value,
            "state": source.state.value,
            "reason": source.state_reason,
            "counts": source.counts,
            "last_good_at": source.last_good_at.isoformat() if source.last_good_at else None,
            "unobserved_hours": round(hours.get(source.id, 0.0), 1),
        }
        for source in sources
    ]


def _wrong(rows: Sequence[dict[str, Any]]) -> bool:
    return any(row["counts"] and row["state"] != SourceState.OK for row in rows)


def _line(row: dict[str, Any], zone: ZoneInfo) -> str:
    good = date_time(datetime.fromisoformat(row["last_good_at"]), zone) if row["last_good_at"] else "chưa có"
    mark = "" if row["counts"] else " (không tính vào kết quả)"
    reason = f" {row['reason']}" if row["reason"] else ""
    missed = f"{number(round(row['unobserved_hours']))} giờ không theo dõi được trong 7 ngày"
    state = SourceState(row["state"]).label
    return f"{row['name']}{mark}: {state}.{reason} Lần lấy tốt gần nhất: {good}; {missed}."
