"""Making the files of long reports between short transactions, so that nobody waits for them."""

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from planner.documents.printing import print_report
from planner.documents.profile import profile_of
from planner.domain.report import Report
from planner.errors import PlannerError
from planner.models import ReportEdition
from planner.newsdesk import report_files as desk
from planner.newsdesk.report_files import Cancelled, Taken
from planner.queries.reports import report_of
from planner.queries.word_templates import template_of
from planner.vocabulary import N_, FileKind

log = logging.getLogger("planner.jobs")
UNEXPECTED = N_("Lập tệp bị lỗi ngoài dự kiến; quản trị hệ thống xem nhật ký. Thử lập lại.")


def make_next(engine: Engine, now: Callable[[], datetime]) -> bool:
    """Make the file that waits longest; False when none does. A file that cannot be made says why on its row."""
    with Session(engine) as session, session.begin():
        taken = desk.take_file(session, now())
        if taken is None:
            return False

    def advance(done: int) -> None:
        with Session(engine) as session, session.begin():
            desk.tell_progress(session, taken.file_id, done, now())

    try:
        report, template = _material(engine, taken)
        content = print_report(report, taken.kind, profile_of(report, taken.profile), advance, template=template)
    except Cancelled:
        return True
    except PlannerError as error:
        problem = str(error)
    except Exception:
        log.exception("a report's file could not be made")
        problem = UNEXPECTED
    else:
        with Session(engine) as session, session.begin():
            desk.finish_file(session, taken.file_id, content, now())
        return True
    with Session(engine) as session, session.begin():
        desk.fail_file(session, taken.file_id, problem, now())
    return True


def _material(engine: Engine, taken: Taken) -> tuple[Report, bytes | None]:
    with Session(engine) as session:
        edition = session.get_one(ReportEdition, taken.edition_id)
        template = template_of(session, edition.report) if taken.kind is FileKind.WORD else None
        return report_of(edition), template
