"""Where a site's feeds are looked for, and in which order."""

import pytest

from feeds.discovery import feed_address, usual_places

CHANNEL = "UC" + "abcDEF123_-" * 2


def test_the_usual_places_are_asked_in_order_and_the_address_itself_not_again() -> None:
    def paths(url: str) -> list[str]:
        return [place.removeprefix("https://bao.example.vn") for place in usual_places(url)]

    assert paths("https://bao.example.vn/") == [
        "/rss",
        "/rss.html",
        "/rss/home.rss",
        "/rss/trang-chu.rss",
        "/rss/tin-moi-nhat.rss",
        "/rss_feed/",
        "/feed/",
    ]
    section = paths("https://bao.example.vn/kinh-te/")
    assert [path for path in section if "kinh-te" in path] == ["/kinh-te.rss", "/kinh-te/rss_feed/"]
    assert "/rss" not in paths("https://bao.example.vn/rss/")


@pytest.mark.parametrize(
    ("typed", "feed"),
    [
        (CHANNEL, f"channel_id={CHANNEL}"),
        (f"https://www.youtube.com/channel/{CHANNEL}", f"channel_id={CHANNEL}"),
        (f"https://youtube.com/channel/{CHANNEL}/videos?view=0", f"channel_id={CHANNEL}"),
        ("https://www.youtube.com/playlist?list=PLabcdef0123456789", "playlist_id=PLabcdef0123456789"),
    ],
)
def test_a_video_channel_is_known_by_its_number_its_page_or_a_playlist(typed: str, feed: str) -> None:
    assert feed_address(typed) == f"https://www.youtube.com/feeds/videos.xml?{feed}"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "https://www.youtube.com/@dai-thu",
        "https://bao.example.vn/channel/" + CHANNEL,
        "https://www.youtube.com/channel/UCngan",
        "http://[",
        "https://www.youtube.com/playlist?list=../x",
    ],
)
def test_any_other_address_stays_as_typed(typed: str) -> None:
    assert feed_address(typed) == typed
