"""The schema is reached by migrations alone, from nothing, on both engines, and is the one the models describe."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, insert, inspect, select

from planner.database import migration_config, open_engine, upgrade
from planner.models import Base, Genre
from planner.models.full_text import TEXT_TABLES


def test_an_empty_database_is_brought_up_to_the_models(empty_database_url: str) -> None:
    upgrade(empty_database_url)

    engine = open_engine(empty_database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": _modelled})
        assert compare_metadata(context, Base.metadata) == []
        names = {name for name in inspect(connection).get_table_names() if _modelled(name, "table")}
        assert names == {*Base.metadata.tables, "alembic_version"}
    engine.dispose()


def _modelled(name: str | None, kind: str, _parents: object = None) -> bool:
    """Full text has tables of the engine's own kind, and SQLite keeps each in several."""
    return not (kind == "table" and name is not None and name.startswith(TEXT_TABLES))


def test_upgrading_again_changes_nothing(empty_database_url: str) -> None:
    upgrade(empty_database_url)
    engine = open_engine(empty_database_url)
    with engine.begin() as connection:
        connection.execute(insert(Genre).values(key="tin", name="tin", group="tin", media=[], position=0))

    upgrade(empty_database_url)

    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(Genre)).scalar_one() == 1
    engine.dispose()


def test_migrations_form_one_line() -> None:
    script = ScriptDirectory.from_config(migration_config())

    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1
