"""Several callers served by one trip: while one batch is away, the next gathers."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Batch(Generic[T, R]):
    """``work`` takes what has gathered (at most ``most``), in a thread, and answers each in its place.

    ``gather``: seconds a first caller waits for company; each trip costs a commit.
    """

    def __init__(self, work: Callable[[Sequence[T]], Sequence[R]], most: int, *, gather: float = 0.02) -> None:
        self._work = work
        self._most = most
        self._gather = gather
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._running: asyncio.Task[None] | None = None

    async def __call__(self, one: T) -> R:
        """The answer for one; an exception of the work reaches everybody in its batch."""
        answer: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((one, answer))
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())
        return await answer

    async def _run(self) -> None:
        while self._waiting:
            await asyncio.sleep(self._gather)
            some, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            try:
                found = await asyncio.to_thread(self._work, [one for one, _ in some])
            except Exception as error:  # noqa: BLE001 - it belongs to those who wait, not to this loop
                for _, answer in some:
                    if not answer.done():
                        answer.set_exception(error)
            else:
                for (_, answer), result in zip(some, found, strict=True):
                    if not answer.done():
                        answer.set_result(result)
