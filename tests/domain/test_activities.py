"""What units report of themselves: totals and the sentence that says who vouches."""

from planner.domain.activities import ActivityRow, activity_lines, kind_of
from planner.domain.activity_sentences import sentences


def row(kind: str, count: int, *, unit: str = "Báo Thử Nghiệm", audience: int = 0, proofs: int = 0) -> ActivityRow:
    return ActivityRow(1 if unit.startswith("Báo") else 2, unit, kind, count, audience, proofs)


def test_activities_are_summed_by_unit_and_kind_in_the_order_of_the_kinds() -> None:
    rows = [row("pano", 2), row("tuyen_truyen_mieng", 1, audience=40), row("pano", 3, proofs=2)]
    lines = activity_lines(rows)
    assert [(line.kind.key, line.reports, line.count, line.proved) for line in lines] == [
        ("tuyen_truyen_mieng", 1, 1, 0),
        ("pano", 2, 5, 1),
    ]


def test_the_report_says_that_the_unit_vouches_and_that_nothing_is_added() -> None:
    said = sentences(activity_lines([row("tuyen_truyen_mieng", 3, audience=1200), row("pano", 12, unit="Đài Thử")]))
    assert said == [
        "Báo Thử Nghiệm tự báo cáo, không cộng vào số liệu trên: 03 buổi tuyên truyền miệng (1.200 lượt người).",
        "Đài Thử tự báo cáo, không cộng vào số liệu trên: 12 tấm pano, áp phích, băng rôn.",
    ]


def test_a_kind_no_longer_shipped_keeps_its_key() -> None:
    assert kind_of("cu_ky").name == "cu_ky"
