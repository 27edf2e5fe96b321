"""No server is asked too much at once, and none waits for another."""

import asyncio
import time

from planner.jobs.batching import Batch
from planner.jobs.politeness import AT_ONCE, HostGate, gates


def test_one_host_is_asked_by_two_at_most_and_with_a_pause_between_two_beginnings() -> None:
    gate, apart = HostGate(0.01), 0.01
    start = time.monotonic()
    inside: list[int] = [0]
    most: list[int] = []

    async def ask() -> None:
        async with gate.turn():
            inside[0] += 1
            most.append(inside[0])
            # Long enough for the others to come, were they let in.
            await asyncio.sleep(5 * apart)
            inside[0] -= 1

    async def fifty() -> None:
        await asyncio.gather(*(ask() for _ in range(50)))

    asyncio.run(fifty())

    assert max(most) == AT_ONCE
    # A sleep never ends early: only missing pauses can make this fail.
    assert time.monotonic() - start >= 49 * apart


def test_each_host_has_a_gate_of_its_own_and_our_own_machine_needs_no_pause() -> None:
    found = gates({"bao.example.vn", "127.0.0.1:8080", "localhost:80"})

    assert len({id(gate) for gate in found.values()}) == 3
    assert [found[host]._apart for host in ("bao.example.vn", "127.0.0.1:8080", "localhost:80")] == [2.0, 0.0, 0.0]


def test_callers_share_a_trip_and_each_gets_an_answer_of_its_own() -> None:
    trips: list[int] = []

    def doubled(numbers: object) -> list[int]:
        found = [2 * number for number in numbers]  # type: ignore[attr-defined]
        trips.append(len(found))
        return found

    async def everybody() -> list[int]:
        batch = Batch(doubled, most=4)
        return await asyncio.gather(*(batch(number) for number in range(10)))

    assert asyncio.run(everybody()) == [2 * number for number in range(10)]
    assert trips == [4, 4, 2]


def test_a_trip_that_fails_is_everybodys_failure_and_the_next_one_goes() -> None:
    def odd(numbers: object) -> list[int]:
        found = list(numbers)  # type: ignore[call-overload]
        if 3 in found:
            raise ValueError("ba")
        return found

    async def everybody() -> list[BaseException | int]:
        batch = Batch(odd, most=4)
        return await asyncio.gather(*(batch(number) for number in range(6)), return_exceptions=True)

    found = asyncio.run(everybody())
    assert [isinstance(one, ValueError) for one in found] == [True] * 4 + [False] * 2
