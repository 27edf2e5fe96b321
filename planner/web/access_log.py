"""One line per request, without keys: who serves the site does not matter, the line is written here."""

import logging
import time
from collections.abc import Callable, Iterable
from typing import Any

from planner.web.logging import masked

log = logging.getLogger("planner.access")
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class AccessLog:
    """WSGI middleware. Query strings stay out of the log; calendar tokens are cut."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        begun, statuses = time.perf_counter(), [""]

        def started(status: str, headers: Any, exc_info: Any = None) -> Any:
            statuses[0] = status.split(" ", 1)[0]
            return start_response(status, headers, exc_info)

        try:
            return self._application(environ, started)
        finally:
            path = "".join(c if c.isprintable() else "?" for c in str(environ.get("PATH_INFO", "")))
            length = (time.perf_counter() - begun) * 1000
            log.info("%s %s %s %.0f ms", environ.get("REQUEST_METHOD"), masked(path), statuses[0] or "-", length)
