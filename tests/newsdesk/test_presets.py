"""The shipped campaign, from its file to rows."""

from datetime import date
from importlib.resources import files

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.domain.genres import parse_genres
from planner.domain.preset import Preset, parse_preset
from planner.errors import Conflict
from planner.models import Campaign, Directive, Genre, Theme, Unit, UnitMerger
from planner.newsdesk.presets import load_genres, load_preset
from planner.queries.people import lineage
from tests.factories import actor


def shipped(name: str) -> str:
    return files("planner.presets").joinpath(name).read_text("utf-8")


@pytest.fixture(scope="module")
def preset() -> Preset:
    return parse_preset(shipped("ket-luan-50.yaml"))


def test_the_shipped_campaign_is_loaded_whole(session: Session, preset: Preset) -> None:
    campaign = load_preset(session, actor(), preset)
    session.expire_all()

    assert session.scalar(select(func.count()).select_from(Directive)) == len(preset.directives)
    assert session.scalar(select(func.count()).select_from(Unit)) == len(preset.units)
    assert [theme.key for theme in campaign.themes] == [theme.id for theme in preset.themes]
    (task,) = [task for task in campaign.directive.tasks if task.in_scope]
    assert len(task.deliverables) == 4
    assert {theme.task_id for theme in campaign.themes} == {task.id}
    assert campaign.lexicon["abbreviations"]["KHCN"] == "khoa học và công nghệ"
    assert campaign.report["recipients"]


def test_a_directive_whose_day_is_lost_keeps_its_bounds(session: Session, preset: Preset) -> None:
    campaign = load_preset(session, actor(), preset)

    assert campaign.directive.issued_on is None
    assert (campaign.directive.issued_earliest, campaign.directive.issued_latest) == (
        date(2019, 8, 20),
        date(2019, 8, 29),
    )


def test_a_unit_is_called_by_the_name_of_the_day(session: Session, preset: Preset) -> None:
    load_preset(session, actor(), preset)
    last = max(session.scalars(select(UnitMerger)), key=lambda merger: merger.on)
    chain = lineage(session, [last.successor_id])

    assert last.predecessor_id in chain
    assert last.predecessor.name_on(date(2019, 9, 1)).valid_from != last.successor.name_on(date(2026, 1, 1)).valid_from


def test_loading_twice_is_refused_and_changes_nothing(session: Session, preset: Preset) -> None:
    load_preset(session, actor(), preset)
    themes = session.scalar(select(func.count()).select_from(Theme))

    with pytest.raises(Conflict):
        load_preset(session, actor(), preset)

    assert session.scalar(select(func.count()).select_from(Theme)) == themes
    assert session.scalar(select(func.count()).select_from(Campaign)) == 1


def test_genres_are_added_once_and_renamed_ones_kept(session: Session) -> None:
    genres = parse_genres(shipped("genres.yaml"))
    assert load_genres(session, genres) == len(genres.genres)
    renamed = session.scalars(select(Genre)).first()
    assert renamed is not None
    renamed.name = "tên riêng của toà soạn"

    assert load_genres(session, genres) == 0
    assert renamed.name == "tên riêng của toà soạn"
