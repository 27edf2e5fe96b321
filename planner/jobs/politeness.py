"""Not too much at once for any one server."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_address

AT_ONCE = 2
APART = 2.0


class HostGate:
    """At most two requests at once to one host, and at least ``apart`` seconds between their beginnings."""

    def __init__(self, apart: float) -> None:
        self._places = asyncio.Semaphore(AT_ONCE)
        self._turn = asyncio.Lock()
        self._apart = apart
        self._free_at = 0.0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        async with self._places:
            async with self._turn:
                await asyncio.sleep(self._free_at - time.monotonic())
                self._free_at = time.monotonic() + self._apart
            yield


def gates(hosts: set[str]) -> dict[str, HostGate]:
    """One gate for each host (with port); our own machine need not be spared."""
    return {host: HostGate(0.0 if is_loopback(host) else APART) for host in hosts}


def is_loopback(host: str) -> bool:
    name = host.rpartition(":")[0] or host
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return name == "localhost"
