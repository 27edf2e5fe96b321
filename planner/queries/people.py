"""People, their sign-ins and who they are today as viewers."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from planner.domain.access import Viewer
from planner.models import Membership, Person, SignIn, SignInAttempt, UnitMerger


def person_by_email(session: Session, email: str) -> Person | None:
    return session.scalar(select(Person).where(Person.email == email.strip().lower()))


def person_by_id(session: Session, person_id: int) -> Person | None:
    return session.get(Person, person_id)


def sign_in_by_token_hash(session: Session, token_hash: str) -> SignIn | None:
    """The sign-in with its person and memberships."""
    return session.scalar(
        select(SignIn)
        .where(SignIn.token_hash == token_hash, SignIn.ended_at.is_(None))
        .options(selectinload(SignIn.person).selectinload(Person.memberships))
    )


def lineage(session: Session, unit_ids: Iterable[int]) -> frozenset[int]:
    """The units and all units merged into them, however many steps back."""
    edges: dict[int, list[int]] = {}
    for successor, predecessor in session.execute(select(UnitMerger.successor_id, UnitMerger.predecessor_id)):
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
