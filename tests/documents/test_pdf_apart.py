"""A long PDF is set in a process of its own: whole, stoppable, and honest about what it leaves to the workbook."""

from dataclasses import replace

import pypdfium2
import pytest

from planner.documents import pdf
from planner.documents.pdf import IN_PROCESS, write_pdf
from planner.documents.profile import profile_by_key
from planner.domain.report import Report

PARTY = profile_by_key("dang-hd05")
LINES = IN_PROCESS + 1


class StopError(Exception):
    """What a progress call raises when nobody wants the file any more."""


@pytest.fixture(scope="module")
def long(report: Report) -> Report:
    line = report.annex[0]
    lines = (replace(line, airing=replace(line.airing, title=f"Bài số {number}.")) for number in range(LINES))
    return replace(report, annex=tuple(lines))


def words(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        assert document.is_tagged()
        return " ".join("".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


def test_a_long_report_is_set_whole_in_a_process_of_its_own(long: Report) -> None:
    told: list[int] = []
    text = words(write_pdf(long, PARTY, told.append))

    assert "Bài số 0." in text
    assert f"Bài số {LINES - 1}." in text
    assert told[:2] == [500, 1000]
    assert set(told[2:]) <= {LINES}


def test_it_stops_when_nobody_wants_it_any_more(long: Report) -> None:
    def stop(done: int) -> None:
        if done == LINES:
            raise StopError

    with pytest.raises(StopError):
        write_pdf(long, PARTY, stop)


def test_a_list_too_long_for_paper_says_where_the_rest_is(long: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_LINES", 20)
    text = words(write_pdf(long, PARTY))

    assert "Bài số 19." in text
    assert "Bài số 20." not in text
    assert "Danh mục có 1.001 dòng; tệp này in 20 dòng đầu." in text
