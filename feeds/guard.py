"""The only way to the network: every address is judged at the moment of connecting, on the numbers really used."""

import socket
from asyncio import get_running_loop

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from feeds.addresses import AllowList, literal, may_connect

AddressInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[object, ...]]


class Refused(OSError):
    """The address or the URL is not one the program may connect to. The text never says what is behind it."""

    def __init__(self, why: str = "address not allowed") -> None:
        super().__init__(why)


class GuardedResolver(AbstractResolver):
    """Refuses a name when any of its addresses is refused: a client would quietly try the next one."""

    def __init__(self, allow: AllowList, inner: AbstractResolver) -> None:
        self._allow = allow
        self._inner = inner

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await self._inner.resolve(host, port, family)
        if not all(may_connect(result["host"], port, self._allow) for result in found):
            raise Refused
        return found

    async def close(self) -> None:
        await self._inner.close()


def guarded_connector(allow: AllowList, resolver: AbstractResolver | None = None) -> aiohttp.TCPConnector:
    """A connector that connects to public addresses on 80 and 443 and to what ``allow`` names, nothing else."""

    def open_socket(info: AddressInfo) -> socket.socket:
        family, kind, protocol, _, place = info
        address, port = place[0], place[1]
        if not (isinstance(address, str) and isinstance(port, int) and may_connect(address, port, allow)):
            raise Refused
        made = socket.socket(family, kind, protocol)
        made.setblocking(False)
        return made

    inner = resolver or aiohttp.ThreadedResolver(loop=get_running_loop())
    return aiohttp.TCPConnector(
        resolver=GuardedResolver(allow, inner), socket_factory=open_socket, use_dns_cache=False, force_close=True
    )


def checked_url(text: str, allow: AllowList, limit: int) -> URL:
    """``text`` as the address that will be requested. Raises Refused for anything but a plain http(s) address."""
    if len(text) > limit or any(character < " " or character in "\x7f\\" for character in text):
        raise Refused("address not usable")
    try:
        url = URL(text)
        port = url.port
    except (ValueError, TypeError, AssertionError) as error:
        raise Refused("address not usable") from error
    if url.scheme not in ("http", "https") or not url.host or port is None:
        raise Refused("only http and https addresses can be fetched")
    if url.user is not None or url.password is not None:
        raise Refused("address carries a user name")
    if not allow.permits_port(port) or (literal(url.host) and not may_connect(url.host, port, allow)):
        raise Refused
    return url.with_fragment(None)
