"""Which network addresses may be connected to. An explicit list: ``ipaddress.is_global`` lets too much through and
changes its mind with the Python version (IANA special-purpose registries, 2026).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

DEFAULT_PORTS = frozenset({80, 443})

_REFUSED_V4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier NAT, holds a metadata service
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's host service on a public number
        "169.254.0.0/16",  # link-local, holds metadata services
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",  # 6to4 relay
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",  # benchmark
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved and broadcast
    )
)
_PUBLIC_V6 = IPv6Network("2000::/3")
_REFUSED_V6 = tuple(
    IPv6Network(text)
    for text in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3ffe::/16", "3fff::/20")
)
_ISATAP = {0x00005EFE, 0x02005EFE}


def literal(text: str) -> Address | None:
    """The address in ``text`` (a zone after ``%`` is dropped, an IPv4 inside ::ffff: taken out), None if it is none."""
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    inner = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return inner or found


def is_public(text: str) -> bool:
    """The address may be connected to without an entry in the allow-list. What is no address is not public."""
    address = literal(text)
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _REFUSED_V4)
    if address is None or address not in _PUBLIC_V6:
        return False
    if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        return False
    return not any(address in network for network in _REFUSED_V6)


@dataclass(frozen=True, slots=True)
class AllowList:
    """Places in the house's own network that may be fetched: networks with a port. Empty by default."""

    entries: tuple[tuple[Network, int], ...] = ()

    @classmethod
    def parse(cls, texts: Iterable[str]) -> "AllowList":
        """Entries such as ``10.1.2.3:8080``, ``10.1.2.0/24:8080``, ``[fd00::1]:80``; a name is refused.

        Raises ValueError naming the entry that is wrong.
        """
        return cls(tuple(_entry(text) for text in texts))

    def permits(self, address: str, port: int) -> bool:
        found = literal(address)
        return found is not None and any(found in network and port == allowed for network, allowed in self.entries)

    def permits_port(self, port: int) -> bool:
        """The port is usual or belongs to an entry; which address it may be used with is decided when connecting."""
        return port in DEFAULT_PORTS or any(port == allowed for _, allowed in self.entries)


NOTHING_ALLOWED = AllowList()


def may_connect(address: str, port: int, allow: AllowList) -> bool:
    """The one question of this module: an entry allows exactly its port, a public address only 80 and 443."""
    return allow.permits(address, port) or (port in DEFAULT_PORTS and is_public(address))


def _entry(text: str) -> tuple[Network, int]:
    place, _, port = text.strip().rpartition(":")
    try:
        network = ip_network(place.replace("[", "").replace("]", ""), strict=True)
        number = int(port)
    except ValueError as error:
        raise ValueError(f"{text!r} is not address:port or network/bits:port") from error
    if not 0 < number < 65_536:
        raise ValueError(f"{text!r} has no port between 1 and 65535")
    return network, number
