"""Two spellings of one thing give one key; two things keep two keys."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.language.canon import canon
from planner.language.fold import fold

ABBREVIATIONS = {
    "KH&CN": "khoa học và công nghệ",
    "KHCN": "khoa học và công nghệ",
    "KH-CN": "khoa học và công nghệ",
    "ĐMST": "đổi mới sáng tạo",
    "UBND": "ủy ban nhân dân",
    "PT-TH": "phát thanh - truyền hình",
}
VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
VIETNAMESE_TEXT = st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + " -&/.,0123456789\u0301\u0323\u200b\u00a0")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà bình", "hòa bình"),
        ("khoẻ", "khỏe"),
        ("Thuỷ lợi", "thủy lợi"),
        ("UỶ BAN", "ủy ban"),
        ("kỹ thuật", "kĩ thuật"),
        ("địa lý", "địa lí"),
        ("tỷ lệ", "tỉ lệ"),
        ("quý báu", "quí báu"),
        ("khoa ho\u0323c", "khoa học"),
        ("Sở KH&CN", "Sở Khoa học và Công nghệ"),
        ("Sở KHCN", "Sở KH-CN"),
        ("Sở KH và CN", "sở kh & cn"),
        ("Sở KH&amp;amp;CN", "Sở KH&CN"),
        ("KH,CN&ĐMST", "khoa học và công nghệ, đổi mới sáng tạo"),
        ("Đài PT-TH", "Đài Phát thanh – Truyền hình"),
        ("UBND tỉnh", "Uỷ ban nhân dân tỉnh"),
        ("mô\u00a0hình\u200b hay", "mô hình hay"),
        ("“Mô hình hay”", "mô hình hay"),
        ("728 - CV/ĐU", "728-CV/ĐU"),
        ("50–KL/TW", "50-KL/TW"),
        ("50-KL/T.Ư", "50-KL/TW"),
        ("10.000 hộ", "10000 hộ"),
    ],
)
def test_spellings_of_one_thing_give_one_key(one: str, other: str) -> None:
    assert canon(one, ABBREVIATIONS) == canon(other, ABBREVIATIONS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("khoa học", "khóa học"),
        ("dự án", "đủ ăn"),
        ("y tế", "i tế"),
        ("tay", "tai"),
        ("hoàn", "hòan"),
        ("Kết luận số 50", "50-KL/TW"),
    ],
)
def test_different_things_keep_different_keys(one: str, other: str) -> None:
    assert canon(one, ABBREVIATIONS) != canon(other, ABBREVIATIONS)


@pytest.mark.parametrize("word", ["hoàn", "suýt", "huỳnh", "thuyền", "quà", "quả", "toán", "khuỷu", "y tế", "ý kiến"])
def test_a_word_with_one_spelling_is_its_own_key(word: str) -> None:
    assert canon(word) == word


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("Kết luận số 50-KL/TW ngày 30/5", "50-kl/tw"),
        ("theo 46/NQ-CP", "46/nq-cp"),
        ("số 728 - CV/ĐU.", "728-cv/đu"),
        ("Luật 93/2025/QH15", "93/2025/qh15"),
        ("NĐ 331/2026/NĐ-CP", "331/2026/nđ-cp"),
        ("tăng 1.234,5 tấn", "1234,5"),
    ],
)
def test_a_document_symbol_or_a_number_stays_one_token(text: str, token: str) -> None:
    assert token in canon(text).split()


@pytest.mark.parametrize("text", ["ngày 30/5/2019", "giai đoạn 2019-2020", "18/5", "1/3"])
def test_dates_and_spans_are_no_document_symbols(text: str) -> None:
    assert all(token.isalnum() for token in canon(text).split())


def test_without_a_table_short_forms_stay_as_written() -> None:
    assert canon("Sở KHCN") == "sở khcn"


@given(VIETNAMESE_TEXT)
def test_the_key_of_a_key_is_itself(text: str) -> None:
    key = canon(text, ABBREVIATIONS)
    assert canon(key, ABBREVIATIONS) == key


@given(st.text())
def test_any_text_has_a_key_that_is_nfc_lower_case_and_single_spaced(text: str) -> None:
    key = canon(text, ABBREVIATIONS)
    assert key == unicodedata.normalize("NFC", key)
    assert key == " ".join(key.lower().split())


@given(VIETNAMESE_TEXT)
def test_nfd_and_nfc_give_one_key(text: str) -> None:
    assert canon(unicodedata.normalize("NFD", text)) == canon(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đường đến Hiệu quả", "duong den hieu qua"),
        ("khóa học", "khoa hoc"),
        ("Ứng dụng Ộ Ế Ữ", "ung dung o e u"),
        ("728-CV/ĐU", "728-cv/du"),
    ],
)
def test_folding_takes_accents_and_the_bar_of_d_away(text: str, key: str) -> None:
    assert fold(text) == key


@given(VIETNAMESE_TEXT)
def test_a_folded_vietnamese_text_is_ascii(text: str) -> None:
    assert fold(text, ABBREVIATIONS).isascii()


@given(VIETNAMESE_TEXT)
def test_what_is_typed_without_accents_finds_the_accented_text(text: str) -> None:
    assert fold(fold(text)) == fold(text)
