"""The addresses of a private calendar, one for each kind of program that takes it."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

# Where programs in the cloud cannot come: they fetch from their own machines, not from the newsroom.
_INDOORS = ("127.", "localhost", "10.", "192.168.", "[")


@dataclass(frozen=True, slots=True)
class ShownLink:
    """``https`` for copying, ``webcal`` for programs on the device, ``google`` and the two Outlooks for the cloud."""

    https: str
    webcal: str
    google: str
    outlook: str
    outlook_work: str
    reachable: bool


def shown_link(site: str, path: str, name: str) -> ShownLink:
    """Every form of the address. ``site``: the configured address of the program; never the request's Host."""
    address = site + path
    webcal = "webcal://" + address.split("://", 1)[1]
    to_outlook = f"/calendar/0/addfromweb?url={quote(address, safe='')}&name={quote(name, safe='')}"
    return ShownLink(
        https=address,
        webcal=webcal,
        google="https://calendar.google.com/calendar/r?cid=" + quote(webcal, safe=""),
        outlook="https://outlook.live.com" + to_outlook,
        outlook_work="https://outlook.office.com" + to_outlook,
        reachable=not urlsplit(site).netloc.startswith(_INDOORS),
    )
