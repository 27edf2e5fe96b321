"""The template components on their own: what they write for a form, a figure, a month, a suggestion."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace as Thing
from typing import Any

import html5lib
import pytest
from flask import render_template_string
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField
from wtforms.validators import DataRequired
from wtforms.widgets import CheckboxInput, ListWidget

from planner.app import create_app
from planner.config import Settings
from planner.domain.crowding import Form as DayForm
from planner.forms.base import Form
from planner.vocabulary import Status
from tests.fixtures.pages import page_faults

# Plain words are choices to WTForms 3.3; the type checker's stubs know only the deprecated tuples.
MEDIA: Any = ["báo in", "phát thanh"]
THEMES: Any = ["Chủ đề một"]
UNIT = Thing(id=8, short_name="BTN", name="Báo Thử Nghiệm")


class Plan(Form):
    title = StringField("Tên tin, bài", [DataRequired("Nhập tên tin, bài.")], description="Sửa được sau.")
    medium = RadioField("Loại hình", choices=MEDIA)
    themes = SelectMultipleField(
        "Chủ đề",
        choices=THEMES,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    later = BooleanField("Giờ chưa rõ")


@pytest.fixture
def request_context(tmp_path: Path) -> Iterator[None]:
    """A request of the real application; nothing here asks its database."""
    app = create_app(Settings(data_dir=tmp_path, database_url="sqlite://", secret_key="only-for-tests"))
    with app.test_request_context():
        yield


def render(source: str, **values: object) -> str:
    """A fragment that has passed the page inspection."""
    text = render_template_string(source, **values)
    assert page_faults(text) == []
    return text


def elements(text: str, tag: str) -> list[dict[str, str]]:
    root = html5lib.parseFragment(text, namespaceHTMLElements=False)
    return [dict(found.attrib) for found in root.iter() if str(found.tag).rpartition("}")[2] == tag]


def words(text: str) -> str:
    root = html5lib.parseFragment(text, namespaceHTMLElements=False)
    return " ".join("".join(root.itertext()).split())


@pytest.mark.usefixtures("request_context")
def test_a_refused_field_points_to_its_hint_and_its_error() -> None:
    plan = Plan()
    plan.validate()

    text = render("{% from '_components/field.html' import field %}{{ field(plan.title) }}", plan=plan)

    [control] = elements(text, "input")
    assert control["aria-invalid"] == "true"
    assert control["aria-describedby"] == "title-hint title-error"
    assert words(text) == "Tên tin, bài * (bắt buộc nhập) Sửa được sau. Nhập tên tin, bài."


@pytest.mark.usefixtures("request_context")
def test_choices_are_a_named_group_of_labelled_controls() -> None:
    source = "{% from '_components/field.html' import field %}{% for one in plan %}{{ field(one) }}{% endfor %}"

    text = render(source, plan=Plan())

    assert [group["id"] for group in elements(text, "fieldset")] == ["medium", "themes"]
    assert [control["type"] for control in elements(text, "input")] == [
        "text",
        "radio",
        "radio",
        "checkbox",
        "checkbox",
    ]


@pytest.mark.usefixtures("request_context")
def test_a_form_brings_its_token_and_lists_what_is_wrong() -> None:
    plan = Plan()
    plan.validate()
    source = "{% from '_components/form.html' import form %}{% from '_components/field.html' import field %}"
    source += "{% call form(plan, '/ke-hoach') %}{{ field(plan.title) }}{{ field(plan.medium) }}{% endcall %}"

    text = render(source, plan=plan)

    assert "#title" in [link["href"] for link in elements(text, "a")]
    assert [control["name"] for control in elements(text, "input") if control["type"] == "hidden"] == [
        "version",
        "submission",
        "csrf_token",
    ]


@pytest.mark.usefixtures("request_context")
@pytest.mark.parametrize(
    ("value", "shown"), [(1234, "Số bài 1.234"), (0, "Số bài 0"), (None, "Số bài Không đủ dữ liệu")]
)
def test_a_missing_figure_is_not_a_zero(value: int | None, shown: str) -> None:
    source = "{% from '_components/figure.html' import figure %}{{ figure('Số bài', value, '/tin-bai') }}"

    assert words(render(source, value=value)) == shown


@pytest.mark.usefixtures("request_context")
def test_a_bar_past_its_target_shows_the_rest_apart() -> None:
    text = render("{% from '_components/bar.html' import bar %}{{ bar(16, 12, 'Đã đăng 16 trên 12') }}")

    assert [(rect.get("x"), rect["width"]) for rect in elements(text, "rect")] == [
        (None, "100%"),
        (None, "75.0%"),
        ("75.0%", "25.0%"),
    ]
    assert words(text) == "16 / 12"


@pytest.mark.usefixtures("request_context")
@pytest.mark.parametrize("status", Status)
def test_every_state_is_told_by_class_shape_and_words(status: Status) -> None:
    text = render("{% from '_components/badge.html' import status_badge %}{{ status_badge(status) }}", status=status)

    assert f"status--{status.value}" in elements(text, "span")[0]["class"]
    assert elements(text, "use")[0]["href"].endswith(f"#status-{status.value}")
    assert words(text) == status.label


@pytest.mark.usefixtures("request_context")
def test_a_day_of_the_month_holds_its_items_and_its_empty_slots() -> None:
    item = Thing(id=3, version=1, title="Nuôi tôm trên cát", url="/tin-bai/3", status=Status.PLANNED, time="20:00")
    item.unit, item.warnings, item.move_url = UNIT, ["Chưa phân công"], "/tin-bai/3/chuyen"
    slot = Thing(title="Khoa học và đời sống", time="", unit=UNIT, url="/chuyen-muc/1/ky/2", warning="")
    day = Thing(date=date(2026, 11, 24), in_month=True, is_today=True, is_weekend=False, lunar="16/10")
    day.notes, day.entries, day.slots, day.add_url = [("Ngày nghỉ", True)], [item], [slot], "/tin-bai/moi"
    day.url, day.tally, day.form, day.count = "/lich/ngay", (), DayForm.CARDS, 1
    day.iso, day.number, day.full = "2026-11-24", "24", "24/11/2026"
    source = "{% from '_components/calendar.html' import month %}{{ month('Tháng 11', ['thứ Ba'], [[day]]) }}"

    text = render(source, day=day)

    assert elements(text, "td")[0]["aria-current"] == "date"
    assert [link["href"] for link in elements(text, "a")] == [day.url, day.add_url, item.url, item.move_url, slot.url]
    for shown in (
        "âm lịch 16/10",
        "Ngày nghỉ",
        "Đã duyệt kế hoạch",
        "20:00 Nuôi tôm",
        "Chưa phân công",
        "Kỳ còn trống",
    ):
        assert shown in words(text)
