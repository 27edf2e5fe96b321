"""What was learnt from judged items decides, names its words, and yields to strong words added since."""

import pytest

from planner.domain.learnt_words import parse_learnt, shipped_learnt
from planner.domain.relevance import Judgement, Lexicon, judge, lexicon, theme_words, with_learnt

LEARNT = parse_learnt(
    """
rule: thu
related: 0.5
core: 0.5
known: ["công nghệ cao"]
axes:
  technology: ["máy", "AI"]
  production: ["nông dân"]
  unlikely: ["bóng đá"]
weights:
  "#bias": [-2.0, -4.0]
  "#technology": [0.5, 0.0]
  "#technology+production": [3.0, 4.5]
  "#unlikely": [-4.0, 0.0]
  "#strong": [0.5, 0.0]
  "chế tạo": [1.8, 0.0]
"""
)


def words(*strong: str) -> Lexicon:
    themes = [theme_words("ung-dung", strong, ["máy sấy"], False, {})]
    return with_learnt(lexicon(themes, {"context": ["ứng dụng"]}, {}), LEARNT)


def judged(title: str, summary: str = "", *strong: str) -> Judgement | None:
    return judge(title, summary, words("công nghệ cao", *strong))


def test_where_technology_meets_production_an_item_is_at_the_core() -> None:
    found = judged("Nông dân chế tạo máy sấy")
    assert found is not None
    assert (found.theme, found.is_core) == ("ung-dung", True)
    assert found.words == ("máy sấy", "chế tạo", "Nông dân")
    assert found.score > 0.9


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("Nông dân được mùa", "one axis"),
        ("Nông dân xem bóng đá bằng máy chiếu", "words that speak against"),
        ("Ai giúp nông dân", "AI is not the little word ai"),
        ("Khách sạn công nghệ cao", "a strong word that was known when it was learnt"),
        ("", "nothing"),
    ],
)
def test_what_is_not_likely_enough_is_left_out(title: str, why: str) -> None:
    assert judged(title) is None, why


def test_a_strong_word_added_since_always_suffices() -> None:
    found = judged("Khai trương khách sạn", "", "khách sạn")
    assert found is not None
    assert (found.theme, found.words) == ("ung-dung", ("khách sạn",))


def test_an_item_that_fits_no_theme_still_counts_and_quotes_its_words() -> None:
    found = judged("AI giúp nông dân", "Do một kỹ sư trẻ Chế Tạo")
    assert found is not None
    assert (found.theme, found.words) == ("", ("Chế Tạo", "AI", "nông dân"))


def test_the_shipped_weights_belong_to_their_preset_alone() -> None:
    learnt = shipped_learnt("ket-luan-50")
    assert learnt is not None
    assert {"technology", "production", "action", "unlikely"} <= learnt.axes.keys()
    assert {"#bias", "#technology+production"} <= learnt.weights.keys()
    assert shipped_learnt("dot-khac") is None
    assert shipped_learnt("../ket-luan-50") is None
