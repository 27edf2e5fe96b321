"""What the address of an article says by itself: whether it is one, and a title until somebody says the real one."""

import re
from urllib.parse import unquote, urlsplit

# A number of five figures or more, or the seven hexadecimal ones some systems use, at the end of the name.
_NUMBER = re.compile(r"[-.](?:\d{5,20}|(?=[a-f]*\d)[0-9a-f]{7})$", re.IGNORECASE)
_ENDING = re.compile(r"\.(?:[sp]?html?|aspx|php|vnp|epi)$", re.IGNORECASE)
_MONTH = re.compile(r"/(?:19|20)\d{2}[/-]?(?:0[1-9]|1[0-2])/")
LEAST_WORDS = 3


def looks_like_article(link: str) -> bool:
    """A name of several words with a number, a month before it, or a page's ending: sections have none of them."""
    path = _path(link)
    name = path.rstrip("/").rpartition("/")[2]
    bare = _ENDING.sub("", name)
    marked = bool(_NUMBER.search(bare)) or bool(_MONTH.search(path)) or bare != name
    return marked and len(_words(bare)) >= LEAST_WORDS


def title_from(link: str) -> str:
    """The words of the address, "Bai so mot", without number and ending; empty when it has none."""
    name = _path(link).rstrip("/").rpartition("/")[2]
    words = " ".join(_words(_ENDING.sub("", unquote(name, errors="replace"))))
    return words[:1].upper() + words[1:]


def _path(link: str) -> str:
    """The path of an address; "" for one that is none, such as a lone bracket in the host."""
    try:
        return urlsplit(link).path
    except ValueError:
        return ""


def _words(name: str) -> list[str]:
    return [word for word in re.split(r"[-_\s.]+", _NUMBER.sub("", name)) if word]
