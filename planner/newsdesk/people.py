"""Accounts: adding people, changing what they may do, closing accounts.

Whatever ends a person's sign-ins (another role, another password, a closed account) takes the private calendar links
back as well: both are keys to the same room.
"""

import secrets
from datetime import date, timedelta

from sqlalchemy.orm import Session

from planner.errors import Invalid
from planner.language.collation import person_key
from planner.models import Membership, Person, Unit
from planner.newsdesk.history import Actor, differences, record
from planner.newsdesk.signing_in import hash_password, plain_email, sign_out_everywhere
from planner.newsdesk.subscribing import revoke_all
from planner.queries.people import person_by_email
from planner.vocabulary import N_, Role

# Without the letters and digits that look alike on paper.
_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


def add_person(
    session: Session,
    actor: Actor,
    *,
    email: str,
    name: str,
    role: Role,
    password: str,
    unit: Unit | None = None,
    post: str = "",
    since: date | None = None,
) -> Person:
    """Open an account. Raises Invalid when the address is taken or a role needs a unit."""
    if person_by_email(session, email):
        raise Invalid(N_("Thư điện tử “%(email)s” đã có tài khoản."), {"email": plain_email(email)}, field="email")
    if unit is None and role in (Role.EDITOR, Role.REPORTER):
        raise Invalid(N_("Biên tập viên và phóng viên phải thuộc một đơn vị."), field="unit")
    person = Person(
        email=plain_email(email),
        name=name,
        sort_key=person_key(name),
        role=role,
        password_hash=hash_password(password),
    )
    if unit:
        person.memberships.append(Membership(unit=unit, post=post, valid_from=since))
    session.add(person)
    record(session, actor, person, N_("mở tài khoản"), [{"field": N_("Vai trò"), "before": "", "after": role.label}])
    return person


def random_password() -> str:
    """A password to hand over once: 96 random bits in letters and digits that read aloud well."""
    return "-".join("".join(secrets.choice(_READABLE) for _ in range(5)) for _ in range(4))


def change_role(session: Session, actor: Actor, person: Person, role: Role, *, today: date) -> Person:
    """Give another role; every sign-in of the person ends. Raises Invalid when the role needs a unit."""
    if role is not person.role:
        if person.id == actor.person_id:
            raise Invalid(N_("Không tự đổi vai trò của mình. Nhờ quản trị hệ thống khác thực hiện."), field="role")
        if role in (Role.EDITOR, Role.REPORTER) and person.unit_on(today) is None:
            raise Invalid(N_("Biên tập viên và phóng viên phải thuộc một đơn vị. Chuyển đơn vị trước."), field="role")
        change = {"field": N_("Vai trò"), "before": person.role.label, "after": role.label}
        person.role = role
        _take_keys(session, actor, person)
        record(session, actor, person, N_("đổi vai trò"), [change])
    return person


def move_person(session: Session, actor: Actor, person: Person, unit: Unit, *, on: date, post: str = "") -> Person:
    """From ``on`` the person belongs to ``unit``; the earlier membership ends the day before and stays."""
    before = person.unit_on(on)
    if before is not None and before.id == unit.id:
        return person
    for membership in person.memberships:
        if membership.covers(on):
            membership.valid_to = on - timedelta(days=1)
    person.memberships.append(Membership(unit=unit, post=post, valid_from=on))
    old = before.name_on(on).name if before else ""
    change = differences({N_("Đơn vị"): old}, {N_("Đơn vị"): unit.name_on(on).name})
    record(session, actor, person, N_("chuyển đơn vị"), change)
    return person


def close_account(session: Session, actor: Actor, person: Person) -> Person:
    """Close an account: sign-ins and private calendar links die at once."""
    if person.active:
        if person.id == actor.person_id:
            raise Invalid(N_("Không tự đóng tài khoản đang dùng. Nhờ quản trị hệ thống khác thực hiện."))
        person.active = False
        _take_keys(session, actor, person)
        record(session, actor, person, N_("đóng tài khoản"))
    return person


def reopen_account(session: Session, actor: Actor, person: Person) -> Person:
    if not person.active:
        person.active = True
        record(session, actor, person, N_("mở lại tài khoản"))
    return person


def change_password(session: Session, actor: Actor, person: Person, password: str) -> Person:
    """Set a new password; every sign-in of the person ends and every calendar link is taken back."""
    person.password_hash = hash_password(password)
    _take_keys(session, actor, person)
    record(session, actor, person, N_("đổi mật khẩu"))
    return person


def choose_language(session: Session, actor: Actor, person: Person, language: str) -> Person:
    if person.language != language:
        change = {"field": N_("Ngôn ngữ"), "before": person.language, "after": language}
        person.language = language
        record(session, actor, person, N_("đổi ngôn ngữ"), [change])
    return person


def _take_keys(session: Session, actor: Actor, person: Person) -> None:
    sign_out_everywhere(session, person.id, now=actor.now)
    revoke_all(session, actor, person)
