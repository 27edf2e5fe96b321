"""``planner subscribe``: a private calendar link from the command line."""

import click
from sqlalchemy.orm import Session

from planner import clock
from planner.cli.place import settings, transaction
from planner.domain.calendar_clients import calendar_path
from planner.errors import Invalid, NotFound
from planner.models import Person
from planner.newsdesk.history import Actor
from planner.newsdesk.subscribing import LinkChoice, create_link
from planner.queries.people import person_by_email
from planner.queries.subscriptions import first_reporter
from planner.vocabulary import CalendarScope


@click.command()
@click.argument("email", required=False)
@click.option(
    "--demo-reporter",
    is_flag=True,
    help="Phóng viên đầu tiên đang có việc, khi không nêu EMAIL hoặc EMAIL chưa có tài khoản.",
)
@click.option("--unit", is_flag=True, help="Lịch của cả đơn vị thay cho việc của riêng người đó.")
@click.option("--label", default="dòng lệnh", show_default=True, help="Tên thiết bị hiện ở trang Đăng ký lịch.")
def command(email: str | None, demo_reporter: bool, unit: bool, label: str) -> None:
    """Tạo đường dẫn lịch riêng cho EMAIL và in phần đường dẫn sau tên máy chủ. Đường dẫn chỉ in một lần."""
    place, now = settings(), clock.now()
    with transaction(place) as session:
        person = _person(session, email, demo_reporter=demo_reporter)
        _link, token = create_link(
            session,
            Actor("dòng lệnh", now),
            person,
            label=label[:80],
            today=clock.local_date(now, place.zone),
            choice=LinkChoice(scope=CalendarScope.UNIT if unit else CalendarScope.MINE),
        )
        path = calendar_path(token, person.name)
    click.echo(path)


def _person(session: Session, email: str | None, *, demo_reporter: bool) -> Person:
    if not email and not demo_reporter:
        raise Invalid("Nêu thư điện tử của người cần đường dẫn, hoặc dùng --demo-reporter.")
    person = person_by_email(session, email) if email else None
    if person is None and demo_reporter:
        person = first_reporter(session)
    if person is None and email and not demo_reporter:
        raise NotFound("Không có tài khoản “%(email)s”. Thêm bằng lệnh planner user add.", {"email": email})
    if person is None:
        raise NotFound("Chưa có phóng viên nào. Nạp dữ liệu trình diễn bằng lệnh planner demo.")
    return person
