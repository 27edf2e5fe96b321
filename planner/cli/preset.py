"""``planner preset load``: a campaign from a checked data file."""

from importlib.resources import files
from pathlib import Path

import click

from planner import clock
from planner.cli.place import settings, transaction
from planner.domain.genres import parse_genres
from planner.domain.preset import parse_preset
from planner.errors import Invalid, NotFound
from planner.newsdesk.history import Actor
from planner.newsdesk.presets import load_genres, load_preset

DEFAULT = "ket-luan-50"


@click.group()
def command() -> None:
    """Bộ mẫu đợt tuyên truyền."""


@command.command()
@click.argument("name", default=DEFAULT)
def load(name: str) -> None:
    """Nạp bộ mẫu NAME đi kèm chương trình, hoặc một tệp YAML, cùng danh mục thể loại."""
    preset = parse_preset(_text(name))
    genres = parse_genres((files("planner.presets") / "genres.yaml").read_text("utf-8"))
    with transaction(settings()) as session:
        load_genres(session, genres)
        campaign = load_preset(session, Actor("dòng lệnh", clock.now()), preset)
        line = f"Đã nạp đợt tuyên truyền {campaign.id}: {campaign.title} ({len(preset.themes)} chủ đề)."
    click.echo(line)


@command.command("list")
def names() -> None:
    """In tên các bộ mẫu đi kèm chương trình."""
    for name in _shipped():
        click.echo(name)


def _text(name: str) -> str:
    """A shipped preset by its name; anything else is a file."""
    if name in _shipped():
        return (files("planner.presets") / f"{name}.yaml").read_text("utf-8")
    try:
        return Path(name).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        known = ", ".join(_shipped())
        raise NotFound(
            "Không đọc được tệp “%(name)s”. Bộ mẫu đi kèm: %(known)s.", {"name": name, "known": known}
        ) from error


def _shipped() -> list[str]:
    """Names of the data files that are campaigns; genres, report forms and the demonstration lie beside them."""
    found = (entry for entry in files("planner.presets").iterdir() if entry.name.endswith(".yaml"))
    return sorted(entry.name.removesuffix(".yaml") for entry in found if _is_campaign(entry.read_text("utf-8")))


def _is_campaign(text: str) -> bool:
    try:
        parse_preset(text)
    except Invalid:
        return False
    return True
