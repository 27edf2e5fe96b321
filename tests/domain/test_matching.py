"""What a matcher must survive: look-alikes, instalments, digests, reruns, follow-ups, corrected and careless titles."""

import unicodedata
from datetime import date, timedelta

import pytest

from planner.domain.matching import LEAST_SCORE, Corpus, Item, Plan, Suggestion, accepted, rank, suggest
from planner.domain.reasons import ReasonCode

DUE = date(2026, 11, 23)
UNIT = "báo"
BACKGROUND = (
    "Thời tiết miền núi chuyển lạnh về đêm",
    "Giá vàng trong nước tiếp tục tăng",
    "Học sinh vùng cao trở lại trường sau mưa lũ",
    "Đội bóng tỉnh giành ba điểm trên sân nhà",
    "Khai mạc hội chợ hàng tiêu dùng cuối năm",
    "Công an bắt giữ nhóm trộm cắp xe máy",
    "Bệnh viện đa khoa ghép thận thành công",
    "Nông dân được mùa lúa đông xuân",
    "Ngân hàng trao giải thưởng cho khách hàng",
    "Doanh nghiệp đầu tư trung tâm thương mại",
)


def item(number: str, title: str, *, days: int = 0, summary: str = "") -> Item:
    return Item(number, title, DUE + timedelta(days), summary, UNIT)


def plan(title: str, *, brief: str = "", due: date | None = DUE) -> Plan:
    return Plan("kế hoạch", title, brief, due, UNIT)


def ranked(wanted: Plan, *items: Item) -> list[Suggestion]:
    background = [item(f"nền {place}", title) for place, title in enumerate(BACKGROUND)]
    return rank(wanted, Corpus([*items, *background]))


def only(wanted: Plan, other: Item) -> Suggestion:
    return next(one for one in ranked(wanted, other) if one.item_id == other.id)


def codes(one: Suggestion) -> set[ReasonCode]:
    return {reason.code for reason in one.reasons}


@pytest.mark.parametrize(
    ("planned", "published", "veto"),
    [
        pytest.param(
            "Ngân hàng ABBank nhận giải thưởng chuyển đổi số xuất sắc",
            "Ngân hàng XYBank nhận giải thưởng chuyển đổi số xuất sắc",
            ReasonCode.OTHER_NAME,
            id="two banks, one award",
        ),
        pytest.param(
            "Kết quả xổ số kiến thiết ngày 22/11",
            "Kết quả xổ số kiến thiết ngày 23/11",
            ReasonCode.OTHER_NUMBERS,
            id="the lottery of two days",
        ),
        pytest.param(
            "Dự báo thời tiết ngày 22/11: mưa lớn diện rộng",
            "Dự báo thời tiết ngày 24/11: mưa lớn diện rộng",
            ReasonCode.OTHER_NUMBERS,
            id="the weather of two days",
        ),
        pytest.param(
            "Giải đua xe đạp về nguồn, chặng 4: tay đua chủ nhà bứt phá",
            "Giải đua xe đạp về nguồn, chặng 10: tay đua chủ nhà bứt phá",
            ReasonCode.OTHER_INSTALMENT,
            id="two stages of a race",
        ),
        pytest.param(
            "Nông dân làm giàu từ nấm sạch - Kỳ 1: Khởi đầu gian khó",
            "Nông dân làm giàu từ nấm sạch - Kỳ cuối: Quả ngọt",
            ReasonCode.OTHER_INSTALMENT,
            id="the first and the last part",
        ),
        pytest.param(
            "Tập đoàn An Bình Phát xây trung tâm dữ liệu hai tỉ USD",
            "Công ty Sao Mai Xanh rót hai tỉ USD cho một trung tâm dữ liệu khổng lồ ở ven biển",
            ReasonCode.OTHER_NAME,
            id="two companies, two data centres",
        ),
        pytest.param(
            "Mùa sâm mới của gia đình ông Lê Văn Thử",
            "Bà Trần Thị Mẫu mở xưởng sấy sâm, thu tiền tỉ sau nhiều năm vay vốn",
            ReasonCode.SOMEBODY_ELSE,
            id="one trade, two people",
        ),
        pytest.param(
            "Chuyên gia giúp nông dân Angola trồng lúa",
            "Chuyên gia giúp nông dân Algeria trồng lúa",
            ReasonCode.OTHER_NAME,
            id="two countries that sound alike",
        ),
        pytest.param(
            "Ra mắt tổ công nghệ số cộng đồng",
            "Điểm tin sáng 23/11: Ra mắt tổ công nghệ số cộng đồng; giá xăng giảm; trời trở lạnh",
            ReasonCode.DIGEST,
            id="a digest that contains it",
        ),
        pytest.param(
            "Robot hái chè của nhóm sinh viên",
            "Toàn cảnh ngày hội sáng tạo: robot hái chè của nhóm sinh viên, máy sấy nấm, nhà màng",
            ReasonCode.DIGEST,
            id="a round-up and one of its parts",
        ),
    ],
)
def test_a_look_alike_is_held_back_and_says_why(planned: str, published: str, veto: ReasonCode) -> None:
    found = only(plan(planned), item("giống", published))
    assert found.held_back
    assert veto in codes(found)
    assert found.score <= 0.5


def test_the_true_piece_outranks_its_look_alike() -> None:
    found = ranked(
        plan("Giải đua xe đạp về nguồn, chặng 4: tay đua chủ nhà bứt phá"),
        item("chặng 10", "Giải đua xe đạp về nguồn, chặng 10: tay đua chủ nhà bứt phá"),
        item("chặng 4", "Tay đua chủ nhà bứt phá ở chặng 4 giải đua xe đạp về nguồn"),
    )
    assert [one.item_id for one in found[:2]] == ["chặng 4", "chặng 10"]
    assert not found[0].held_back


def test_the_piece_of_the_day_outranks_the_same_story_on_another_day() -> None:
    title = "Nước lũ lên nhanh, các xã ven sông di dời dân"
    found = ranked(plan(title), item("hôm sau", title, days=6), item("đúng ngày", title))
    assert [one.item_id for one in found[:2]] == ["đúng ngày", "hôm sau"]
    assert ReasonCode.SAME_DAY in codes(found[0])
    assert "6 ngày" in " ".join(reason.text for reason in found[1].reasons)


def test_the_units_own_follow_up_is_offered_below_the_piece_itself() -> None:
    found = ranked(
        plan("Nhà màng trồng dưa lưới của hợp tác xã Bình Minh"),
        item("nối tiếp", "Sau một tháng, nhà màng của hợp tác xã Bình Minh bán vụ dưa lưới thứ hai", days=12),
        item("chính", "Nhà màng trồng dưa lưới ở hợp tác xã Bình Minh", days=1),
    )
    assert [one.item_id for one in found[:2]] == ["chính", "nối tiếp"]
    assert found[1].score >= LEAST_SCORE


def test_a_rerun_is_offered_beside_the_first_airing_and_neither_leads() -> None:
    title = "Phóng sự: Máy sấy nấm của anh nông dân Lê Văn Thử"
    first, second = ranked(plan(title), item("phát lần đầu", title), item("phát lại", title, days=1))[:2]
    assert {first.item_id, second.item_id} == {"phát lần đầu", "phát lại"}
    assert ReasonCode.NO_LEAD in codes(first) & codes(second)


def test_a_corrected_title_still_leads() -> None:
    found = ranked(
        plan("Hợp tác xã Bình Minh lắp đặt hệ thống tưới tự động"),
        item("đã sửa", "Hợp tác xã Bình Minh hoàn thành lắp hệ thống tưới tự động"),
    )[0]
    assert found.item_id == "đã sửa"
    assert {ReasonCode.SHARED, ReasonCode.NAMES, ReasonCode.LEAD, ReasonCode.SAME_DAY} <= codes(found)
    assert not found.held_back


@pytest.mark.parametrize("offset", [-8, 31])
def test_what_came_out_too_early_or_too_late_is_no_candidate(offset: int) -> None:
    title = "Máy gặt tự chế về đồng"
    found = ranked(plan(title), item("ngoài cửa sổ", title, days=offset))
    assert "ngoài cửa sổ" not in {one.item_id for one in found}


def test_a_plan_without_a_day_is_compared_with_every_day() -> None:
    title = "Máy gặt tự chế về đồng"
    found = ranked(plan(title, due=None), item("xa", title, days=200))[0]
    assert found.item_id == "xa"
    assert ReasonCode.NO_DAY in codes(found)


def test_a_plan_typed_without_accents_finds_the_accented_title() -> None:
    found = ranked(plan("mo hinh nuoi tom cong nghe cao"), item("tôm", "Mô hình nuôi tôm công nghệ cao"))[0]
    assert found.item_id == "tôm"
    assert ReasonCode.ACCENTLESS in codes(found)


def test_a_plan_with_accents_is_not_fooled_by_words_that_lose_them() -> None:
    found = suggest(plan("Khóa học đề tài"), Corpus([item("khoa", "Khoa học để tài trợ")]))
    assert not any("khóa" in word for one in found for reason in one.reasons for word in reason.words)


def test_an_abbreviation_in_capitals_is_not_the_little_word() -> None:
    found = ranked(plan("Ứng dụng AI chấm bài"), item("ai", "Đố ai trồng được cây này"), item("AI", "Trường dùng AI"))
    assert found[0].item_id == "AI"
    assert "ai" not in {one.item_id for one in found}


def test_the_order_does_not_depend_on_the_order_of_the_items() -> None:
    items = [item(str(number), f"Mô hình nuôi tôm số {number}") for number in range(6)]
    wanted = plan("Mô hình nuôi tôm")
    assert ranked(wanted, *items) == ranked(wanted, *reversed(items))


@pytest.mark.parametrize(
    "title",
    [
        "",
        "tôm",
        "!!! ???",
        "MÔ HÌNH NUÔI TÔM CÔNG NGHỆ CAO",
        unicodedata.normalize("NFD", "Mô hình nuôi tôm công nghệ cao"),
        "<b>Mô hình</b> nuôi tôm &amp; cá",
        "Shrimp farming goes high tech",
        "高科技养虾",
        "tôm " * 2500,
    ],
)
def test_careless_input_gets_a_sane_answer(title: str) -> None:
    target = item("tôm", "Mô hình nuôi tôm công nghệ cao")
    for wanted, other in ((plan(title), target), (plan("Mô hình nuôi tôm công nghệ cao"), item("lạ", title))):
        found = ranked(wanted, other)
        assert all(0 <= one.score <= 1 and one.reasons for one in found)


def test_nothing_to_choose_among_gives_nothing() -> None:
    assert suggest(plan("Mô hình nuôi tôm"), Corpus([])) == []


def test_a_reason_is_stored_with_its_sentence_and_its_words() -> None:
    found = only(plan("Máy sấy nấm của anh Lê Văn Thử"), item("nấm", "Anh Lê Văn Thử chế máy sấy nấm"))
    stored = {reason.code.value: reason.as_data() for reason in found.reasons}
    assert stored["names"]["words"] == ["lê văn thử"]
    assert stored["names"]["text"] == "Có tên riêng nêu trong kế hoạch: “Lê Văn Thử”"
    assert stored["shared"]["words"] == ["anh lê văn thử", "máy sấy nấm"]
    assert stored["shared"]["text"] == "Chung những từ: “anh Lê Văn Thử”, “Máy sấy nấm”"


@pytest.mark.parametrize(
    ("planned", "published", "words"),
    [
        ("Kỹ thuật sấy nấm mới", "Lớp kĩ thuật sấy nấm ở bản xa", "“Kỹ thuật sấy nấm”"),
        ("Cấp chỉ dẫn địa lý cho cam sành", "Trao chỉ dẫn địa lý tới nhà vườn", "“chỉ dẫn địa lý”"),
        ("Ngày hội chuyển đổi số", "Tuần lễ chuyển đổi số: ai được lợi", "“chuyển đổi số”"),
    ],
)
def test_reasons_quote_whole_words_as_the_plan_writes_them(planned: str, published: str, words: str) -> None:
    found = only(plan(planned), item("bài", published))
    assert words in next(reason.text for reason in found.reasons if reason.code is ReasonCode.SHARED)


def test_a_common_syllable_in_another_word_is_named_as_such_and_is_no_suggestion() -> None:
    wanted, other = plan("Nhà màng trồng dưa lưới"), item("nhà", "Cháy nhà xưởng trong đêm, không ai bị thương")
    found = only(wanted, other)
    assert ReasonCode.LOOSE in codes(found)
    assert ReasonCode.SHARED not in codes(found)
    assert found.score < LEAST_SCORE


def test_the_certain_piece_is_taken_and_says_why() -> None:
    title = "Hợp tác xã Bình Minh lắp đặt hệ thống tưới tự động"
    found = ranked(plan(title), item("bài", title))
    best = accepted(plan(title), found)
    assert best is not None
    assert best.item_id == "bài"
    assert {ReasonCode.SHARED, ReasonCode.SAME_DAY, ReasonCode.LEAD} <= codes(best)


@pytest.mark.parametrize(
    ("wanted", "published"),
    [
        pytest.param(plan("Nông dân làm nấm - Kỳ 1"), "Nông dân làm nấm - Kỳ cuối", id="another instalment"),
        pytest.param(plan("Máy sấy nấm tự chế", due=None), "Máy sấy nấm tự chế", id="a plan without a day"),
        pytest.param(plan("Máy sấy nấm của thầy giáo làng"), "Nấm rừng được mùa, người hái vui", id="a vague likeness"),
    ],
)
def test_what_is_not_certain_waits_for_a_person(wanted: Plan, published: str) -> None:
    found = ranked(wanted, item("bài", published))
    assert found[0].item_id == "bài"
    assert accepted(wanted, found) is None


def test_another_units_piece_is_never_taken_without_asking() -> None:
    title = "Hợp tác xã Bình Minh lắp đặt hệ thống tưới tự động"
    other = Item("bài", title, DUE, unit="báo khác")
    found = rank(plan(title), Corpus([other]))
    assert accepted(plan(title), found) is None
    assert accepted(plan(title), []) is None


@pytest.mark.parametrize(
    ("planned", "published"),
    [
        pytest.param(
            "Tỉnh chấp thuận nhà máy điện gió hơn 9.000 tỷ đồng",
            "Tập đoàn quan tâm nhà máy điện gió 9.100 tỉ đồng của tỉnh",
            id="the amount of a running story grows",
        ),
        pytest.param(
            "Khu đô thị xanh 6.300 ha ở thủ đô",
            "Được cấp 6.300ha đất làm khu đô thị ở thủ đô",
            id="a figure and its unit",
        ),
        pytest.param(
            "Lắp hơn 1.800 camera phạt nguội từ tháng 12",
            "Lắp hơn 1.800 camera phạt nguội vào cuối năm 2026",
            id="a month and a year",
        ),
        pytest.param(
            "Nhiễm Covid-19 làm biến đổi tế bào",
            "SARS-CoV-2 có thể biến đổi tế bào thế hệ sau",
            id="an illness is no person",
        ),
        pytest.param(
            "Podcast: chuyện khởi nghiệp từ 2 tỷ USD",
            "Video: chuyện khởi nghiệp từ 2 tỷ đồng",
            id="forms and currencies",
        ),
        pytest.param("Ông Trần Hải nói về chuyển đổi số", "Trần Hải nói gì về chuyển đổi số?", id="a form of address"),
    ],
)
def test_what_does_not_contradict_is_not_held_back(planned: str, published: str) -> None:
    assert not only(plan(planned), item("đúng", published)).held_back


def test_a_newsroom_short_form_finds_its_words() -> None:
    found = only(plan("Dự thảo quy định về trí tuệ nhân tạo"), item("đúng", "Siết quy định dùng AI trong trường học"))
    assert any("trí tuệ nhân tạo" in reason.words for reason in found.reasons)


def test_an_everyday_word_in_capitals_is_no_name() -> None:
    wanted = plan("Dự án Luật Trí tuệ mới và phát biểu của Tổng Bí thư")
    assert ReasonCode.NAMES_MISSING not in codes(only(wanted, item("đúng", "dự án luật mới được trình")))
