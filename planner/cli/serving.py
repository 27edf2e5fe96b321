"""The one place that starts the web server and the worker thread, and stops both in order."""

import logging
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

import click

from planner.config import Settings
from planner.database import open_engine, safe_url
from planner.errors import Unavailable
from planner.web.logging import Masking

THREADS = 8
# Slow and silent connections cost waitress a socket, not a thread; after these seconds they are closed.
CHANNEL_SECONDS = 60
log = logging.getLogger("planner")


def prepare_logs() -> None:
    """One handler for everything; calendar tokens never reach it whole."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(Masking())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    logging.getLogger("alembic").setLevel(logging.WARNING)


def end_on_term(act: Callable[[], None] | None = None) -> None:
    """SIGTERM ends as Ctrl-C does: what runs is finished. Plain waitress would cut the running request."""

    def handle(_number: int, _frame: FrameType | None) -> None:
        if act:
            act()
        else:
            raise SystemExit(0)

    signal.signal(signal.SIGTERM, handle)
    if act:
        signal.signal(signal.SIGINT, handle)


def serve_web(settings: Settings, wake: Callable[[], None], listening: Callable[[], None] = lambda: None) -> None:
    """Serve until SIGTERM or Ctrl-C; requests that run are answered. Raises Unavailable when the port is taken.

    ``listening`` is called once connections are accepted.
    """
    from waitress.server import create_server

    from planner.app import create_app
    from planner.web.access_log import AccessLog

    app = create_app(settings)
    app.config["WAKE"] = wake
    try:
        server = create_server(
            AccessLog(app),
            host=settings.host,
            port=settings.port,
            threads=THREADS,
            channel_timeout=CHANNEL_SECONDS,
            ident="planner",
        )
    except OSError as error:
        message = "Không mở được cổng %(port)s: %(error)s. Chọn cổng khác, ví dụ PORT=8080."
        raise Unavailable(message, {"port": settings.port, "error": error.strerror or error}) from error
    end_on_term()
    listening()
    click.echo(f"Trang web: {settings.address} (dừng bằng Ctrl-C)")
    log.info("serving %s, database %s", settings.address, safe_url(settings.database_url))
    try:
        server.run()
    finally:
        server.close()


def serve_both(settings: Settings) -> None:
    """Web and worker in one process; the worker's running step is finished before the process ends."""
    from planner.jobs.wakeup import wakeup_for
    from planner.jobs.worker import Worker

    wakeup = wakeup_for(settings)
    engine = open_engine(settings.database_url)
    thread = threading.Thread(target=Worker(engine, settings, wakeup).run, name="worker")
    try:
        # The worker begins once the port is open: a demonstration's first source is served by this very process.
        serve_web(settings, wakeup.wake, listening=thread.start)
    finally:
        wakeup.stop()
        if thread.ident is not None:
            thread.join()
        engine.dispose()
