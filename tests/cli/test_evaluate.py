"""``planner evaluate`` writes what the scorer reads."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from planner.cli import commands


def write(path: Path, rows: list[dict[str, Any]]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return str(path)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_every_plan_gets_a_ranked_list_with_reasons(tmp_path: Path) -> None:
    pool = write(
        tmp_path / "pool",
        [
            {"id": "a", "title": "Máy sấy nấm tự chế", "summary": None, "date": "2026-11-23T00:00:00", "outlet": "Báo"},
            {"id": "b", "title": "Giá vàng hôm nay", "summary": "", "date": "3/11/2026 11:39"},
        ],
    )
    queries = write(
        tmp_path / "queries",
        [
            {"qid": "1", "plan": {"title": "Máy sấy nấm", "brief": "", "unit": "Báo", "due": "2026-11-23"}},
            {"qid": "2", "plan": {"title": "Chuyện khác hẳn", "brief": "", "unit": None, "due": None}},
        ],
    )
    output = tmp_path / "out"
    result = CliRunner().invoke(
        commands, ["evaluate", "matching", "--pool", pool, "--queries", queries, "--output", str(output)]
    )
    assert result.exit_code == 0, result.output
    first, second = lines(output)
    assert (first["qid"], first["decision"], first["ranked"][0]["id"]) == ("1", "link", "a")
    assert "“Máy sấy nấm”" in first["ranked"][0]["why"]
    assert second == {"qid": "2", "ranked": [], "decision": "none"}


def test_an_item_to_be_left_out_is_no_candidate(tmp_path: Path) -> None:
    pool = write(tmp_path / "pool", [{"id": "a", "title": "Máy sấy nấm tự chế", "date": "2026-11-23T00:00:00"}])
    plan = {"title": "Máy sấy nấm", "brief": "", "unit": None, "due": "2026-11-23"}
    queries = write(tmp_path / "queries", [{"qid": "1", "plan": plan, "ignore": ["a"]}])
    output = tmp_path / "out"
    arguments = ["evaluate", "matching", "--pool", pool, "--queries", queries, "--output", str(output)]
    assert CliRunner().invoke(commands, arguments).exit_code == 0
    assert lines(output) == [{"qid": "1", "ranked": [], "decision": "none"}]


def test_every_item_gets_a_label_and_the_words_found(tmp_path: Path) -> None:
    items = write(
        tmp_path / "items",
        [{"id": "a", "title": "Nông nghiệp công nghệ cao", "summary": ""}, {"id": "b", "title": "Giá vàng"}],
    )
    output = tmp_path / "out"
    result = CliRunner().invoke(commands, ["evaluate", "relevance", "--items", items, "--output", str(output)])
    assert result.exit_code == 0, result.output
    first, second = lines(output)
    assert (first["id"], first["label"]) == ("a", 2)
    assert "nông nghiệp công nghệ cao" in first["why"]
    assert second == {"id": "b", "label": 0, "score": 0.0, "why": ""}


def test_an_unknown_preset_ends_with_a_sentence(tmp_path: Path) -> None:
    items = write(tmp_path / "items", [])
    arguments = ["evaluate", "relevance", "--items", items, "--output", str(tmp_path / "out"), "--preset", "../khác"]
    result = CliRunner().invoke(commands, arguments)
    assert result.exit_code == 1
    assert "Không có bộ mẫu “../khác”." in result.output
