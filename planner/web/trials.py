"""What "try this address" fetched is kept for an hour, so that adding the source afterwards asks nobody again; so is
a list of sources between looking and taking.

In a file of the data folder, under a name made from the person, the form and the address: it cannot be guessed and is
never taken from the request. A web process on another machine finds nothing, and the worker fetches as usual.
"""

import base64
import hashlib
import json
import time
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from feeds.records import FetchResult

KEPT_SECONDS = 3600
_LENGTHS = ("retry_after", "max_age")


def keep(folder: Path, form_key: str, person_id: int, result: FetchResult) -> None:
    """Keep a good answer."""
    if result.error:
        return
    place = folder / "tried"
    place.mkdir(mode=0o700, exist_ok=True)
    (place / _name(form_key, person_id, result.requested_url)).write_text(json.dumps(_packed(result)), "ascii")


def clear_old(folder: Path) -> None:
    """Throw away what was kept longer than an hour, whoever tried it."""
    for old in (folder / "tried").glob("*.*"):
        if time.time() - old.stat().st_mtime > KEPT_SECONDS:
            old.unlink(missing_ok=True)


def take(folder: Path, form_key: str, person_id: int, url: str) -> FetchResult | None:
    """The answer kept for this form and address, or None."""
    path = folder / "tried" / _name(form_key, person_id, url)
    try:
        if time.time() - path.stat().st_mtime > KEPT_SECONDS:
            return None
        return _unpacked(json.loads(path.read_text("ascii")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep_file(folder: Path, form_key: str, person_id: int, body: bytes) -> None:
    """Keep a file a person looks at before it is taken in."""
    place = folder / "tried"
    place.mkdir(mode=0o700, exist_ok=True)
    (place / _name(form_key, person_id, "file")).with_suffix(".file").write_bytes(body)


def take_file(folder: Path, form_key: str, person_id: int) -> bytes | None:
    """The file kept for this form, or None."""
    path = (folder / "tried" / _name(form_key, person_id, "file")).with_suffix(".file")
    try:
        return path.read_bytes() if time.time() - path.stat().st_mtime <= KEPT_SECONDS else None
    except OSError:
        return None


def _name(form_key: str, person_id: int, url: str) -> str:
    whole = "\n".join((form_key, str(person_id), url))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest() + ".json"


def _packed(result: FetchResult) -> dict[str, Any]:
    row: dict[str, Any] = asdict(result)
    row["body"] = base64.b64encode(result.body).decode("ascii")
    row["started"] = result.started.isoformat()
    for name in _LENGTHS:
        row[name] = row[name].total_seconds() if row[name] is not None else None
    return row


def _unpacked(row: dict[str, Any]) -> FetchResult:
    row["body"] = base64.b64decode(row["body"])
    row["started"] = datetime.fromisoformat(row["started"])
    row["redirects"] = tuple(row["redirects"])
    for name in _LENGTHS:
        row[name] = timedelta(seconds=row[name]) if row[name] is not None else None
    return FetchResult(**row)
