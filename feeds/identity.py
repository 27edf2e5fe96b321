"""Which two items are the same. Canonical links are for comparing only; the link shown stays as it was sent."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

URL_MAX = 2_048
DEGRADED_SHARE = 0.05
Policy = Literal["guid", "link", "title"]

_TRACKING = re.compile(r"^(?:utm_.*|fbclid|gclid|zarsrc|dclid|msclkid|igshid|mc_[ce]id)$", re.IGNORECASE)
# The same page for telephones, for a fast viewer or for the printer: a name before the host, an end of the path, a
# parameter. Only forms that name nothing else are taken; a site's own habits belong into its article number's rule.
_VARIANT_HOST = re.compile(r"(?:m|mobile|wap|amp)\.(?=[^.]+\.)")
_VARIANT_PATH = re.compile(r"(?<=.)/(?:amp|print)$|\.amp(?=(?:\.html?)?$)|^/amp(?=/.)")
_VARIANT_PARAMETER = re.compile(
    r"(?:amp|print)=(?:|1|true)|(?:outputtype|view|mode)=(?:amp|print|mobile)", re.IGNORECASE
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SAFE_PATH = "%/:@!$&'()*+,;=~-._"


def web_link(raw: str, base: str) -> str:
    """``raw`` resolved against ``base`` when that gives a plain http(s) address of at most 2,048 characters, else "".

    An address with user information is refused: on screen it reads as another site than the one it opens.
    """
    text = re.sub(r"[\x00-\x1f\x7f]", "", raw).strip().replace(" ", "%20")
    if not text or len(text) > URL_MAX:
        return ""
    try:
        link = urljoin(base, text)
        parts = urlsplit(link)
        usable = parts.scheme.lower() in ("http", "https") and parts.hostname and "@" not in parts.netloc
        _ = parts.port
    except ValueError:
        return ""
    return link if usable and len(link) <= URL_MAX and "\\" not in parts.netloc else ""


def canonical_link(link: str, aliases: Mapping[str, str] | None = None) -> str:
    """The comparing form of an http(s) ``link``; "" when it has none.

    https, host in lower case and punycode without ``www.`` (``aliases`` maps such a host to another), no default
    port, fragment, final slash or tracking parameter, the other parameters sorted; the address of the whole page for
    its variants for telephones, fast viewers and printers.
    """
    try:
        parts = urlsplit(link.strip())
        host, port = _host(parts.hostname or ""), parts.port
        query = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return ""
    if not host or parts.scheme not in ("http", "https"):
        return ""
    host = (aliases or {}).get(host) or (_VARIANT_HOST.sub("", host, count=1) if _VARIANT_HOST.match(host) else host)
    place = host if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"
    path = re.sub(r"%[0-9a-fA-F]{2}", lambda code: code[0].upper(), quote(parts.path, safe=_SAFE_PATH)).rstrip("/")
    path = _VARIANT_PATH.sub("", path)
    kept = urlencode(sorted((name, value) for name, value in query if _names_a_page(name, value)))
    return f"https://{place}{path}{'?' if kept else ''}{kept}"[:URL_MAX]


def article_id(link: str, pattern: re.Pattern[str]) -> str:
    """The part of ``link`` a site never changes: the first group of the site's own ``pattern``, or ""."""
    found = pattern.search(link)
    return (found[1] if pattern.groups else found[0]) or "" if found else ""


@dataclass(frozen=True, slots=True)
class Marks:
    """What an item may be known by. ``date`` is the raw string, which does not move when a zone is corrected."""

    guid: str
    canonical_link: str
    title: str
    date: str


def item_keys(marks: Sequence[Marks], policy: Policy = "guid") -> list[str]:
    """One key per item, in order; equal keys mean the same item twice.

    guid when present and unique in the document, guid and link when repeated, else the canonical link, else title
    and date. A link that several titles share is no identity and counts as missing.
    """
    guids = Counter(mark.guid for mark in marks if mark.guid)
    titles: dict[str, set[str]] = {}
    for mark in marks:
        titles.setdefault(mark.canonical_link, set()).add(mark.title)
    return [_key(mark, guids, titles, policy) for mark in marks]


def guids_degraded(marks: Sequence[Marks]) -> bool:
    """More than one guid in twenty is repeated: the source's guids should not be trusted."""
    guids = Counter(mark.guid for mark in marks if mark.guid)
    return sum(count - 1 for count in guids.values()) > DEGRADED_SHARE * len(marks)


def _key(mark: Marks, guids: Counter[str], titles: Mapping[str, set[str]], policy: Policy) -> str:
    guid = mark.guid if policy == "guid" else ""
    if guid and guids[guid] == 1:
        return _hash("guid", guid)
    if mark.canonical_link and policy != "title" and len(titles[mark.canonical_link]) == 1:
        return _hash("both", guid, mark.canonical_link) if guid else _hash("link", mark.canonical_link)
    return _hash("text", mark.title, mark.date)


def _hash(kind: str, *parts: str) -> str:
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind}:{digest[:40]}"


def _names_a_page(name: str, value: str) -> bool:
    """Whether a parameter may lead to another article, not only to another way there or another look."""
    return not _TRACKING.match(name) and not _VARIANT_PARAMETER.fullmatch(f"{name}={value}")


def _host(host: str) -> str:
    name = host.lower().rstrip(".").removeprefix("www.")
    if name.isascii():
        return name
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise ValueError(host) from error
