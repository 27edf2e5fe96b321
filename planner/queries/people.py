"""People, their sign-ins and who they are today as viewers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import String, and_, bindparam, cast, func, literal, or_, select
from sqlalchemy.orm import Session, selectinload

from planner.domain.access import Viewer
from planner.models import Membership, Person, SignIn, SignInAttempt, UnitMerger, UnitName
from planner.vocabulary import Role


@dataclass(frozen=True, slots=True)
class OpenSignIn:
    """A sign-in that was not ended, of a person whose account is open, and who that person is today.

    ``unit_name``: short where the unit has a short name, empty without a unit.
    """

    id: int
    created_at: datetime
    seen_at: datetime
    person_id: int
    name: str
    role: Role
    language: str
    unit_id: int | None
    unit_ids: frozenset[int]
    unit_name: str

    @property
    def viewer(self) -> Viewer:
        return Viewer(self.person_id, self.name, self.role, self.unit_id, self.unit_ids)


# Built once: every request behind the login sends it. A row for each name that the person's unit ever had.
_MERGERS = select(
    func.aggregate_strings(
        cast(UnitMerger.successor_id, String) + literal(":") + cast(UnitMerger.predecessor_id, String), " "
    )
).scalar_subquery()
_DAY: Any = bindparam("today")
_OPEN_SIGN_IN = (
    select(
        SignIn.id,
        SignIn.created_at,
        SignIn.seen_at,
        Person.id,
        Person.name,
        Person.role,
        Person.language,
        Membership.id,
        Membership.unit_id,
        _MERGERS,
        UnitName.valid_from,
        UnitName.valid_to,
        UnitName.name,
        UnitName.short,
    )
    .join(Person, SignIn.person_id == Person.id)
    .outerjoin(
        Membership,
        and_(
            Membership.person_id == Person.id,
            or_(Membership.valid_from.is_(None), Membership.valid_from <= _DAY),
            or_(Membership.valid_to.is_(None), Membership.valid_to >= _DAY),
        ),
    )
    .outerjoin(UnitName, UnitName.unit_id == Membership.unit_id)
    .where(SignIn.token_hash == bindparam("token_hash"), SignIn.ended_at.is_(None), Person.active)
    .order_by(Membership.valid_from.nulls_first(), Membership.id, UnitName.valid_from.nulls_first(), UnitName.id)
)


def person_by_email(session: Session, email: str) -> Person | None:
    return session.scalar(select(Person).where(Person.email == email.strip().lower()))


def person_by_id(session: Session, person_id: int) -> Person | None:
    return session.get(Person, person_id)


def open_sign_in(session: Session, token_hash: str, today: date) -> OpenSignIn | None:
    """Who asks, in one statement: the sign-in, the person, and their unit today."""
    rows: Sequence[Any] = session.connection().execute(_OPEN_SIGN_IN, {"token_hash": token_hash, "today": today}).all()
    if not rows:
        return None
    row_id, created_at, seen_at, person_id, name, role, language, membership, unit_id, mergers = rows[0][:10]
    names = [row[10:] for row in rows if row[7] == membership and row[12] is not None]
    units = lineage_of([unit_id], _edges(mergers or "")) if unit_id else frozenset[int]()
    unit_name = _name_on(names, today) if names else ""
    return OpenSignIn(row_id, created_at, seen_at, person_id, name, role, language, unit_id, units, unit_name)


def _edges(text: str) -> list[tuple[int, int]]:
    """(successor, predecessor) of "5:3 5:4"."""
    return [(int(after), int(before)) for after, before in (pair.split(":") for pair in text.split())]


def _name_on(names: Sequence[Any], day: date) -> str:
    """As ``Unit.name_on``: the name in force, outside every period the next one, else the last."""
    for first, last, name, short in names:
        if (first is None or first <= day) and (last is None or day <= last):
            return short or name
    later = [one for one in names if one[0] and one[0] > day]
    _first, _last, name, short = later[0] if later else names[-1]
    return short or name


def person_with_memberships(session: Session, person_id: int) -> Person:
    return session.get_one(Person, person_id, options=[selectinload(Person.memberships)])


def lineage(session: Session, unit_ids: Iterable[int]) -> frozenset[int]:
    """The units and all units merged into them, however many steps back."""
    pairs = session.execute(select(UnitMerger.successor_id, UnitMerger.predecessor_id))
    return lineage_of(unit_ids, [(after, before) for after, before in pairs])


def lineage_of(unit_ids: Iterable[int], mergers: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The same for mergers known already, each (successor, predecessor)."""
    edges: dict[int, list[int]] = {}
    for successor, predecessor in mergers:
        edges.setdefault(successor, []).append(predecessor)
    found: set[int] = set()
    waiting = list(unit_ids)
    while waiting:
        unit_id = waiting.pop()
        if unit_id not in found:
            found.add(unit_id)
            waiting.extend(edges.get(unit_id, ()))
    return frozenset(found)


def viewer_of(session: Session, person: Person, today: date) -> Viewer:
    """Today's role and units of a person."""
    unit = person.unit_on(today)
    unit_ids = lineage(session, [unit.id]) if unit else frozenset[int]()
    return Viewer(person.id, person.name, person.role, unit.id if unit else None, unit_ids)


def failed_attempts(session: Session, *, email: str = "", address: str = "", since: datetime) -> int:
    """Failed sign-ins since a moment for an account or for an address."""
    query = select(func.count()).where(SignInAttempt.at >= since, SignInAttempt.succeeded.is_(False))
    if email:
        query = query.where(SignInAttempt.email == email)
    if address:
        query = query.where(SignInAttempt.address == address)
    return session.scalar(query) or 0


def people_of_units(session: Session, unit_ids: Iterable[int], today: date) -> Sequence[Person]:
    """Active people who belong to one of the units today, ordered by given name."""
    return session.scalars(
        select(Person)
        .join(Membership)
        .where(
            Person.active,
            Membership.unit_id.in_(list(unit_ids)),
            (Membership.valid_from.is_(None)) | (Membership.valid_from <= today),
            (Membership.valid_to.is_(None)) | (Membership.valid_to >= today),
        )
        .order_by(Person.sort_key, Person.id)
        .distinct()
    ).all()


def all_people(session: Session) -> Sequence[Person]:
    """Everybody with an account, with memberships, ordered by given name."""
    return session.scalars(
        select(Person).options(selectinload(Person.memberships)).order_by(Person.sort_key, Person.id)
    ).all()
