"""The same feeds through the ``reader`` library, in its own interpreter: argv is database, address, number of feeds.

Prints one JSON line a round: how many CPU seconds it took, its own children included.
"""

import json
import os
import sys
from importlib import import_module
from typing import Any

# Lives in the bench's own interpreter only.
LIBRARY: Any = import_module("reader")


def cpu() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def main(database: str, address: str, feeds: int) -> None:
    reader = LIBRARY.make_reader(database)
    for number in range(feeds):
        reader.add_feed(f"{address}/{number}.rss", exist_ok=True)
    for _line in sys.stdin:
        begun = cpu()
        outcomes = list(reader.update_feeds_iter(scheduled=False))
        spent = cpu() - begun
        failed = [str(one.value) for one in outcomes if isinstance(one.value, Exception)]
        sys.stdout.write(json.dumps({"cpu": spent, "failed": failed[:3]}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
