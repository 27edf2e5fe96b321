"""What every command needs: the settings of this installation and a transaction in its database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from planner.config import Settings
from planner.database import open_engine, read_only


def settings() -> Settings:
    """Settings from the environment of the process."""
    return Settings.from_environment(os.environ)


@contextmanager
def transaction(place: Settings) -> Iterator[Session]:
    """A session that commits when the block ends well and rolls back when it does not."""
    engine = open_engine(place.database_url)
    try:
        with Session(engine) as session, session.begin():
            yield session
    finally:
        engine.dispose()


@contextmanager
def reading(place: Settings) -> Iterator[Session]:
    """A session that cannot write and, on SQLite, never waits for somebody who does."""
    engine = open_engine(place.database_url)
    try:
        with Session(read_only(engine)) as session:
            yield session
    finally:
        engine.dispose()
