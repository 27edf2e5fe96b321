"""Records as JSON, for the line between the program and its parser process. Both ends are ours."""

import json
from dataclasses import asdict
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from feeds.records import DateReading, FeedDocument, FeedItem


def packed(document: FeedDocument) -> bytes:
    """The document as JSON; instants as ISO 8601, sets as sorted lists."""
    row: dict[str, Any] = asdict(document)
    for item in row["items"]:
        moment = item["date"]["utc"]
        item["date"]["utc"] = moment.isoformat() if moment else None
    row["skip_hours"], row["skip_days"] = sorted(document.skip_hours), sorted(document.skip_days)
    return json.dumps(row).encode("ascii")


def unpacked(answer: bytes) -> FeedDocument:
    """The document ``packed`` wrote."""
    row: dict[str, Any] = json.loads(answer)
    row["items"] = tuple(_item(item) for item in row["items"])
    row["notes"], row["children"] = tuple(row["notes"]), tuple(row["children"])
    row["skip_hours"], row["skip_days"] = frozenset(row["skip_hours"]), frozenset(row["skip_days"])
    return FeedDocument(**row)


def _item(row: dict[str, Any]) -> FeedItem:
    date = row["date"]
    date["utc"] = datetime.fromisoformat(date["utc"]) if date["utc"] else None
    row["date"] = DateReading(**date)
    return FeedItem(**row)


def zone_name(zone: tzinfo, now: datetime) -> str:
    """A zone as text: its IANA name, else its offset at ``now`` in seconds."""
    if isinstance(zone, ZoneInfo) and zone.key:
        return zone.key
    return str(int((zone.utcoffset(now) or timedelta(0)).total_seconds()))


def zone_from(name: str) -> tzinfo:
    """The zone ``zone_name`` wrote."""
    return timezone(timedelta(seconds=int(name))) if name.lstrip("-").isdecimal() else ZoneInfo(name)
