"""Which addresses the program may connect to."""

from pathlib import Path

import pytest

from feeds.addresses import NOTHING_ALLOWED, AllowList, is_public, may_connect
from feeds.guard import Refused, checked_url

LISTS = Path(__file__).parent / "addresses"


def listed(name: str) -> list[str]:
    return (LISTS / name).read_text("utf-8").split()


@pytest.mark.parametrize("address", listed("refused.txt"))
def test_an_address_that_is_not_of_the_public_internet_is_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", listed("public.txt"))
def test_a_public_address_passes_on_the_usual_ports_only(address: str) -> None:
    assert may_connect(address, 443, NOTHING_ALLOWED)
    assert not may_connect(address, 8080, NOTHING_ALLOWED)


def test_an_entry_opens_its_network_at_its_port_and_nothing_else() -> None:
    allow = AllowList.parse(["10.1.0.0/24:8080", "[fd00::1]:80"])
    assert may_connect("10.1.0.7", 8080, allow)
    assert may_connect("::ffff:10.1.0.7", 8080, allow)
    assert may_connect("fd00::1", 80, allow)
    assert not may_connect("10.1.0.7", 80, allow)
    assert not may_connect("10.1.1.7", 8080, allow)
    assert not may_connect("8.8.8.8", 8080, allow)


@pytest.mark.parametrize("text", ["", "10.1.2.3", "tin.example.vn:80", "10.1.2.3:0", "10.1.2.3:x", "10.1.2.3/8:80"])
def test_an_entry_that_is_not_exact_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not address:port|has no port"):
        AllowList.parse([text])


@pytest.mark.parametrize("url", listed("refused-urls.txt"))
def test_an_address_that_is_not_plain_and_public_is_never_requested(url: str) -> None:
    with pytest.raises(Refused):
        checked_url(url, NOTHING_ALLOWED, 2_048)


def test_a_fragment_is_not_sent_and_decides_nothing() -> None:
    assert str(checked_url("http://1.1.1.1/#@127.0.0.1", NOTHING_ALLOWED, 2_048)) == "http://1.1.1.1/"


def test_an_address_with_controls_or_without_end_is_refused() -> None:
    for url in ("http://tin.example.vn/\r\nX: 1", "http://tin.example.vn/" + "a" * 2_048):
        with pytest.raises(Refused):
            checked_url(url, NOTHING_ALLOWED, 2_048)
