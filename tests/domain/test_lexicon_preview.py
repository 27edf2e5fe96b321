"""A preview names what comes in and what goes, and leaves the rest alone."""

from planner.domain.lexicon_preview import Seen, preview
from planner.domain.relevance import Lexicon, lexicon, theme_words

ITEMS = [
    Seen(1, "Máy sấy nấm tự chế của nông dân", ""),
    Seen(2, "Khai mạc hội chợ công nghệ", ""),
    Seen(3, "Giá vàng tăng", ""),
]


def words(*strong: str) -> Lexicon:
    return lexicon([theme_words("t", strong, (), needs_context=False, abbreviations={})], {}, {})


def test_new_words_bring_items_and_removed_words_take_them() -> None:
    found = preview(ITEMS, words("hội chợ công nghệ"), words("máy sấy"), ["hội chợ công nghệ", "máy sấy"])
    assert [change.item.number for change in found.added] == [1]
    assert found.added[0].judgement.words == ("máy sấy",)
    assert [change.item.number for change in found.dropped] == [2]
    assert found.looked_at == 3


def test_a_word_that_changes_nothing_previews_nothing() -> None:
    found = preview(ITEMS, words("máy sấy"), words("máy sấy", "nấm tự chế"), ["nấm tự chế"])
    assert (found.added, found.dropped) == ([], [])
