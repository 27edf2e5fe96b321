"""``make bench``: a report's files, CPU a row of the annex; ends with 1 on a missed target.

The cost of a report without an annex is taken off; the PDF is measured on fewer rows, for it is set whole in memory.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from planner.database import open_engine
from planner.documents.docx import write_docx
from planner.documents.pdf import write_pdf
from planner.documents.profile import profile_by_key
from planner.documents.report_json import write_json
from planner.documents.xlsx import write_xlsx
from planner.domain.periods import Period
from planner.domain.report import Report
from planner.models import Base
from planner.queries.coverage import Scope
from planner.queries.reports import drafted
from tests.bench.measure import Row, show
from tests.factories import TODAY
from tests.small_campaign import NOVEMBER, make_small_campaign

ROWS, PDF_ROWS, ROUNDS = 16_000, 1_000, 3
PARTY = profile_by_key("dang-hd05")
FILES: Mapping[str, tuple[Callable[[Report], object], int, float | None]] = {
    "report, docx": (lambda report: write_docx(report, PARTY), ROWS, 150),
    "report, xlsx": (write_xlsx, ROWS, 100),
    "report, PDF, tagged": (lambda report: write_pdf(report, PARTY), PDF_ROWS, 1_000),
    "report, JSON": (write_json, ROWS, None),
}


def main() -> None:
    report = _report()
    empty = replace(report, annex=())
    rows = []
    for name, (write, count, most) in FILES.items():
        long = _long(report, count)
        cost = min(_cost(write, long) - _cost(write, empty) for _ in range(ROUNDS))
        rows.append(Row(name, cost / count * 1e6, "µs a row", most))
    sys.exit(0 if show(rows) else 1)


def _report() -> Report:
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'small.sqlite'}")
        try:
            Base.metadata.create_all(engine)
            with Session(engine) as session:
                campaign = make_small_campaign(session).campaign
                scope = Scope(campaign.id, Period(*NOVEMBER))
                return drafted(session, campaign, scope, today=TODAY, zone=ZoneInfo("Asia/Ho_Chi_Minh"))
        finally:
            engine.dispose()


def _long(report: Report, count: int) -> Report:
    line = report.annex[0]
    title, link = "Ươm mầm đổi mới sáng tạo ở các cơ quan, kỳ {}", "https://bao.example.vn/khoa-hoc/bai-{}.html"
    airings = (
        replace(line.airing, published_id=number, title=title.format(number), link=link.format(number))
        for number in range(count)
    )
    return replace(report, annex=tuple(replace(line, airing=airing) for airing in airings))


def _cost(write: Callable[[Report], object], report: Report) -> float:
    start = time.process_time()
    write(report)
    return time.process_time() - start


if __name__ == "__main__":
    main()
