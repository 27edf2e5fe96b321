"""Notices as a letter in plain text. Knows no database and no mail server."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from planner.errors import Invalid
from planner.language.catalogue import translate
from planner.language.dates import date_time, long_date, long_date_time, short_date
from planner.language.stored import stored_words
from planner.vocabulary import N_, NoticeKind, NoticeWhy

# Paths of the pages a letter leads to; a test holds them against the routes.
ITEM_PATH = "/tin-bai/%(item_id)s"
PASTE_PATH = "/da-dang/dan-duong-dan?tin-bai=%(item_id)s"
# Of notices about something else than a planned item, by the table it is in.
SUBJECT_PATHS = {
    "urging": "/don-doc/%(number)s",
    "slot": "/ky/%(number)s",
    "source": "/nguon-tin/%(number)s",
    "report": "/bao-cao/%(number)s",
}
SETTINGS_PATH = "/thong-bao/cai-dat"
LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One notice: what happened to what, and why this reader is told. ``path``: of its page."""

    kind: NoticeKind
    why: NoticeWhy
    actor: str
    at: datetime
    path: str
    title: str
    changes: Sequence[Mapping[str, str]] = ()
    words: str = ""
    publish_on: date | None = None
    deadline_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    name: str
    email: str
    language: str


@dataclass(frozen=True, slots=True)
class Letter:
    """``base_url``: of the installation, no final slash. ``key``: makes the Message-ID, the same at every try."""

    key: str
    reader: Reader
    sender: str
    base_url: str
    zone: tzinfo
    written_at: datetime
    digest: bool
    lines: Sequence[Line]

    def say(self, text: str, **params: object) -> str:
        return translate(text, self.reader.language) % params if params else translate(text, self.reader.language)


def page_path(kind: NoticeKind, subject: str, number: int | None) -> str:
    """The page a notice leads to: of the row ``number`` of the table ``subject``."""
    if subject in SUBJECT_PATHS:
        return SUBJECT_PATHS[subject] % {"number": number}
    return (PASTE_PATH if kind is NoticeKind.LINK else ITEM_PATH) % {"item_id": number}


def compose(letter: Letter) -> EmailMessage:
    """The message, ready to go over the line. Raises Invalid for an address no mail server takes."""
    message = EmailMessage(policy=SMTP)
    sender = address("", letter.sender)
    message["From"] = Address(_plain(letter.say(N_("Kế hoạch tuyên truyền"))), addr_spec=sender.addr_spec)
    message["To"] = address(letter.reader.name, letter.reader.email)
    message["Subject"] = _plain(_subject(letter))[:LONGEST_SUBJECT]
    message["Date"] = letter.written_at
    message["Message-ID"] = f"<{letter.key.replace(':', '.')}@{sender.domain}>"
    # Holiday answers and other machines leave such a letter alone (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_body(letter), cte="quoted-printable")
    return message


def address(name: str, email: str) -> Address:
    """A mailbox for a header, free of anything that could start another one. Raises Invalid."""
    try:
        return Address(_plain(name), addr_spec=email)
    except (ValueError, IndexError) as error:
        raise Invalid(N_("Địa chỉ thư điện tử “%(email)s” không gửi được."), {"email": email[:254]}) from error


def _subject(letter: Letter) -> str:
    count = len(letter.lines)
    if letter.digest:
        day = short_date(letter.written_at.astimezone(letter.zone).date())
        return letter.say(N_("Thông báo gộp ngày %(day)s (%(count)s)"), day=day, count=count)
    if count > 1:
        return letter.say(N_("%(count)s thông báo về tin, bài"), count=count)
    (line,) = letter.lines
    return f"{letter.say(line.kind.label)}: {line.title}"


def _body(letter: Letter) -> str:
    greeting = letter.say(N_("Kính gửi đồng chí %(name)s,"), name=_plain(letter.reader.name))
    blocks = [greeting, *(_block(letter, line) for line in letter.lines)]
    settings = letter.say(N_("Chọn việc muốn được báo và cách nhận:"))
    blocks.append(f"-- \n{settings}\n{letter.base_url}{SETTINGS_PATH}")
    return "\n\n".join(blocks) + "\n"


def _block(letter: Letter, line: Line) -> str:
    say, told = letter.say, [f"{letter.say(line.kind.label)}: {_plain(line.title)}"]
    for change in line.changes:
        before, after = (stored_words(change[part], letter.reader.language) or "–" for part in ("before", "after"))
        told.append(f"  {say(change['field'])}: {_plain(before)} → {_plain(after)}")
    if line.words:
        told.append(f"  {say(N_('Lời kèm theo'))}: {_plain(line.words)}")
    told += [f"  {fact}" for fact in _facts(letter, line)]
    told.append(f"  {say(N_('Vì sao nhận'))}: {say(line.why.label)}")
    return "\n".join([*told, f"  {letter.base_url}{line.path}"])


def _facts(letter: Letter, line: Line) -> list[str]:
    say, language = letter.say, letter.reader.language
    facts: list[str] = []
    if line.kind in (NoticeKind.ASSIGNED, NoticeKind.LINK) and line.publish_on:
        facts.append(f"{say(N_('Ngày dự kiến đăng, phát'))}: {long_date(line.publish_on, language)}")
    if line.kind in (NoticeKind.ASSIGNED, NoticeKind.DEADLINE) and line.deadline_at:
        facts.append(f"{say(N_('Hạn nộp bài'))}: {long_date_time(line.deadline_at, letter.zone, language)}")
    if line.kind is NoticeKind.LINK:
        facts.append(say(N_("Đã đăng chưa? Dán đường dẫn của tin, bài vào trang sau:")))
    else:
        facts.append(f"{say(stored_words(line.actor, language))}, {date_time(line.at, letter.zone)}")
    return facts


def _plain(text: str) -> str:
    """One line without control characters: nothing stored can start another header or another line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
