"""``planner sources`` as an administrator's cron job calls it."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from planner import clock
from planner.cli import commands
from planner.domain.source_lists import read_list
from planner.models import Source, Unit
from planner.vocabulary import SourceState
from tests.factories import make_source, make_unit

Run = Callable[..., Result]


@pytest.fixture
def run(database_url: str, tmp_path: Path, session: Session, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("PLANNER_DATABASE_URL", database_url)
    monkeypatch.setenv("PLANNER_DATA_DIR", str(tmp_path))

    def call(*arguments: str) -> Result:
        session.commit()
        result = CliRunner().invoke(commands, ["sources", *arguments], prog_name="planner")
        session.expire_all()
        return result

    return call


def test_a_counting_source_that_is_not_ok_is_named_and_fails_the_command(session: Session, run: Run) -> None:
    """O-4."""
    assert (run("check").exit_code, run("check").output) == (0, "Chưa có nguồn tin nào.\n")
    unit = make_unit(session)
    now = clock.now()
    good = make_source(session, unit, state=SourceState.OK, last_good_at=now - timedelta(minutes=5))
    bad = make_source(session, unit, state=SourceState.FAILING, state_reason="Máy chủ đang lỗi.", counts=False)

    first = run("check")
    assert first.exit_code == 0
    assert f"{good.name}: Hoạt động. Lần lấy tốt gần nhất: " in first.output
    assert f"{bad.name} (không tính vào kết quả): Lỗi nguồn tin. Máy chủ đang lỗi." in first.output
    assert "168 giờ không theo dõi được trong 7 ngày." in first.output
    bad.counts = True
    second = run("check", "--json")
    report = json.loads(second.output)
    assert (second.exit_code, report["ok"]) == (1, False)
    assert {row["name"]: row["state"] for row in report["sources"]} == {good.name: "ok", bad.name: "failing"}


def test_the_list_goes_out_and_comes_back(session: Session, run: Run, tmp_path: Path) -> None:
    unit = make_unit(session, "Báo Thử")
    make_source(session, unit)
    for name in ("nguon.opml", "nguon.csv"):
        assert run("export", str(tmp_path / name)).exit_code == 0
    lines = read_list((tmp_path / "nguon.opml").read_bytes())
    assert lines == read_list((tmp_path / "nguon.csv").read_bytes())
    for source in session.query(Source):
        session.delete(source)

    seen = run("import", "--dry-run", str(tmp_path / "nguon.opml"))
    assert (seen.exit_code, session.query(Source).count()) == (0, 0)
    assert ": mới" in seen.output
    assert run("import", str(tmp_path / "nguon.opml")).exit_code == 0
    assert [source.url for source in session.query(Source)] == [line.url for line in lines]
    assert "đã có trong nguồn tin" in run("import", str(tmp_path / "nguon.opml")).output
    session.query(Unit).one().names[0].name = "Báo Khác"
    session.query(Source).one().url = "https://khac.example.vn/"
    assert run("import", str(tmp_path / "nguon.csv")).exit_code == 1
