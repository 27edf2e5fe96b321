"""The addresses of a private calendar, one for each kind of program that takes it, and its picture to scan."""

from dataclasses import dataclass
from io import BytesIO
from urllib.parse import quote, urlsplit

import segno

# Where programs in the cloud cannot come: they fetch from their own machines, not from the newsroom.
_INDOORS = ("127.", "localhost", "10.", "192.168.", "[")


@dataclass(frozen=True, slots=True)
class ShownLink:
    """``https`` for copying, ``webcal`` for programs on the device, ``google`` and the two Outlooks for the cloud.

    ``picture``: address of the QR code of ``webcal``, which a phone's camera hands to its calendar.
    """

    https: str
    webcal: str
    google: str
    outlook: str
    outlook_work: str
    picture: str
    reachable: bool


def webcal_of(address: str) -> str:
    return "webcal://" + address.split("://", 1)[1]


def shown_link(site: str, path: str, name: str) -> ShownLink:
    """Every form of the address. ``site``: the configured address of the program; never the request's Host."""
    address = site + path
    webcal = webcal_of(address)
    to_outlook = f"/calendar/0/addfromweb?url={quote(address, safe='')}&name={quote(name, safe='')}"
    return ShownLink(
        https=address,
        webcal=webcal,
        google="https://calendar.google.com/calendar/r?cid=" + quote(webcal, safe=""),
        outlook="https://outlook.live.com" + to_outlook,
        outlook_work="https://outlook.office.com" + to_outlook,
        picture=f"{path.rsplit('/', 1)[0]}/ma-qr.svg",
        reachable=not urlsplit(site).netloc.startswith(_INDOORS),
    )


def qr_code(text: str) -> bytes:
    """An SVG picture, dark on white in every colour scheme: cameras read it the wrong way round badly."""
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", scale=4, border=3, light="#fff", xmldecl=False)
    return out.getvalue()
