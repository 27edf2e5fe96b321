"""A connection to the newsroom's mail server, as the settings describe it."""

import smtplib
import ssl
from urllib.parse import unquote, urlsplit

from planner.config import Settings

TIMEOUT = 20.0
PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}


def connect(settings: Settings) -> smtplib.SMTP:
    """Connected, encrypted where the address says so, signed in where it carries a name.

    Raises OSError (``smtplib.SMTPException`` is one) when any of that fails.
    """
    place = urlsplit(settings.smtp_url)
    host, port = place.hostname or "", place.port or PORTS[place.scheme]
    context = ssl.create_default_context()
    server = (
        smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=context)
        if place.scheme == "smtps"
        else smtplib.SMTP(host, port, timeout=TIMEOUT)
    )
    try:
        if place.scheme == "smtp+starttls":
            server.starttls(context=context)
        if place.username:
            server.login(unquote(place.username), unquote(place.password or ""))
        server.ehlo_or_helo_if_needed()
    except BaseException:
        server.close()
        raise
    return server


def told(error: BaseException) -> str:
    """What the server said, on one line and without what we sent it."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return f"{error.smtp_code} {' '.join(words.split())}"[:300]
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:300]
