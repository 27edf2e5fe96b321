"""Engines and migrations: SQLite with the WAL-reset fix by default, PostgreSQL by URL. Knows no Flask."""

from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.pool import NullPool

from planner.errors import Unavailable

# The standard library's SQLite is the system's, which may carry the WAL-reset bug: every part uses this one.
sqlite: Any = import_module("pysqlite3.dbapi2")

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=5000",
    "journal_size_limit=67108864",
)
QUERY_ONLY = "query only"  # in what the pool remembers of a connection: the side it is on
# Releases that carry the fix of the WAL-reset corruption bug: (first fixed patch) of each maintained branch.
FIXED_BRANCHES = {(3, 44): 6, (3, 50): 7, (3, 51): 3}


def has_wal_reset_fix(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite release may be used with several writers in WAL mode (fixed in 3.51.3, 3.50.7, 3.44.6)."""
    major, minor, patch = version
    if (major, minor) in FIXED_BRANCHES:
        return patch >= FIXED_BRANCHES[major, minor]
    return version >= (3, 52, 0)


def engine_options(url: str) -> dict[str, Any]:
    """Keyword arguments for ``create_engine``; refuses an SQLite that can corrupt a database in WAL mode."""
    if not url.startswith("sqlite"):
        return {"pool_pre_ping": True, "pool_size": 10, "connect_args": {"options": "-c statement_timeout=30000"}}
    major, minor, patch = map(int, sqlite.sqlite_version.split("."))
    if not has_wal_reset_fix((major, minor, patch)):
        raise Unavailable(
            "SQLite %(version)s có lỗi làm hỏng dữ liệu khi nhiều tiến trình cùng ghi. Cài lại bằng ./run --install.",
            {"version": sqlite.sqlite_version},
        )
    return {"module": sqlite, "connect_args": {"isolation_level": None}}


def prepare(engine: Engine) -> Engine:
    """Attach pragmas and ``BEGIN IMMEDIATE`` to an SQLite engine; a PostgreSQL engine is returned as it is."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
    return engine


def open_engine(url: str) -> Engine:
    """An engine for commands and workers that run without Flask."""
    return prepare(create_engine(url, **engine_options(url)))


@lru_cache(maxsize=8)
def read_only(engine: Engine) -> Engine:
    """The same pool for safe methods: never waits for a writer on SQLite and cannot write on either engine. Made once
    for an engine: every reading request asks for it.
    """
    return engine.execution_options(readonly=True, postgresql_readonly=True)


def _set_pragmas(connection: Any, _record: object) -> None:
    for pragma in PRAGMAS:
        connection.execute("PRAGMA " + pragma).fetchone()


def _begin(connection: Connection) -> None:
    """Straight to the driver where nothing can fail: every request passes here. A writer may find the file locked.

    The pragma makes SQLite prepare every kept statement anew, so it is sent only when the connection changes sides.
    """
    driver: Any = connection.connection.dbapi_connection
    reads = bool(connection.get_execution_options().get("readonly"))
    if connection.info.get(QUERY_ONLY) is not reads:
        driver.execute(f"PRAGMA query_only={'ON' if reads else 'OFF'}")
        connection.info[QUERY_ONLY] = reads
    if reads:
        driver.execute("BEGIN")
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def migration_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database to ``revision`` in one transaction; creates it when empty (SQLite) or has no tables."""
    options = engine_options(url)
    options.pop("pool_size", None)
    engine = prepare(create_engine(url, **options, poolclass=NullPool))
    try:
        with engine.begin() as connection:
            command.upgrade(migration_config(connection), revision)
    finally:
        engine.dispose()


def newest_revision(engine: Engine) -> tuple[str, str]:
    """The revision a database is at (empty when it has none yet) and the newest one this program knows."""
    newest = ScriptDirectory.from_config(migration_config()).get_current_head() or ""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() or "", newest


def safe_url(url: str) -> str:
    """The address without its password, for people and logs."""
    return make_url(url).render_as_string(hide_password=True)
