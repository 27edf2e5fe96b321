"""``planner rsvp``: answers of calendar programs, from a mail server's pipe or a mailbox folder."""

import mailbox
import sys
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import click
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from planner import clock
from planner.cli.place import settings
from planner.config import Settings
from planner.database import open_engine
from planner.newsdesk.replying import take_reply

LONGEST = 1_000_000


@click.command()
@click.option(
    "--maildir", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Đọc mọi thư mới của hộp Maildir."
)
def command(maildir: Path | None) -> None:
    """Ghi câu trả lời lời mời. Không có --maildir: đọc một thư từ đầu vào chuẩn (máy chủ thư chuyển tới)."""
    place = settings()
    engine = open_engine(place.database_url)
    try:
        letters = _new_letters(maildir) if maildir else iter([_one_letter()])
        for letter in letters:
            click.echo(_taken(engine, place, letter))
    finally:
        engine.dispose()


def _taken(engine: Engine, place: Settings, letter: EmailMessage) -> str:
    with Session(engine) as session, session.begin():
        taken = take_reply(session, letter, secret=place.secret_key, now=clock.now())
    return taken.problem or f"Đã ghi câu trả lời: {taken.title}"


def _one_letter() -> EmailMessage:
    letter = message_from_bytes(sys.stdin.buffer.read(LONGEST), policy=default)
    return letter if isinstance(letter, EmailMessage) else EmailMessage()


def _new_letters(folder: Path) -> Iterator[EmailMessage]:
    """Letters nobody has read; each is marked as read once it was looked at, whatever it held."""
    box = mailbox.Maildir(folder, factory=None, create=False)
    for key in sorted(box.keys()):
        stored = box.get_message(key)
        if "S" in stored.get_flags():
            continue
        letter = message_from_bytes(box.get_bytes(key)[:LONGEST], policy=default)
        if isinstance(letter, EmailMessage):
            yield letter
        stored.set_subdir("cur")
        stored.add_flag("S")
        box[key] = stored
