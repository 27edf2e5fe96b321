"""Whole names are found whatever their spelling and capitals; parts of words and single words are not."""

from planner.domain.recognition import named_in

NAMES = {1: "Hợp tác xã Nấm Thử", 2: "Thử", 3: "Tổ hợp tác Hoà Bình Thử"}


def test_whole_names_are_found() -> None:
    assert named_in("Về thăm HỢP TÁC XÃ NẤM THỬ và tổ hợp tác Hòa Bình Thử", NAMES) == [1, 3]


def test_a_part_or_a_single_word_is_no_name() -> None:
    assert named_in("Hợp tác xã Nấm Thửa mới lập; Thử làm nấm", NAMES) == []
