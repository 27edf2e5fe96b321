"""What the columns' pages ask."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from planner.domain.access import Visibility
from planner.queries import columns
from planner.vocabulary import SlotState, Status
from tests.factories import TODAY, make_channel, make_column, make_item, make_slot, make_unit
from tests.queries.counting import statements

MONTH = timedelta(days=30)


def test_a_column_line_counts_filled_empty_and_skipped_slots_of_the_window(session: Session) -> None:
    unit = make_unit(session)
    column = make_column(session, unit)
    slots = [make_slot(session, column, TODAY + timedelta(days=7 * week)) for week in range(-1, 4)]
    make_item(session, unit, column=column, slot=slots[1])
    make_item(session, unit, column=column, slot=slots[2], status=Status.POSTPONED)
    slots[3].state = SlotState.SKIPPED
    sight = Visibility(everything=False, unit_ids=frozenset({unit.id}))
    (line,) = columns.column_lines(session, sight, TODAY, TODAY + MONTH)
    assert (line.next_on, line.filled, line.empty, line.skipped) == (TODAY, 1, 2, 1)


def test_columns_of_other_units_are_out_of_sight(session: Session) -> None:
    make_column(session, make_unit(session))
    sight = Visibility(everything=False, unit_ids=frozenset({make_unit(session).id}))
    assert columns.column_lines(session, sight, TODAY, TODAY + MONTH) == []


def test_a_channel_handed_over_is_no_longer_offered(session: Session) -> None:
    unit = make_unit(session)
    kept, gone = make_channel(session, unit), make_channel(session, unit)
    gone.periods[0].valid_to = date(2026, 6, 30)
    assert [channel.id for channel in columns.channels_of(session, [unit.id], TODAY)] == [kept.id]


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_index_takes_the_same_statements_for_any_number_of_columns(
    session: Session, engine: Engine, rows: int
) -> None:
    for _number in range(rows):
        unit = make_unit(session)
        make_slot(session, make_column(session, unit), TODAY)
    session.commit()
    with Session(engine) as reader, statements(engine) as sent:
        lines = columns.column_lines(reader, Visibility(everything=True, unit_ids=frozenset()), TODAY, TODAY + MONTH)
        names = [line.column.unit.name_on(TODAY).name + line.column.channel.name for line in lines]
    assert (len(names), len(sent)) == (rows, 3)
