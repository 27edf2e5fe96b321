"""From an exception on the way to the class a person reads. The detail is for the log and never quotes a body."""

import asyncio
import socket
import ssl

import aiohttp

from feeds.guard import Refused
from feeds.inflate import BadEncoding, TooBig


class TooManyRedirects(Exception):
    """The chain is longer than allowed or leads back to itself."""


def error_class(error: BaseException) -> tuple[str, str]:
    """(class, detail) of any exception a fetch may end with. A refused address says the same for every port."""
    for cause in _causes(error):
        if isinstance(cause, Refused):
            return "blocked-address", str(cause)
    name = _name(error)
    return name, _detail(name, error)


def _causes(error: BaseException) -> list[BaseException]:
    """The error and everything behind it: aiohttp wraps our refusal, a group may hold several candidates."""
    found: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is None or one in found:
            continue
        found.append(one)
        waiting += [one.__cause__, one.__context__]
        if isinstance(one, aiohttp.ClientConnectorError):
            waiting.append(one.os_error)
        if isinstance(one, BaseExceptionGroup):
            waiting += one.exceptions
    return found


def _name(error: BaseException) -> str:
    kinds: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
        ((aiohttp.ClientConnectorDNSError, socket.gaierror), "dns"),
        ((aiohttp.ClientSSLError, aiohttp.ClientConnectorCertificateError, ssl.SSLError), "tls"),
        ((asyncio.TimeoutError,), "timeout"),
        ((aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError), "blocked-address"),
        ((TooBig,), "too-big"),
        ((TooManyRedirects,), "too-many-redirects"),
        ((BadEncoding, aiohttp.ClientResponseError), "malformed"),
        ((aiohttp.ClientError, OSError), "connect"),
    )
    return next((name for types, name in kinds if isinstance(error, types)), "internal")


def _detail(name: str, error: BaseException) -> str:
    if name == "dns":
        inner = getattr(error, "os_error", error)
        temporary = getattr(inner, "errno", None) == socket.EAI_AGAIN
        return "temporary" if temporary else "name not found"
    if name == "blocked-address":
        return "address not usable"
    return f"{type(error).__name__}: {error}"[:300]
