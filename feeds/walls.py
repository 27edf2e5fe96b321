"""Pages that stand where a feed should be: challenges for browsers, and any other HTML."""

import re

_HTML = re.compile(r"^\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_WALL = re.compile(
    r"challenge-platform|cf-chl|cf_chl|just a moment|attention required|checking your browser|ddos protection"
    r"|_incapsula_|captcha|enable javascript and cookies|access denied|document\.cookie\s*=",
    re.IGNORECASE,
)
SEARCHED = 65_536


def is_html(text: str) -> bool:
    """The document says of itself that it is a web page."""
    return bool(_HTML.match(text[:SEARCHED]))


def is_wall(text: str) -> bool:
    """The page asks the visitor to prove that a person sits there."""
    return bool(_WALL.search(text[:SEARCHED]))
