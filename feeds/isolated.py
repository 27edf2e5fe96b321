"""Parsing in a process of its own: a document that eats time or memory, or kills the parser, is a result here.

One child is kept and fed documents one after the other, because starting an interpreter costs more than parsing.
Each document gets its own allowance of CPU seconds; a child that is killed or silent is replaced.
"""

import atexit
import json
import os
import resource
import subprocess
import sys
import threading
from collections.abc import Mapping
from datetime import datetime, tzinfo
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from feeds.identity import Policy
from feeds.recipes import FEED, Recipe, written
from feeds.records import FeedDocument
from feeds.wire import packed, unpacked, zone_from, zone_name

CPU_SECONDS = 2
WALL_SECONDS = 20.0
MEMORY_BYTES = 512 * 1024 * 1024
# A parser that has read this many documents is replaced: what it may have leaked goes with it.
DOCUMENTS_PER_CHILD = 500


def parse_isolated(
    body: bytes,
    *,
    content_type: str,
    base_url: str,
    zone: tzinfo,
    now: datetime,
    day_order: str = "",
    policy: Policy = "guid",
    recipe: Recipe = FEED,
) -> FeedDocument:
    """As ``read_document``, in the child; error ``internal`` when the child died, hung or failed. Thread-safe."""
    request = {
        "content_type": content_type,
        "base_url": base_url,
        "zone": zone_name(zone, now),
        "now": now.isoformat(),
        "day_order": day_order,
        "policy": policy,
        "recipe": written(recipe),
    }
    return _PARSER.parse(body, request)


class ParserProcess:
    """Owner of the child. Start is lazy; ``close`` ends it and the next document starts another."""

    def __init__(self, *, wall_seconds: float = WALL_SECONDS) -> None:
        self._lock = threading.Lock()
        self._wall_seconds = wall_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Connection | None = None
        self._owner = 0
        self._served = 0

    def parse(self, body: bytes, request: Mapping[str, str]) -> FeedDocument:
        with self._lock:
            try:
                line = self._connected()
                line.send_bytes(json.dumps(request).encode())
                line.send_bytes(body or b"\n")
                if not line.poll(self._wall_seconds):
                    return self._lost("parser-hung")
                answer = line.recv_bytes()
            except (OSError, EOFError):
                return self._lost("parser-killed")
        return unpacked(answer)

    def close(self) -> None:
        """End the child if this process started it; safe to call twice."""
        process, self._process = self._process, None
        line, self._line = self._line, None
        if line is not None:
            line.close()
        if process is not None and self._owner == os.getpid():
            process.kill()
            process.wait()

    def _connected(self) -> Connection:
        worn = self._served >= DOCUMENTS_PER_CHILD
        if self._line is None or self._owner != os.getpid() or worn:
            self.close()
            self._line = self._start()
        self._served += 1
        return self._line

    def _start(self) -> Connection:
        ours, theirs = Pipe()
        # The child needs the search path and nothing else: no secret of the environment goes with it.
        self._process = subprocess.Popen(
            [sys.executable, "-c", f"from feeds.isolated import serve; serve({theirs.fileno()})"],
            env={"PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)},  # noqa: PTH109
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        theirs.close()
        self._owner, self._served = os.getpid(), 0
        return ours

    def _lost(self, why: str) -> FeedDocument:
        self.close()
        return _failed(why)


_PARSER = ParserProcess()
atexit.register(_PARSER.close)


def serve(descriptor: int) -> None:
    """The child's whole life: read a request and a body, answer, until the line closes."""
    from feeds.reading import read_document
    from feeds.recipes import recipe_from

    line = Connection(descriptor)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        try:
            request = json.loads(line.recv_bytes())
            body = line.recv_bytes()
        except EOFError:
            return
        _grant_cpu()
        try:
            document = read_document(
                body,
                recipe=recipe_from(request.get("recipe", "")),
                content_type=request["content_type"],
                base_url=request["base_url"],
                zone=zone_from(request["zone"]),
                now=datetime.fromisoformat(request["now"]),
                day_order=request["day_order"],
                policy=request["policy"],
            )
        except Exception as error:  # noqa: BLE001 - the next document deserves a living parser
            document = _failed(f"parser-failed-{type(error).__name__}")
        line.send_bytes(packed(document))


def _grant_cpu() -> None:
    """Let this document use its seconds on top of what the process has used already."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def _failed(why: str) -> FeedDocument:
    return FeedDocument("", "", "", (), 0, (why,), "internal", "")
