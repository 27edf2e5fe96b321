"""The demonstration's reports: last month's is closed, this month's is being written."""

from planner.domain.periods import month_before, month_of
from planner.newsdesk.demo_place import Place
from planner.newsdesk.reporting import Desk, close_report, start_report, write_part

OWN = "Các đơn vị chủ động bám sát kế hoạch; đề tài về mô hình hay, cách làm hiệu quả được thể hiện sinh động."
STRENGTHS = "4.1"


def report(place: Place, owner: str) -> None:
    desk = Desk(place.by(place.people[owner], place.now), place.today, place.zone)
    earlier = start_report(place.session, desk, place.campaign, month_before(place.today))
    write_part(place.session, desk, earlier, STRENGTHS, OWN)
    close_report(place.session, desk, earlier)
    start_report(place.session, desk, place.campaign, month_of(place.today))
