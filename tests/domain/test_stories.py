"""The same text elsewhere is told by its words; near-equal titles stay apart."""

from planner.domain.stories import similar, story_of


def test_the_same_title_in_other_signs_and_cases_is_one_story() -> None:
    assert story_of("Lễ hội làng: khai mạc sáng nay!") == story_of("lễ hội làng – Khai mạc sáng nay")
    assert story_of("Lễ hội làng khai mạc sáng nay") != story_of("Lê hội làng khai mạc sáng nay")


def test_titles_that_differ_in_a_number_are_two_stories() -> None:
    assert story_of("Trọn bộ phim truyền hình TVB 4") != story_of("Trọn bộ phim truyền hình TVB 2")


def test_a_heading_too_short_to_tell_is_no_story() -> None:
    assert story_of("Bản tin sáng") == story_of("") == ""


def test_long_summaries_with_other_words_are_other_texts() -> None:
    one = "Sáng nay hàng trăm người dân và du khách đã đến dự lễ khai mạc tại đình làng"
    other = "Kết quả xổ số kiến thiết hôm nay gồm mười tám giải thưởng được công bố lúc chiều muộn"

    assert similar(one, one + " cùng nhiều hoạt động")
    assert not similar(one, other)
    assert similar(one, "Sáng nay")
