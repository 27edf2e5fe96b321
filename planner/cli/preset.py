"""``planner preset load``: a campaign from a checked data file."""

from importlib.resources import files
from pathlib import Path

import click

from planner import clock
from planner.cli.place import settings, transaction
from planner.domain.genres import parse_genres
from planner.domain.preset import parse_preset
from planner.errors import NotFound
from planner.newsdesk.history import Actor
from planner.newsdesk.presets import load_genres, load_preset

DEFAULT = "ket-luan-50"
# Data files beside the campaigns that are none.
_OTHERS = {"genres", "demo", "demo-feed"}


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
    found = (Path(entry.name) for entry in files("planner.presets").iterdir())
    return sorted(path.stem for path in found if path.suffix == ".yaml" and path.stem not in _OTHERS)
