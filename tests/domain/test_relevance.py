"""The campaign's words decide what is worth a look."""

from collections.abc import Sequence

import pytest

from planner.domain.relevance import Judgement, judge, lexicon, theme_words

ABBREVIATIONS = {"KH&CN": "khoa học và công nghệ", "ĐMST": "đổi mới sáng tạo"}
WORDS = {
    "context": ["khoa học", "công nghệ", "ứng dụng"],
    "local": ["huyện Thử"],
    "negative": ["khóa học", "tuyển sinh", "bóng đá"],
}
LEXICON = lexicon(
    [
        theme_words("mo-hinh", ["mô hình hay"], ["mô hình mới", "nhân rộng mô hình"], True, ABBREVIATIONS),
        theme_words(
            "ung-dung", ["nông nghiệp công nghệ cao", "đổi mới sáng tạo"], ["nhà màng", "IoT"], False, ABBREVIATIONS
        ),
    ],
    WORDS,
    ABBREVIATIONS,
)


def judged(title: str, summary: str = "") -> Judgement | None:
    return judge(title, summary, LEXICON)


@pytest.mark.parametrize(
    ("title", "theme", "words"),
    [
        ("Nông nghiệp công nghệ cao lên núi", "ung-dung", ["nông nghiệp công nghệ cao"]),
        ("Nhà màng gắn cảm biến IoT", "ung-dung", ["nhà màng", "IoT"]),
        ("Nhà màng ứng dụng cảm biến", "ung-dung", ["nhà màng", "ứng dụng"]),
        ("Mô hình hay về công nghệ sấy", "mo-hinh", ["mô hình hay", "công nghệ"]),
        ("Ngày hội ĐMST của thanh niên", "ung-dung", ["đổi mới sáng tạo"]),
        (
            "Nhân rộng mô hình mới: mô hình mới nhờ khoa học",
            "mo-hinh",
            ["mô hình mới", "nhân rộng mô hình", "khoa học"],
        ),
    ],
)
def test_enough_words_propose_a_theme(title: str, theme: str, words: Sequence[str]) -> None:
    found = judged(title)
    assert found is not None
    assert (found.theme, list(found.words)) == (theme, words)
    assert 0.5 <= found.score < 1


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Nhà màng", id="one normal word is not enough"),
        pytest.param("Mô hình hay về bảo vệ trật tự", id="a theme that needs context gets none"),
        pytest.param("Khai giảng khoá học nhà màng, ứng dụng", id="a negative word takes away what was found"),
        pytest.param("Nha mang ung dung IoT khong dau", id="words are compared with their accents"),
        pytest.param("Nông nghiệp công nghệ caolanh", id="a word is a whole word"),
        pytest.param("", id="nothing says nothing"),
    ],
)
def test_too_little_proposes_nothing(title: str) -> None:
    assert judged(title) is None


def test_a_word_of_the_title_weighs_more_than_one_of_the_lead() -> None:
    title, lead = judged("Nông nghiệp công nghệ cao", ""), judged("", "Nông nghiệp công nghệ cao")
    assert title is not None
    assert lead is not None
    assert title.score > lead.score


def test_a_place_of_the_campaign_lifts_but_never_suffices() -> None:
    here, anywhere = judged("Đổi mới sáng tạo ở huyện Thử"), judged("Đổi mới sáng tạo ở nơi khác")
    assert here is not None
    assert anywhere is not None
    assert here.score > anywhere.score
    assert judged("Lễ hội huyện Thử") is None


def test_the_full_word_and_its_short_form_count_alike() -> None:
    short, full = judged("Mô hình hay KH&amp;CN"), judged("Mô hình hay khoa học và công nghệ")
    assert short is not None
    assert short == full
