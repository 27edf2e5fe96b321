"""``planner evaluate``: the very code that suggests and judges in the program, run over judged sets."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from planner.domain import matching, relevance
from planner.domain.learnt_words import shipped_learnt
from planner.domain.preset import Preset, parse_preset
from planner.errors import Invalid
from planner.vocabulary import N_

SHOWN = 20  # candidates written for a plan
PRESETS = Path(__file__).parent.parent / "presets"

_input = click.Path(exists=True, dir_okay=False, path_type=Path)
_output = click.Path(dir_okay=False, path_type=Path)


@click.group()
def command() -> None:
    """Đo chất lượng đối chiếu và nhận biết liên quan trên tập kiểm thử (mỗi dòng một JSON)."""


@command.command("matching")
@click.option("--pool", type=_input, required=True, help="Các tin, bài đã đăng.")
@click.option("--queries", type=_input, required=True, help="Các kế hoạch.")
@click.option("--output", type=_output, required=True, help="Tệp ghi kết quả.")
def evaluate_matching(pool: Path, queries: Path, output: Path) -> None:
    """Xếp hạng tin, bài cho từng kế hoạch."""
    corpus = matching.Corpus(map(_item, _lines(pool)))
    with (
        output.open("w", encoding="utf-8") as file,
        click.progressbar(list(_lines(queries)), label="Đối chiếu", item_show_func=_query_id) as plans,
    ):
        for query in plans:
            file.write(json.dumps(_prediction(query, corpus), ensure_ascii=False) + "\n")
    click.echo(f"Đã ghi {output} (quy tắc {matching.RULE}).")


@command.command("relevance")
@click.option("--items", type=_input, required=True, help="Các tin, bài đã đăng.")
@click.option("--output", type=_output, required=True, help="Tệp ghi kết quả.")
@click.option("--preset", default="ket-luan-50", show_default=True, help="Bộ mẫu lấy từ khóa.")
def evaluate_relevance(items: Path, output: Path, preset: str) -> None:
    """Chấm mức liên quan của từng tin, bài với đợt tuyên truyền."""
    path = PRESETS / f"{preset}.yaml"
    if path.parent != PRESETS or not path.is_file():
        raise Invalid(N_("Không có bộ mẫu “%(preset)s”."), {"preset": preset})
    words = lexicon_of(parse_preset(path.read_text("utf-8")))
    with output.open("w", encoding="utf-8") as file:
        for row in _lines(items):
            found = relevance.judge(row["title"], row.get("summary") or "", words)
            label = 0 if found is None else 2 if found.is_core else 1
            why = ", ".join(found.words) if found else ""
            score = found.score if found else 0.0
            answer = {"id": row["id"], "label": label, "score": round(score, 4), "why": why}
            file.write(json.dumps(answer, ensure_ascii=False) + "\n")
    click.echo(f"Đã ghi {output} (quy tắc {words.rule}).")


def _prediction(query: Mapping[str, Any], corpus: matching.Corpus) -> dict[str, Any]:
    """What is to be left out of the judgement is no candidate either, as what was never published would be none."""
    plan = _plan(query)
    ranked = matching.rank(plan, corpus, without=frozenset(query.get("ignore", ())))[:SHOWN]
    worth_a_look = bool(ranked) and ranked[0].score >= matching.LEAST_SCORE
    decision = "link" if matching.accepted(plan, ranked) else "suggest" if worth_a_look else "none"
    return {
        "qid": query["qid"],
        "ranked": [
            {"id": one.item_id, "score": round(one.score, 4), "why": "; ".join(reason.text for reason in one.reasons)}
            for one in ranked
        ],
        "decision": decision,
    }


def _plan(query: Mapping[str, Any]) -> matching.Plan:
    plan = query["plan"]
    due = date.fromisoformat(plan["due"]) if plan.get("due") else None
    return matching.Plan(query["qid"], plan["title"], plan.get("brief") or "", due, plan.get("unit") or "")


def _item(row: Mapping[str, Any]) -> matching.Item:
    return matching.Item(row["id"], row["title"], _day(row["date"]), row.get("summary") or "", row.get("outlet") or "")


def _day(text: str) -> date:
    """The civil day of "2025-10-06T00:00:00" or "3/10/2013 11:39"."""
    if "/" not in text:
        return date.fromisoformat(text[:10])
    day, month, year = map(int, text.split(maxsplit=1)[0].split("/"))
    return date(year, month, day)


def lexicon_of(preset: Preset) -> relevance.Lexicon:
    """The words of a preset as a campaign made of it has them."""
    themes = (
        relevance.theme_words(theme.id, theme.strong, theme.normal, theme.needs_context, preset.abbreviations)
        for theme in preset.themes
        if theme.enabled
    )
    words = {"context": preset.words.context, "local": preset.words.local, "negative": preset.words.negative}
    return relevance.with_learnt(relevance.lexicon(themes, words, preset.abbreviations), shipped_learnt(preset.key))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                row: dict[str, Any] = json.loads(line)
                yield row


def _query_id(query: Mapping[str, Any] | None) -> str:
    return str(query["qid"]) if query else ""
