"""One place that turns errors into answers. The error page itself cannot fail: a static page stands behind it."""

import logging

from flask import Flask, Response, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from planner.errors import Conflict, Forbidden, Invalid, NotFound, PlannerError, Stale, Throttled, Unavailable
from planner.extensions import db
from planner.vocabulary import N_
from planner.web.rendering import translate

log = logging.getLogger("planner.web")

STATUS: tuple[tuple[type[PlannerError], int], ...] = (
    (Invalid, 400),
    (Forbidden, 403),
    (NotFound, 404),
    (Stale, 409),
    (Conflict, 409),
    (Throttled, 429),
    (Unavailable, 503),
    (PlannerError, 400),
)
WORDS = {
    400: N_("Yêu cầu không hợp lệ. Quay lại trang trước, kiểm tra nội dung rồi gửi lại."),
    403: N_("Tài khoản này không có quyền xem trang này."),
    404: N_("Không tìm thấy trang này. Kiểm tra lại đường dẫn hoặc trở về trang đầu."),
    405: N_("Địa chỉ này không nhận yêu cầu theo cách đó. Trở về trang đầu và làm lại."),
    413: N_("Nội dung gửi lên quá lớn. Rút gọn rồi gửi lại."),
    429: N_("Thao tác quá nhanh. Đợi một lát rồi thử lại."),
    500: N_("Chương trình gặp lỗi và đã ghi lại. Nội dung chưa được lưu; thử lại sau ít phút."),
    503: N_("Cơ sở dữ liệu đang bận hoặc ổ đĩa đã đầy. Nội dung chưa được lưu; đợi một lát rồi thử lại."),
}
CHANGED_SINCE = N_("Nội dung này vừa được người khác thay đổi. Mở lại trang để xem bản mới rồi sửa tiếp.")
FORM_EXPIRED = N_("Biểu mẫu đã hết hạn hoặc được gửi từ nơi khác. Tải lại trang rồi gửi lại.")
LAST_RESORT = (
    "<!doctype html><html lang='vi'><head><meta charset='utf-8'><title>Lỗi</title></head><body><h1>Lỗi</h1>"
    "<p>Chương trình gặp lỗi và đã ghi lại. Thử lại sau ít phút.</p></body></html>"
)


def init_app(app: Flask) -> None:
    app.register_error_handler(PlannerError, _planner_error)
    app.register_error_handler(StaleDataError, lambda _error: _page(409, translate(CHANGED_SINCE)))
    app.register_error_handler(CSRFError, lambda _error: _page(400, translate(FORM_EXPIRED)))
    app.register_error_handler(OperationalError, _database_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unforeseen)


def status_of(error: PlannerError) -> int:
    """The HTTP status for an error of our family."""
    return next(status for kind, status in STATUS if isinstance(error, kind))


def _planner_error(error: PlannerError) -> tuple[str | Response, int, dict[str, str]]:
    headers = {"Retry-After": str(error.wait_seconds)} if isinstance(error, Throttled) else {}
    changes = error.changes if isinstance(error, Stale) else []
    page, status = _page(status_of(error), translate(error.message, error.params), changes)
    return page, status, headers


def _database_error(error: OperationalError) -> tuple[str | Response, int, dict[str, str]]:
    log.warning("database refused a request: %s", error.orig)
    page, status = _page(503, translate(WORDS[503]))
    return page, status, {"Retry-After": "5"}


def _http_error(error: HTTPException) -> tuple[str | Response, int, list[tuple[str, str]]]:
    code = error.code or 500
    page, status = _page(code, translate(WORDS.get(code, WORDS[400] if code < 500 else WORDS[500])))
    kept = [(name, value) for name, value in error.get_headers() if name in ("Allow", "Retry-After", "Location")]
    return page, status, kept


def _unforeseen(error: Exception) -> tuple[str | Response, int]:
    log.error("unforeseen error at %s", request.endpoint, exc_info=error)
    return _page(500, translate(WORDS[500]))


def wants_json() -> bool:
    """Whether a script asked: it is answered with the sentence alone."""
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def _page(status: int, message: str, changes: list[tuple[str, str, str]] | None = None) -> tuple[str | Response, int]:
    db.session.rollback()
    try:
        if wants_json():
            return jsonify(message=message), status
        return render_template("errors/page.html", status=status, message=message, changes=changes or []), status
    except Exception:
        log.exception("the error page failed")
        return LAST_RESORT, status
