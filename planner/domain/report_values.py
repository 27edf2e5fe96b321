"""A report written down as plain values and read back: what is closed is kept so, and the JSON file is the same text.

The text is canonical (keys sorted, no spaces, UTF-8 as it is), so that its SHA-256 proves that nothing was touched.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from planner.domain.charts import Bars, Chart, Heat, Look, Series
from planner.domain.coverage import Airing, Known
from planner.domain.drafting import Block, ChartMark, Part, Prompt, Section, TableMark, Text
from planner.domain.letterhead import Basis, Body
from planner.domain.periods import Period
from planner.domain.report import AnnexLine, Report, ReportWords
from planner.domain.report_tables import Cell, Table
from planner.domain.tally import Filter
from planner.vocabulary import Provenance

LAYOUT = 2

Values = dict[str, Any]


def canonical(values: Mapping[str, Any]) -> str:
    """The one way these values are written."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def values_of(report: Report) -> Values:
    """Everything an output needs, in JSON's own types. A figure is a whole number or null; words are text."""
    return {
        "layout": LAYOUT,
        "campaign": report.campaign_key,
        "campaign_title": report.campaign_title,
        "title": report.title,
        "from": report.period.first.isoformat(),
        "to": report.period.last.isoformat(),
        "drafted_on": report.drafted_on.isoformat(),
        "issued_on": report.issued_on.isoformat() if report.issued_on else None,
        "words": _words(report.words),
        "opening": report.opening,
        "sections": [_section(section) for section in report.sections],
        "tables": [_table(table) for table in report.tables],
        "charts": [_chart(chart) for chart in report.charts],
        "published": [_published(line) for line in report.annex],
        "notes": list(report.notes),
        "rules": dict(report.rules),
        **report.numbers,
    }


def report_from(values: Mapping[str, Any]) -> Report:
    """The report that ``values_of`` wrote down."""
    own = {
        "layout", "campaign", "campaign_title", "title", "from", "to", "drafted_on", "issued_on", "words", "opening",
        "sections", "tables", "charts", "published", "notes", "rules",
    }  # fmt: skip
    return Report(
        words=_read_words(values["words"]),
        campaign_key=values["campaign"],
        campaign_title=values["campaign_title"],
        period=Period(date.fromisoformat(values["from"]), date.fromisoformat(values["to"])),
        drafted_on=date.fromisoformat(values["drafted_on"]),
        issued_on=_day(values["issued_on"]),
        title=values["title"],
        opening=values["opening"],
        sections=tuple(_read_section(section) for section in values["sections"]),
        tables=tuple(_read_table(table) for table in values["tables"]),
        charts=tuple(_read_chart(chart) for chart in values["charts"]),
        annex=tuple(_read_published(line) for line in values["published"]),
        notes=tuple(values["notes"]),
        numbers={key: value for key, value in values.items() if key not in own},
        rules=values["rules"],
    )


def _words(words: ReportWords) -> Values:
    body, basis = words.body, words.basis
    return {
        "title": words.title,
        "kind": words.kind,
        "place": words.place,
        "signer_post": words.signer_post,
        "recipients": list(words.recipients),
        "profile": words.profile,
        "profiles": [dict(period) for period in words.profiles],
        "tones_last": words.tones_last,
        "body": {"name": body.name, "short": body.short, "parent": body.parent},
        "basis": {
            "kind": basis.kind,
            "number": basis.number,
            "issuer": basis.issuer,
            "title": basis.title,
            "issued_on": basis.issued_on.isoformat() if basis.issued_on else None,
        },
    }


def _read_words(values: Mapping[str, Any]) -> ReportWords:
    basis = values["basis"]
    return ReportWords(
        title=values["title"],
        kind=values["kind"],
        place=values["place"],
        signer_post=values["signer_post"],
        recipients=tuple(values["recipients"]),
        profile=values["profile"],
        profiles=tuple(values["profiles"]),
        tones_last=bool(values.get("tones_last")),
        body=Body(**values["body"]),
        basis=Basis(basis["kind"], basis["number"], basis["issuer"], basis["title"], _day(basis["issued_on"])),
    )


def _section(section: Section) -> Values:
    parts = [{"title": part.title, "blocks": [_block(block) for block in part.blocks]} for part in section.parts]
    return {"title": section.title, "parts": parts}


def _block(block: Block) -> list[Any]:
    kinds = {Text: "text", Prompt: "prompt", TableMark: "table", ChartMark: "chart"}
    value = block.number if isinstance(block, TableMark | ChartMark) else block.words
    return [kinds[type(block)], value]


def _read_section(values: Mapping[str, Any]) -> Section:
    return Section(
        values["title"],
        tuple(Part(part["title"], tuple(map(_read_block, part["blocks"]))) for part in values["parts"]),
    )


def _read_block(value: Sequence[Any]) -> Block:
    kinds: dict[str, type[Block]] = {"text": Text, "prompt": Prompt, "table": TableMark, "chart": ChartMark}
    return kinds[value[0]](value[1])


def _table(table: Table) -> Values:
    rows = [*table.rows, *([table.total] if table.total else [])]
    return {
        "number": table.number,
        "title": table.title,
        "heads": list(table.heads),
        "rows": [[cell.value if cell.is_figure else cell.words for cell in row] for row in rows],
        "has_total": table.total is not None,
        "stub": table.stub,
        "note": table.note,
    }


def _read_table(values: Mapping[str, Any]) -> Table:
    rows = [tuple(map(_read_cell, row)) for row in values["rows"]]
    total = rows.pop() if values["has_total"] else None
    heads = tuple(values["heads"])
    return Table(values["number"], values["title"], heads, tuple(rows), total, values["stub"], values["note"])


def _read_cell(value: int | str | None) -> Cell:
    return Cell(words=value) if isinstance(value, str) else Cell(value=value, filter=Filter())


def _chart(chart: Chart) -> Values:
    if isinstance(chart, Heat):
        values = [list(row) for row in chart.values]
        return {"title": chart.title, "rows": list(chart.rows), "columns": list(chart.columns), "values": values}
    series = [{"name": one.name, "values": list(one.values), "look": one.look.value} for one in chart.series]
    return {"title": chart.title, "labels": list(chart.labels), "series": series, "upright": chart.upright}


def _read_chart(values: Mapping[str, Any]) -> Chart:
    if "rows" in values:
        cells = tuple(map(tuple, values["values"]))
        return Heat(values["title"], tuple(values["rows"]), tuple(values["columns"]), cells)
    series = tuple(Series(one["name"], tuple(one["values"]), Look(one["look"])) for one in values["series"])
    return Bars(values["title"], tuple(values["labels"]), series, values["upright"])


def _published(line: AnnexLine) -> Values:
    airing = line.airing
    return {
        "id": airing.published_id,
        "published_on": airing.on.isoformat(),
        "title": airing.title,
        "genre": line.genre,
        "author": airing.author,
        "unit_id": airing.unit_id,
        "unit": airing.unit_name,
        "channel": airing.channel,
        "column": line.column,
        "link": airing.link,
        "provenance": airing.provenance.value,
        "known": airing.known.value,
        "outside_plan": line.outside,
    }


def _read_published(values: Mapping[str, Any]) -> AnnexLine:
    airing = Airing(
        published_id=values["id"],
        on=date.fromisoformat(values["published_on"]),
        title=values["title"],
        link=values["link"],
        author=values["author"],
        unit_id=values["unit_id"],
        unit_name=values["unit"],
        channel=values["channel"],
        provenance=Provenance(values["provenance"]),
        known=Known(values["known"]),
    )
    return AnnexLine(airing, values["genre"], values["column"], values["outside_plan"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
