"""Marked words are shown as they were written."""

from planner.domain.highlight import highlight


def marked(text: str, *phrases: str, accents: bool = True) -> list[str]:
    pieces = highlight(text, phrases, {"KH&CN": "khoa học và công nghệ"}, accents=accents)
    assert "".join(piece.text for piece in pieces) == text
    return [piece.text for piece in pieces if piece.marked]


def test_spelling_and_capitals_make_no_difference() -> None:
    assert marked("Hoà mạng Điện mặt trời, 2 tỷ đồng", "hòa mạng", "tỉ") == ["Hoà mạng", "tỷ"]


def test_neighbours_are_marked_together_and_whole_words_only() -> None:
    assert marked("Ứng dụng công nghệ sinh học", "công nghệ", "nghệ sinh") == ["công nghệ sinh"]
    assert marked("công nghệ", "côn") == []


def test_a_short_form_is_marked_for_its_words() -> None:
    assert marked("Sở KH&CN làm việc", "khoa học và công nghệ") == ["KH&CN"]


def test_accents_count_unless_the_plan_had_none() -> None:
    assert marked("Mô hình nuôi tôm", "mo hinh") == []
    assert marked("Mô hình nuôi tôm", "mo hinh", accents=False) == ["Mô hình"]


def test_nothing_to_mark_leaves_the_text_alone() -> None:
    assert marked("", "tôm") == []
    assert marked("Nuôi tôm", "") == []
