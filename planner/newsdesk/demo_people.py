"""The demonstration's accounts. Passwords are drawn here, handed out once, and stored as hashes only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from planner.domain.demo_day import demo_day
from planner.domain.demo_parts import DemoPerson
from planner.newsdesk.demo_place import Place
from planner.newsdesk.history import Actor
from planner.newsdesk.people import add_person, random_password
from planner.vocabulary import Role

MAIL_HOST = "toasoan.example.vn"
OPENED = "-120"


@dataclass(frozen=True, slots=True)
class Account:
    """What a newcomer needs to sign in as this person. ``unit``: what the unit is called today, or empty."""

    name: str
    role: Role
    unit: str
    email: str
    password: str


def open_accounts(place: Place, people: Iterable[DemoPerson]) -> list[Account]:
    """Open every account and remember its person in ``place``."""
    opened = Actor(place.actor.name, place.at(demo_day(OPENED, place.today), time(8)))
    accounts: list[Account] = []
    for part in people:
        unit = place.units[part.unit] if part.unit else None
        email, password = f"{part.email}@{MAIL_HOST}", random_password()
        place.people[part.key] = add_person(
            place.session,
            opened,
            email=email,
            name=part.name,
            role=part.role,
            password=password,
            unit=unit,
            post=part.post,
        )
        label = unit.name_on(place.today).label if unit else ""
        accounts.append(Account(part.name, part.role, label, email, password))
    return accounts
