"""What hostile fields become before anybody else sees them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.encoding import decode
from feeds.records import CHARSET_CONFLICT, CHARSET_GUESSED, TRUNCATED
from feeds.text import SUMMARY_MAX, plain

SENTENCE = "Đổi mới: ruộng bậc thang ở vùng cao đã ấm no"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Ng&amp;ocirc;i sao", "Ngôi sao"),
        ("a &lt; b", "a < b"),
        ("5 < 6 và 7 > 6", "5 < 6 và 7 > 6"),
        ("<p>một</p><p>hai</p>", "một hai"),
        ("<a href='x'/><img src='y'/></a></br>Tin", "Tin"),
        ("<script>alert(1)</script>Tin", "Tin"),
        ("<img src=x onerror=alert(1)>Tin", "Tin"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Tin", "Tin"),
        ("Hâ\u0323u trường", "Hậu trường"),
        ("\ufeffT\u200bi\u00adn\u202e ngược", "Tin ngược"),
        ("Tin\x00\x07 mới\u00a0\u00a0nhất\n", "Tin mới nhất"),
    ],
)
def test_a_field_becomes_the_words_a_person_would_read(raw: str, expected: str) -> None:
    assert plain(raw, 1_000) == expected


def test_text_is_cut_at_its_limit() -> None:
    assert plain("ă" * 30_000, SUMMARY_MAX) == "ă" * SUMMARY_MAX


def test_a_field_of_nothing_but_tags_is_read_without_building_their_tree() -> None:
    assert plain("<div>" * 20_000 + "x" + "</div>" * 20_000, 100) == "x"


@given(st.text(max_size=200))
def test_plain_text_is_in_one_form_and_on_one_line(raw: str) -> None:
    found = plain(raw, 100)
    assert len(found) <= 100
    assert found.isprintable() or not found.isascii()
    assert unicodedata.is_normalized("NFC", found)
    assert "\n" not in found


def xml(text: str, encoding: str) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?><rss>{text}</rss>'


def test_a_byte_order_mark_beats_every_label() -> None:
    text = xml(SENTENCE, "utf-8")
    assert decode(text.encode("utf-16"), "text/xml; charset=utf-8") == (text, ())


def test_utf_8_under_a_utf_16_label_is_read_and_flagged() -> None:
    text = xml(SENTENCE, "utf-16")
    assert decode(text.encode(), "text/xml") == (text, (CHARSET_CONFLICT,))


def test_utf_16_without_a_mark_is_recognised() -> None:
    text = xml(SENTENCE, "utf-16")
    assert decode(text.encode("utf-16-le"), "") == (text, ())


def test_declared_windows_1258_is_read() -> None:
    text = xml(unicodedata.normalize("NFD", "Tòa án"), "windows-1258").replace("a\u0300", "à")
    body = "".join(text).replace("à", "a\u0300").encode("cp1258")
    found, notes = decode(body, "text/xml")
    assert unicodedata.normalize("NFC", found) == xml("Tòa án", "windows-1258")
    assert notes == ()


def test_windows_1258_without_a_label_is_guessed_and_flagged() -> None:
    body = "<rss>To\u0300a án</rss>".encode("cp1258")
    found, notes = decode(body, "text/xml")
    assert unicodedata.normalize("NFC", found) == "<rss>Tòa án</rss>"
    assert notes == (CHARSET_GUESSED,)


def test_a_document_cut_inside_a_character_is_still_utf_8() -> None:
    body = f"<rss>{SENTENCE}".encode() + "ộ".encode()[:2]
    assert decode(body, "text/xml; charset=utf-8") == (f"<rss>{SENTENCE}", (TRUNCATED,))


def test_a_label_that_is_no_character_set_is_ignored() -> None:
    assert decode(b"<rss>\xe9</rss>", "text/xml; charset=rot13")[0] == "<rss>é</rss>"


@given(st.binary(max_size=200), st.sampled_from(["", "text/xml; charset=utf-7", "text/xml; charset=idna"]))
def test_no_bytes_make_the_decoder_raise(body: bytes, content_type: str) -> None:
    assert isinstance(decode(body, content_type)[0], str)
