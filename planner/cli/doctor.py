"""``planner doctor``: is this installation well? Plain sentences, exit code 1 when one of them is bad news."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import click
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from planner import clock
from planner.cli.place import settings
from planner.config import Settings
from planner.database import has_wal_reset_fix, newest_revision, open_engine, safe_url
from planner.errors import PlannerError
from planner.jobs import smtp
from planner.language.style import date_time, number
from planner.queries.health import newest_instant, troubled_sources

LEAST_FREE = 500 * 1024 * 1024
# No installation is older than the program: a clock before this day is wrong.
BUILT = datetime(2026, 11, 1, tzinfo=UTC)
AHEAD = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Finding:
    good: bool
    words: str


@click.command()
def command() -> None:
    """Kiểm tra cơ sở dữ liệu, đồng hồ, ổ đĩa, máy chủ thư và nguồn tin. Mã thoát 1 khi có điều cần sửa."""
    findings = list(examine(settings(), clock.now()))
    for finding in findings:
        click.echo(("tốt   " if finding.good else "SỬA   ") + finding.words)
    bad = sum(not finding.good for finding in findings)
    click.echo(f"Có {bad} điều cần sửa." if bad else "Mọi thứ đều tốt.")
    if bad:
        raise SystemExit(1)


def examine(place: Settings, now: datetime) -> Iterator[Finding]:
    """Every finding about an installation; a database that does not answer ends the list."""
    yield _disk(place)
    yield _mail(place)
    try:
        engine = open_engine(place.database_url)
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except (SQLAlchemyError, PlannerError) as error:
        yield Finding(False, f"Cơ sở dữ liệu {safe_url(place.database_url)} không mở được: {_first_line(error)}")
        return
    try:
        yield from _database(engine, place, now)
    finally:
        engine.dispose()


def _database(engine: Engine, place: Settings, now: datetime) -> Iterator[Finding]:
    yield from _sqlite(engine) if engine.dialect.name == "sqlite" else _postgres(engine)
    present, newest = newest_revision(engine)
    if present != newest:
        yield Finding(False, f"Cơ sở dữ liệu ở phiên bản {present or 'chưa tạo'}, cần {newest}: chạy planner upgrade.")
        return
    yield Finding(True, f"Cơ sở dữ liệu ở đúng phiên bản {newest}.")
    with Session(engine) as session:
        yield _clock(newest_instant(session), place, now)
        yield from _sources(session)


def _sqlite(engine: Engine) -> Iterator[Finding]:
    with engine.connect() as connection:
        version = str(connection.scalar(text("SELECT sqlite_version()")))
        journal = str(connection.scalar(text("PRAGMA journal_mode")))
        synchronous = connection.scalar(text("PRAGMA synchronous"))
        sound = str(connection.scalar(text("PRAGMA quick_check")))
    major, minor, patch = map(int, version.split("."))
    fixed = has_wal_reset_fix((major, minor, patch))
    yield Finding(
        fixed, f"SQLite {version}, {'đã' if fixed else 'CHƯA'} sửa lỗi hỏng dữ liệu khi nhiều tiến trình ghi."
    )
    durable = journal == "wal" and synchronous == 2
    yield Finding(durable, f"Chế độ ghi: journal_mode={journal}, synchronous={synchronous} (cần wal và 2).")
    yield Finding(sound == "ok", "Tệp dữ liệu nguyên vẹn." if sound == "ok" else f"Tệp dữ liệu hỏng: {sound}")


def _postgres(engine: Engine) -> Iterator[Finding]:
    with engine.connect() as connection:
        version = str(connection.scalar(text("SHOW server_version")))
        encoding = str(connection.scalar(text("SHOW server_encoding")))
        durable = str(connection.scalar(text("SHOW fsync"))) == "on"
    yield Finding(encoding == "UTF8", f"PostgreSQL {version}, bảng mã {encoding} (cần UTF8).")
    yield Finding(durable, f"Ghi bền xuống đĩa (fsync): {'bật' if durable else 'TẮT, mất điện sẽ mất dữ liệu'}.")


def _disk(place: Settings) -> Finding:
    free = shutil.disk_usage(place.data_dir).free
    words = f"Ổ đĩa của {place.data_dir} còn {number(free // 1024**2)} MB trống"
    return Finding(free >= LEAST_FREE, words + ("." if free >= LEAST_FREE else ", cần ít nhất 500 MB."))


def _mail(place: Settings) -> Finding:
    """Connects and signs in as sending would; nothing is sent."""
    if not place.smtp_url:
        return Finding(True, "Chưa cấu hình thư (PLANNER_SMTP_URL): thông báo chỉ hiện trong chương trình.")
    host = urlsplit(place.smtp_url).hostname
    try:
        server = smtp.connect(place)
        server.quit()
    except OSError as error:
        return Finding(False, f"Máy chủ thư {host} không nhận kết nối: {smtp.told(error)}")
    return Finding(True, f"Máy chủ thư {host} nhận kết nối; thư gửi từ {place.mail_from}.")


def _clock(newest: datetime | None, place: Settings, now: datetime) -> Finding:
    """Against the program's age and the newest thing in the database: a clock set back would break every order."""
    shown = f"Đồng hồ máy: {date_time(now, place.zone)} ({place.zone.key})"
    if now < BUILT:
        return Finding(False, f"{shown}: sớm hơn ngày làm ra chương trình. Chỉnh lại đồng hồ.")
    if newest and newest > now + AHEAD:
        behind = date_time(newest, place.zone)
        return Finding(False, f"{shown}: chậm hơn lần ghi gần nhất ({behind}). Chỉnh lại đồng hồ.")
    return Finding(True, f"{shown}.")


def _sources(session: Session) -> Iterator[Finding]:
    total, troubled = troubled_sources(session)
    for source in troubled:
        reason = source.state_reason or source.state.label
        yield Finding(False, f"Nguồn tin “{source.name}”: {reason}")
    if total and not troubled:
        yield Finding(True, f"{number(total)} nguồn tin đều lấy được.")
    if not total:
        yield Finding(True, "Chưa có nguồn tin nào.")


def _first_line(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    return (str(cause).splitlines() or [type(cause).__name__])[0]
