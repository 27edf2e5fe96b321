"""Long lists page by page, the number in the address (``trang``)."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request


@dataclass(frozen=True, slots=True)
class Pages:
    """``first`` and ``last``: places of the rows shown, counted from 1. An address is None where there is no page."""

    first: int
    last: int
    total: int
    previous_url: str | None
    next_url: str | None


def page_asked() -> int:
    """The page of this request; nonsense is page 1."""
    text = request.args.get("trang", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1


def pages(total: int, size: int, page: int) -> Pages:
    first = (page - 1) * size + 1
    return Pages(
        first=first,
        last=min(first + size - 1, total),
        total=total,
        previous_url=_address(page - 1) if page > 1 else None,
        next_url=_address(page + 1) if page * size < total else None,
    )


def _address(page: int) -> str:
    return f"{request.path}?{urlencode({**request.args.to_dict(), 'trang': page})}"
