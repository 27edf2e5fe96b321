"""CPU of pages as multiples of a bare page of the same program in the same run: a ratio, never milliseconds."""

import time
from collections.abc import Callable, Mapping

ROUNDS, REPEATS, HEAVY_REPEATS = 7, 40, 6
BARE = "bare"


def measure(calls: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Seconds of CPU of each call; every round runs each once, and the least of the rounds counts."""
    best = dict.fromkeys(calls, float("inf"))
    for _ in range(ROUNDS):
        for name, call in calls.items():
            call()
            repeats = REPEATS if name == BARE else HEAVY_REPEATS
            start = time.process_time()
            for _ in range(repeats):
                call()
            best[name] = min(best[name], (time.process_time() - start) / repeats)
    return best
