"""What an address says by itself, whatever it looks like."""

from hypothesis import given
from hypothesis import strategies as st

from feeds.slugs import looks_like_article, title_from


def test_an_address_that_is_none_is_no_article_and_has_no_title() -> None:
    # Found by `make fuzz`: a bracket in the host.
    broken = "https://bao.exampl[.vn/xa-hoi/202611/lop-hoc-robot-vung-cao-1000001/"

    assert (looks_like_article(broken), title_from(broken)) == (False, "")


@given(st.text(max_size=80) | st.text(alphabet="/-[]:@%.1aàđ", max_size=60).map("https://".__add__))
def test_no_address_makes_the_reading_raise(link: str) -> None:
    assert isinstance(looks_like_article(link), bool)
    assert isinstance(title_from(link), str)
