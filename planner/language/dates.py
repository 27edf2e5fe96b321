"""How days, times and moments are written. Days stay dd/mm/yyyy in every language; only the words change.

Moments are aware and turned into the ``zone`` handed in; a naive one is a mistake of the caller and is refused.
"""

from datetime import date, datetime, time, tzinfo

from planner.language.catalogue import SOURCE_LANGUAGE, translate
from planner.vocabulary import N_

WEEKDAYS = (
    N_("thứ Hai"),
    N_("thứ Ba"),
    N_("thứ Tư"),
    N_("thứ Năm"),
    N_("thứ Sáu"),
    N_("thứ Bảy"),
    N_("Chủ nhật"),
)
SHORT_WEEKDAYS = (N_("T2"), N_("T3"), N_("T4"), N_("T5"), N_("T6"), N_("T7"), N_("CN"))
_NEAR_DAYS = {
    -2: N_("hôm kia"),
    -1: N_("hôm qua"),
    0: N_("hôm nay"),
    1: N_("ngày mai"),
    2: N_("ngày kia"),
}


def weekday_name(day: date, language: str = SOURCE_LANGUAGE, *, short: bool = False) -> str:
    """ "thứ Hai" … "Chủ nhật", or "T2" … "CN"."""
    return translate((SHORT_WEEKDAYS if short else WEEKDAYS)[day.weekday()], language)


def short_date(day: date) -> str:
    """ "05/09/2026", the form of the screens."""
    return f"{day:%d/%m/}{day.year:04d}"


def long_date(day: date, language: str = SOURCE_LANGUAGE) -> str:
    """ "thứ Hai, 23/11/2026"."""
    return f"{weekday_name(day, language)}, {short_date(day)}"


def time_of_day(moment: datetime | time, zone: tzinfo | None = None) -> str:
    """ "08:00". A moment needs its zone; a bare clock time is written as it is."""
    return f"{moment if isinstance(moment, time) else _local(moment, zone):%H:%M}"


def date_time(moment: datetime, zone: tzinfo) -> str:
    """ "23/11/2026, 08:00"."""
    local = _local(moment, zone)
    return f"{short_date(local)}, {local:%H:%M}"


def long_date_time(moment: datetime, zone: tzinfo, language: str = SOURCE_LANGUAGE) -> str:
    """ "thứ Hai, 23/11/2026, 08:00"."""
    local = _local(moment, zone)
    return f"{long_date(local, language)}, {local:%H:%M}"


def month(day: date, language: str = SOURCE_LANGUAGE) -> str:
    """ "tháng 11/2026"."""
    return translate(N_("tháng %(month)s/%(year)s"), language) % {"month": day.month, "year": day.year}


def document_date(day: date) -> str:
    """ "05/9/2026", as Party and state documents print it: days below ten and months 1 and 2 take a zero."""
    return f"{day:%d}/{_document_month(day)}/{day.year}"


def document_date_words(day: date) -> str:
    """ "ngày 05 tháng 9 năm 2026", the date line of a document; always Vietnamese."""
    return f"ngày {day:%d} tháng {_document_month(day)} năm {day.year}"


def relative_day(day: date, today: date, language: str = SOURCE_LANGUAGE) -> str:
    """ "hôm nay", "ngày mai", "5 ngày nữa", "5 ngày trước"."""
    distance = (day - today).days
    if near := _NEAR_DAYS.get(distance):
        return translate(near, language)
    pattern = N_("%(count)s ngày nữa") if distance > 0 else N_("%(count)s ngày trước")
    return translate(pattern, language) % {"count": abs(distance)}


def since(moment: datetime, now: datetime, zone: tzinfo, language: str = SOURCE_LANGUAGE) -> str:
    """How long ago: "vừa xong", "5 phút trước", "3 giờ trước", then as ``relative_day``."""
    local, here = _local(moment, zone), _local(now, zone)
    minutes = int((here - local).total_seconds() // 60)
    if minutes < 1 and local.date() == here.date():
        return translate(N_("vừa xong"), language)
    if local.date() != here.date() and minutes >= 360:
        return relative_day(local.date(), here.date(), language)
    if minutes < 60:
        return translate(N_("%(count)s phút trước"), language) % {"count": max(minutes, 1)}
    return translate(N_("%(count)s giờ trước"), language) % {"count": minutes // 60}


def _document_month(day: date) -> str:
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


def _local(moment: datetime, zone: tzinfo | None) -> datetime:
    if moment.tzinfo is None or zone is None:
        raise ValueError("a moment needs its own zone and the zone it is shown in")
    return moment.astimezone(zone)
