"""``planner user add``: an account without a browser, the first administrator's above all."""

import click
from sqlalchemy.orm import Session

from planner import clock
from planner.cli.place import settings, transaction
from planner.errors import NotFound
from planner.models import Unit
from planner.newsdesk.history import Actor
from planner.newsdesk.people import add_person, random_password
from planner.queries.units import unit_by_key
from planner.vocabulary import Role


@click.group()
def command() -> None:
    """Quản lý tài khoản người dùng."""


@command.command()
@click.argument("email")
@click.option("--name", required=True, help="Họ và tên.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]), help="Vai trò.")
@click.option("--unit", "unit_key", help="Mã đơn vị; bắt buộc với biên tập viên và phóng viên.")
@click.option("--post", default="", help="Chức danh trong đơn vị.")
def add(email: str, name: str, role: str, unit_key: str | None, post: str) -> None:
    """Thêm tài khoản EMAIL và in mật khẩu ngẫu nhiên một lần duy nhất."""
    password = random_password()
    with transaction(settings()) as session:
        person = add_person(
            session,
            Actor("dòng lệnh", clock.now()),
            email=email,
            name=name[:120],
            role=Role(role),
            password=password,
            unit=_unit(session, unit_key) if unit_key else None,
            post=post[:120],
        )
        email = person.email
    click.echo(f"{email}\t{password}")


def _unit(session: Session, key: str) -> Unit:
    unit = unit_by_key(session, key)
    if unit is None:
        raise NotFound("Không có đơn vị mang mã “%(key)s”.", {"key": key})
    return unit
