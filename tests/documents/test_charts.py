"""Charts read back from their drawing: every figure is written, nothing depends on colour, no title breaks out."""

from lxml import etree
from markupsafe import Markup

from planner.documents.charts import draw, step_of
from planner.domain.charts import Bars, Heat, Look, Series

HOSTILE = '"/><script>alert(1)</script>\x00\u202e😀' + "đ" * 300
BY_UNIT = Bars(
    "Theo đơn vị",
    ("Báo Thử Nghiệm", HOSTILE),
    (Series("Kế hoạch", (1200, 3), Look.FRAME), Series("Đã đăng, phát", (600, None))),
)


def words(drawing: Markup) -> list[str]:
    return [text for text in etree.fromstring(drawing.encode()).itertext() if text.strip()]


def widths(drawing: Markup, look: str) -> list[float]:
    root = etree.fromstring(drawing.encode())
    found = root.findall(f".//{{*}}rect[@class='chart__bar chart__bar--{look}']")
    return [float(rect.get("width") or 0) for rect in found]


def test_every_figure_stands_at_its_bar_and_an_unknown_one_is_no_zero() -> None:
    said = words(draw(BY_UNIT))

    assert said[:2] == ["Kế hoạch", "Đã đăng, phát"]
    assert {"1.200", "600", "3", "…"} <= set(said)
    assert "0" not in said


def test_a_bar_is_as_long_as_its_figure_says() -> None:
    drawing = draw(BY_UNIT)
    planned, published = widths(drawing, "frame")[1:], widths(drawing, "full")[1:]

    assert planned[0] == 2 * published[0]
    assert published[1] == 0


def test_series_differ_in_their_look_and_not_in_colour_alone() -> None:
    root = etree.fromstring(draw(BY_UNIT).encode())
    fills = {rect.get("class"): rect.get("fill") for rect in root.iter("{*}rect")}

    assert fills == {"chart__bar chart__bar--frame": "#ffffff", "chart__bar chart__bar--full": "#0e5a6b"}


def test_the_alternative_text_says_every_figure() -> None:
    root = etree.fromstring(draw(BY_UNIT).encode())

    assert root.get("role") == "img"
    assert (root.get("aria-label") or "").startswith("Theo đơn vị. Báo Thử Nghiệm: kế hoạch 1.200, đã đăng, phát 600; ")
    assert (root.get("aria-label") or "").endswith(": kế hoạch 3, đã đăng, phát không đủ dữ liệu.")


def test_no_name_breaks_out_of_the_drawing() -> None:
    drawing = draw(BY_UNIT)

    assert "<script" not in drawing
    assert {element.tag.rpartition("}")[2] for element in etree.fromstring(drawing.encode()).iter()} == {
        "svg",
        "rect",
        "text",
    }
    assert max(map(len, words(drawing))) <= 60


def test_months_stand_side_by_side_over_their_names() -> None:
    months = Bars("Theo tháng", ("10/2026", "11/2026"), (Series("Đã đăng, phát", (4, 8)),), upright=True)
    root = etree.fromstring(draw(months).encode())
    tall = [float(rect.get("height") or 0) for rect in root.iter("{*}rect")][1:]

    assert {"10/2026", "11/2026", "4", "8"} <= set(words(draw(months)))
    assert tall[1] == 2 * tall[0]


def test_a_heat_map_writes_every_number_and_darkens_with_it() -> None:
    heat = Heat("Chủ đề × tuần", ("Khoa học",), ("Tuần 45", "Tuần 46", "Tuần 47"), ((0, 5, None),))
    root = etree.fromstring(draw(heat).encode())

    assert words(draw(heat)) == ["Tuần 45", "Tuần 46", "Tuần 47", "Khoa học", "0", "5", "…"]
    assert [rect.get("class") for rect in root.iter("{*}rect")] == [
        f"chart__cell chart__cell--{step}" for step in (0, 5, 0)
    ]
    assert [step_of(value, 10) for value in (None, 0, 1, 2, 3, 9, 10)] == [0, 0, 1, 1, 2, 5, 5]


def test_a_chart_of_nothing_is_still_a_picture() -> None:
    assert words(draw(Bars("Trống", (), (Series("Kế hoạch", ()),)))) == ["Kế hoạch"]
    assert words(draw(Heat("Trống", (), (), ()))) == []
