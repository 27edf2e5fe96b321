"""Vietnamese order, in Python and in a database."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.language.collation import person_key, sort_key

# Each row is in the order a Vietnamese dictionary prints it.
ORDERED = [
    ["a", "à", "ả", "ã", "á", "ạ", "ă", "ằ", "ẳ", "ẵ", "ắ", "ặ", "â", "ầ", "ẩ", "ẫ", "ấ", "ậ", "b"],
    ["d", "đ", "e", "ê", "g"],
    ["o", "ô", "ơ", "p"],
    ["u", "ư", "v"],
    ["ma", "mà", "mả", "mã", "má", "mạ", "man", "mă", "mâ"],
    ["An", "Ánh", "Ân", "Bình", "Dũng", "Đức", "Em", "Ôn", "Zalo"],
    ["2019", "An", "an ninh", "Anh"],
    ["Báo A", "Báo B", "Báo ch", "Báo tỉnh"],
    ["hoa", "hòa bình", "hoa hồng"],
]


@pytest.mark.parametrize("row", ORDERED, ids=lambda row: row[0])
def test_keys_order_words_as_the_dictionary_does(row: list[str]) -> None:
    by_code_point = sorted(row)
    assert sorted(by_code_point, key=sort_key) == row


def test_people_are_ordered_by_given_name_then_family() -> None:
    people = ["Trần Văn An", "Lê Ánh", "Lê Bình", "Nguyễn Bình", "Đỗ Hà", "Bùi Hạ", "Zoe"]
    assert sorted(sorted(people), key=person_key) == people


def test_lower_case_comes_before_upper_case_of_one_word() -> None:
    assert sort_key("báo") < sort_key("Báo") < sort_key("bảo vệ")


@given(st.text())
def test_a_key_is_the_same_in_every_collation_because_it_is_plain(text: str) -> None:
    assert re.fullmatch("[0-9a-z]*", sort_key(text))


@given(st.text(alphabet="aàảãáạăâbdđeêhoôơuư AĐ12-."), st.text(alphabet="aàảãáạăâbdđeêhoôơuư AĐ12-."))
def test_letters_decide_before_tones_and_tones_before_case(one: str, other: str) -> None:
    def letters(text: str) -> str:
        without_tone = re.sub("[\u0300\u0301\u0303\u0309\u0323]", "", unicodedata.normalize("NFD", text))
        return " ".join(unicodedata.normalize("NFC", without_tone).lower().split())

    if letters(one) != letters(other):
        assert (sort_key(one) < sort_key(other)) == (sort_key(letters(one)) < sort_key(letters(other)))


def test_an_empty_name_has_a_key_that_sorts_first() -> None:
    assert sort_key("") == "" < person_key("") < sort_key("a")


def test_nfd_and_nfc_have_one_key() -> None:
    assert sort_key(unicodedata.normalize("NFD", "Đường Ộ")) == sort_key("Đường Ộ")
