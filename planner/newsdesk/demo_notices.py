"""The demonstration's notices come from its own story; only the last days' are left unread, and none is ever mailed."""

from datetime import timedelta

from sqlalchemy import update

from planner.models import Notice
from planner.newsdesk.demo_place import Place
from planner.vocabulary import NoticeChannel

UNREAD = timedelta(days=7)


def settle_notices(place: Place) -> None:
    """Old ones have been read by now; nothing invented leaves the house by mail."""
    place.session.flush()
    old = Notice.at < place.now - UNREAD
    place.session.execute(update(Notice).where(old).values(read_at=place.now - UNREAD))
    place.session.execute(update(Notice).values(channel=NoticeChannel.APP))
