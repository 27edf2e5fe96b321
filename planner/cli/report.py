"""``planner report``: the coverage report as a file, for scripts and schedules. It shows every unit."""

from datetime import date, datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from planner import clock
from planner.cli.place import reading, settings
from planner.config import Settings
from planner.documents.printing import print_report
from planner.documents.profile import profile_of, shipped_profiles
from planner.domain.periods import Period, month_of
from planner.domain.report import Report
from planner.errors import Invalid, NotFound, Unavailable
from planner.models import Campaign
from planner.queries.campaigns import campaign_by_key
from planner.queries.coverage import Scope
from planner.queries.reports import drafted
from planner.vocabulary import FileKind

DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])
KINDS = click.Choice([kind.value for kind in FileKind])
PROFILES = click.Choice([profile.key for profile in shipped_profiles()])


@click.command()
@click.option("--campaign", "key", required=True, metavar="MÃ|SỐ", help="Mã đợt tuyên truyền, hoặc số của đợt.")
@click.option("--from", "first", type=DAY, help="Ngày đầu kỳ (2026-11-01). Bỏ trống: đầu tháng này.")
@click.option("--to", "last", type=DAY, help="Ngày cuối kỳ. Bỏ trống: cuối tháng của ngày đầu kỳ.")
@click.option(
    "--format", "kind", type=click.Choice([kind.value for kind in FileKind]), default="docx", show_default=True
)
@click.option("--profile", type=PROFILES, help="Thể thức văn bản. Bỏ trống: theo ngày hôm nay.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Tệp ghi ra.")
def command(
    key: str, first: datetime | None, last: datetime | None, kind: str, profile: str | None, output: Path
) -> None:
    """Xuất báo cáo kết quả tuyên truyền của mọi đơn vị trong một kỳ."""
    place = settings()
    today = clock.local_date(clock.now(), place.zone)
    period = _period(first, last, today)
    with reading(place) as session:
        report = _draft(session, _campaign(session, key), period, today, place)
    _save(_written(report, kind, profile), output)
    click.echo(f"Đã ghi {output}: {period.words}, danh mục có {len(report.annex)} lần đăng, phát.")


def _period(first: datetime | None, last: datetime | None, today: date) -> Period:
    starts = first.date() if first else (last.date() if last else today).replace(day=1)
    ends = last.date() if last else month_of(starts).last
    if ends < starts:
        raise Invalid("Ngày cuối kỳ phải sau ngày đầu kỳ. Sửa --from hoặc --to.")
    return Period(starts, ends)


def _campaign(session: Session, key: str) -> Campaign:
    campaign = campaign_by_key(session, key)
    if campaign is None:
        raise NotFound("Không có đợt tuyên truyền “%(key)s”. Mã của đợt nằm cuối địa chỉ trang của đợt.", {"key": key})
    return campaign


def _draft(session: Session, campaign: Campaign, period: Period, today: date, place: Settings) -> Report:
    scope = Scope(campaign.id, period)
    return drafted(session, campaign, scope, today=today, zone=place.zone, now=clock.now())


def _written(report: Report, kind: str, profile: str | None) -> bytes:
    return print_report(report, FileKind(kind), profile_of(report, profile or ""))


def _save(content: bytes, output: Path) -> None:
    """A whole file or none: a script must never find half a report."""
    unfinished = output.with_name(f".{output.name}.unfinished")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(output)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        message = "Không ghi được tệp %(file)s: %(why)s. Chọn thư mục khác rồi chạy lại."
        raise Unavailable(message, {"file": output, "why": error.strerror}) from error
