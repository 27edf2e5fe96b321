"""The preset reader: the shipped campaign is whole, and a mistake is named with its place."""

from datetime import date
from pathlib import Path

import pytest

import planner
from planner.domain.genres import Counted, Genres, parse_genres
from planner.domain.preset import parse_preset
from planner.domain.preset_parts import Preset
from planner.errors import Invalid
from planner.vocabulary import Confidence, DirectiveRelation, Medium, ThemeOrigin, UnitKind

PRESETS = Path(planner.__file__).with_name("presets")
SMALL = """
preset: thu-nghiem
layout: 1
language: vi
campaign: {title: Đợt thử, short_title: Thử, directive: cv-1, starts_on: 2026-01-01, ends_on: null,
  source: proposal, confidence: low}
directives:
  - {id: cv-1, number: 1-CV/TN, kind: Công văn, symbol: CV, issued_on: 2026-01-01, issuer: Ban Thử, title: Về việc thử,
     level: tinh, source: letter, confidence: high}
tasks:
  - {id: nv1, directive: cv-1, ordinal: 1, title: Thử, text: Thử cho kỹ., responsible: [btn],
     source: letter, confidence: high}
units:
  - id: btn
    kind: press_unit
    media: [bao_in]
    names:
      - {name: Báo Thử Nghiệm, valid_to: 2026-06-30, source: found, confidence: high}
      - {name: Báo Thử Nghiệm Mới, valid_from: 2026-07-01, source: found, confidence: high}
themes:
  - {id: chu-de, name: Chủ đề, task: nv1, origin: letter, strong: [thử], source: letter, confidence: high}
columns:
  - {id: cm, name: Thử mỗi tuần, medium: bao_in, form: chuyen_muc, cadence: 1 kỳ/tuần, rrule: FREQ=WEEKLY;BYDAY=MO,
     source: proposal, confidence: low}
key_dates:
  - {name: Ngày Thử, rule: 05-18, source: found, confidence: high}
report: {title: Kết quả thử, kind: BC, profile: thu, periods: [month], reporter: btn,
  source: letter, confidence: medium}
"""


@pytest.fixture(scope="module")
def shipped() -> Preset:
    return parse_preset((PRESETS / "ket-luan-50.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def genres() -> Genres:
    return parse_genres((PRESETS / "genres.yaml").read_text("utf-8"))


def test_the_small_preset_is_right_so_that_each_mistake_below_is_the_only_one() -> None:
    preset = parse_preset(SMALL)
    assert preset.key == "thu-nghiem"
    assert preset.units[0].names[1].valid_from == date(2026, 7, 1)
    assert preset.columns[0].mark.proposed


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        (
            "directive: cv-1, starts_on",
            "directive: cv-2, starts_on",
            "campaign.directive: không có mục nào mang mã “cv-2”",
        ),
        ("responsible: [btn]", "responsible: [bao-la]", "tasks.nv1: không có mục nào mang mã “bao-la”"),
        ("task: nv1", "task: nv9", "themes.chu-de.task: không có mục nào mang mã “nv9”"),
        ("reporter: btn", "reporter: ai-do", "report.reporter: không có mục nào mang mã “ai-do”"),
        ("issuer: Ban Thử, ", "", "directives[1]: thiếu trường “issuer”"),
        ("starts_on: 2026-01-01", "starts_on: 2026-13-01", "campaign.starts_on: không phải là ngày"),
        ("issued_on: 2026-01-01", "issued_on: 1/1/2026", "directives[1].issued_on: không phải là ngày"),
        ("ends_on: null", "ends_on: 2025-12-31", "campaign: ngày cuối 31/12/2025 đứng trước ngày đầu 01/01/2026"),
        ("valid_from: 2026-07-01", "valid_from: 2026-06-30", "trùng thời gian"),
        ("kind: press_unit", "kind: toa-soan", "units[1].kind: “toa-soan” không có trong các giá trị cho phép"),
        ("media: [bao_in]", "media: [bao_tuong]", "units[1].media: “bao_tuong”"),
        ("origin: letter", "origin: letter, colour: red", "themes[1].colour: là trường không có trong mẫu"),
        ("strong: [thử]", "strong: thử", "themes[1].strong: phải là một danh sách"),
        ("ordinal: 1", "ordinal: một", "tasks[1].ordinal: phải là một số nguyên"),
        (
            "source: found, confidence: high}\n      -",
            "source: nghe-noi, confidence: high}\n      -",
            "units[1].names[1].source",
        ),
        ("rule: 05-18", "rule: 18/5", "Quy tắc ngày “18/5”"),
        ("FREQ=WEEKLY;BYDAY=MO", "thứ Hai", "columns.cm: không đọc được nhịp “thứ Hai”"),
        ("layout: 1", "layout: 2", "layout: cần là 1"),
        ("language: vi", "language: [vi", "kiểm tra dòng"),
        ("title: Thử, text", "title: {}, text", "tasks[1].title: phải là một đoạn chữ"),
    ],
)
def test_a_mistake_is_refused_with_its_place(right: str, wrong: str, sentence: str) -> None:
    assert right in SMALL
    with pytest.raises(Invalid) as refused:
        parse_preset(SMALL.replace(right, wrong, 1))
    assert sentence in str(refused.value)


@pytest.mark.parametrize("text", ["", "- a\n- b", "chỉ là chữ", "\x00", "a: &x [*x]"])
def test_what_is_no_preset_at_all_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        parse_preset(text)


def test_an_id_standing_twice_is_refused() -> None:
    twice = SMALL.replace(
        "themes:",
        "themes:\n  - {id: chu-de, name: Hai, task: nv1, origin: letter, strong: [a], "
        "source: letter, confidence: high}",
        1,
    )
    with pytest.raises(Invalid, match="themes: mã “chu-de” dùng cho hai mục"):
        parse_preset(twice)


def test_the_letter_without_a_day_keeps_its_bounds(shipped: Preset) -> None:
    letter = next(part for part in shipped.directives if part.id == shipped.campaign.directive)
    assert letter.number.startswith("728-CV/")
    assert letter.issued_on is None
    assert (letter.issued_earliest, letter.issued_latest) == (date(2019, 8, 20), date(2019, 8, 29))


def test_the_chain_of_documents_leads_from_the_letter_to_the_resolution(shipped: Preset) -> None:
    documents = {part.id: part for part in shipped.directives}
    chain = [documents[shipped.campaign.directive]]
    while chain[-1].links:
        chain.append(documents[chain[-1].links[0].to])
    assert [part.number for part in chain[1:]] == ["753-CV/TU", "50-KL/TW", "20-NQ/TW"]
    assert chain[2].links[0].relation is DirectiveRelation.CONTINUES
    assert documents[shipped.campaign.subject or ""] is chain[2]


def test_task_four_is_in_scope_with_the_letters_words_and_four_deliverables(shipped: Preset) -> None:
    (task,) = [part for part in shipped.tasks if part.in_scope]
    assert task.ordinal == 4
    assert task.text.startswith(
        "Các cấp ủy Báo Quảng Bình, Đài Phát thanh - Truyền hình tỉnh và các đơn vị truyền thông"
    )
    assert task.text.endswith("ứng dụng các thành tựu khoa học - công nghệ vào sản xuất của tỉnh.")
    assert len(task.deliverables) == 4


def test_every_press_unit_has_media_and_the_merged_ones_lead_to_one_of_today(shipped: Preset) -> None:
    press = {unit.id: unit for unit in shipped.units if unit.kind is UnitKind.PRESS_UNIT}
    successor = {old: merger.successor for merger in shipped.mergers for old in merger.predecessors}
    today = {unit_id for unit_id in press if unit_id not in successor}
    assert all(unit.media for unit in press.values())
    assert len(today) == 1
    assert Medium.TELEVISION in press[today.pop()].media


def test_a_merger_starts_the_successors_name_on_the_day_or_after(shipped: Preset) -> None:
    names = {unit.id: unit.names for unit in shipped.units}
    assert shipped.mergers
    assert all(names[merger.successor][0].valid_from == merger.on for merger in shipped.mergers)


def test_only_what_no_directive_says_is_a_proposal(shipped: Preset) -> None:
    proposals = [*shipped.columns, *shipped.special_pages, *shipped.targets]
    assert all(part.mark.proposed for part in proposals)
    assert not any(part.mark.proposed for part in (*shipped.directives, *shipped.tasks, *shipped.key_dates))
    assert [theme.id for theme in shipped.themes if not theme.enabled] == ["chuyen-doi-so"]
    assert all((theme.origin is ThemeOrigin.BASIS) == bool(theme.basis) for theme in shipped.themes)


def test_what_is_only_remembered_never_claims_to_be_certain_about_a_document(shipped: Preset) -> None:
    remembered = [part for part in shipped.directives if part.mark.source == "memory"]
    assert [part.mark.confidence for part in remembered] == [Confidence.MEDIUM]


def test_targets_count_in_groups_of_the_report(shipped: Preset, genres: Genres) -> None:
    assert {target.group for target in shipped.targets} <= {group.key for group in genres.groups}


def test_each_genre_has_media_and_every_work_group_has_a_genre(genres: Genres) -> None:
    keys = [genre.key for genre in genres.genres]
    assert len(keys) == len(set(keys)) == 45
    assert all(genre.media for genre in genres.genres)
    counted = {group.key for group in genres.groups if group.counted is Counted.GENRE}
    assert {genre.group for genre in genres.genres} == counted


def test_a_genre_in_a_group_of_columns_is_refused() -> None:
    text = """
layout: 1
groups: [{key: chuyen_muc, name: Chuyên mục, measure: kỳ, from: column}]
genres: [{key: tin, name: tin, family: Thông tấn, media: [bao_in], group: chuyen_muc}]
"""
    with pytest.raises(Invalid, match=r"genres\.tin\.group"):
        parse_genres(text)
