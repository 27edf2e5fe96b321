"""An invitation as a letter: words for people, a calendar for their program, and addresses that answer by one press."""

from dataclasses import dataclass, replace
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from feeds.ical import CalendarEvent
from feeds.itip import Method, Participation, Party, invitation
from planner.documents.mail import LONGEST_SUBJECT, Reader, address
from planner.domain.agenda import PRODUCT
from planner.errors import Invalid
from planner.language.catalogue import translate
from planner.vocabulary import N_

ANSWER_PATH = "/tra-loi/%(token)s"
SETTINGS_PATH = "/dang-ky-lich"


@dataclass(frozen=True, slots=True)
class InvitationLetter:
    """``event``: as the feeds show it. ``when``: its day and hour in words. ``links``: (words, signed token), in order.

    ``organizer``: the address that programs send answers to. ``key``: makes the Message-ID, the same at every try.
    """

    key: str
    reader: Reader
    sender: str
    organizer: str
    base_url: str
    written_at: datetime
    method: Method
    event: CalendarEvent
    when: str
    answer: Participation
    links: tuple[tuple[str, str], ...]

    def say(self, text: str, **params: object) -> str:
        return translate(text, self.reader.language) % params if params else translate(text, self.reader.language)


def compose_invitation(letter: InvitationLetter) -> EmailMessage:
    """The message, ready to go over the line. Raises Invalid for what no mail server or calendar takes."""
    name = letter.say(N_("Kế hoạch tuyên truyền"))
    cancelled = letter.method == "CANCEL"
    event = replace(letter.event, status="CANCELLED", alarms=()) if cancelled else letter.event
    calendar = invitation(
        event,
        letter.method,
        Party(name, letter.organizer),
        Party(letter.reader.name, letter.reader.email),
        letter.answer,
        product=PRODUCT,
    )
    if calendar is None:
        raise Invalid(N_("Tin, bài này không viết thành lời mời được. Kiểm tra tên và giờ."))
    message = EmailMessage(policy=SMTP)
    sender = address("", letter.sender)
    message["From"] = Address(name, addr_spec=sender.addr_spec)
    message["To"] = address(letter.reader.name, letter.reader.email)
    if letter.organizer != letter.sender:
        message["Reply-To"] = address("", letter.organizer)
    message["Subject"] = _one_line(_subject(letter))[:LONGEST_SUBJECT]
    message["Date"] = letter.written_at
    message["Message-ID"] = f"<{letter.key.replace(':', '.')}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_body(letter), cte="quoted-printable")
    # The method stands in the type as well (RFC 5545 §3.7.2): that is what makes mail programs offer to answer.
    message.add_alternative(calendar, maintype="text", subtype="calendar", cte="base64")
    part = message.get_payload()[1]  # type: ignore[index]
    part.set_param("method", letter.method)  # type: ignore[union-attr]
    part.set_param("charset", "UTF-8")  # type: ignore[union-attr]
    return message


def _subject(letter: InvitationLetter) -> str:
    sentence = N_("Thôi phân công: %(title)s") if letter.method == "CANCEL" else N_("Lời mời: %(title)s, %(when)s")
    return letter.say(sentence, title=letter.event.summary, when=letter.when)


def _body(letter: InvitationLetter) -> str:
    say = letter.say
    lines = [say(N_("Kính gửi đồng chí %(name)s,"), name=_one_line(letter.reader.name)), ""]
    if letter.method == "CANCEL":
        lines.append(say(N_("Việc sau không còn trong lịch của đồng chí:")))
    lines += [_one_line(letter.event.summary), letter.when]
    if letter.event.location:
        lines.append(_one_line(letter.event.location))
    lines += ["", letter.event.description]
    for words, token in letter.links:
        lines += ["", f"{say(words)}:", f"{letter.base_url}{ANSWER_PATH % {'token': token}}"]
    lines += ["", "-- ", say(N_("Bật hoặc tắt lời mời qua thư:")), f"{letter.base_url}{SETTINGS_PATH}"]
    return "\n".join(lines) + "\n"


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
