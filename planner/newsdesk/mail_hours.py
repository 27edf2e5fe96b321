"""Choosing when mail comes."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.domain.mail_hours import MailHours, checked
from planner.language.style import time_of_day
from planner.models import MailHours as Row
from planner.models import Person
from planner.newsdesk.history import Actor, differences, record
from planner.queries.mails import hours_of
from planner.vocabulary import N_


def choose_hours(session: Session, actor: Actor, person: Person, wanted: MailHours) -> Person:
    """Set a person's hours. Raises Invalid when no mail could ever come; one history line with what changed."""
    changes = differences(_words(hours_of(session, [person.id])[person.id]), _words(checked(wanted)))
    if changes:
        row = session.scalar(select(Row).where(Row.person_id == person.id)) or Row(person_id=person.id)
        row.digest_at, row.quiet_from, row.quiet_until = wanted.digest_at, wanted.quiet_from, wanted.quiet_until
        session.add(row)
        record(session, actor, person, N_("đổi giờ nhận thư"), changes)
    return person


def _words(hours: MailHours) -> dict[str, str]:
    quiet = (
        f"{time_of_day(hours.quiet_from)}–{time_of_day(hours.quiet_until)}"
        if hours.quiet_from is not None and hours.quiet_until is not None
        else ""
    )
    return {N_("Giờ nhận thư gộp"): time_of_day(hours.digest_at), N_("Khoảng yên lặng"): quiet}
