"""Loading a stored report: the board sees all of them, a unit those of nothing but its own."""

from planner.domain.access import Action, units_within
from planner.domain.periods import Period
from planner.errors import Forbidden, NotFound
from planner.language.catalogue import SOURCE_LANGUAGE
from planner.language.style import short_date
from planner.models import ReportEdition, StoredReport
from planner.newsdesk.reporting import Desk
from planner.queries import reports as queries
from planner.web import identity
from planner.web.access import NO_RIGHT, NOT_HERE
from planner.web.rendering import language


def load(report_id: int) -> StoredReport:
    """A report the viewer may read. Raises NotFound."""
    report = queries.stored_report(identity.database(), report_id)
    if report is None or not queries.is_within(report, units_within(identity.viewer(), Action.SEE_REPORTS)):
        raise NotFound(NOT_HERE)
    return report


def load_to_write(report_id: int) -> StoredReport:
    """A report the viewer may write. Raises NotFound, or Forbidden when it may only be read."""
    report = load(report_id)
    if not may_write(report):
        raise Forbidden(NO_RIGHT)
    return report


def may_write(report: StoredReport) -> bool:
    return queries.is_within(report, units_within(identity.viewer(), Action.WRITE_REPORTS))


def edition_of(report: StoredReport, number: str | None) -> ReportEdition:
    """The edition an address names, the newest without a name. Raises NotFound."""
    if not number:
        return report.edition
    for edition in report.editions:
        if str(edition.number) == number:
            return edition
    raise NotFound(NOT_HERE)


def desk() -> Desk:
    return Desk(identity.actor(), identity.today(), identity.settings().zone)


def period_words(report: StoredReport) -> str:
    return spoken(queries.period_of(report))


def spoken(period: Period) -> str:
    """The period as documents say it, or from day to day for readers of another language."""
    return period.words if language() == SOURCE_LANGUAGE else f"{short_date(period.first)} – {short_date(period.last)}"
