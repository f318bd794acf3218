"""Which addresses a link may lead to: what comes in an order must not reach what only this machine can reach."""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}

Resolver = Callable[[str, int], list[str]]
"""All addresses of a host. Raises OSError where it has none."""


class ForbiddenLink(Exception):
    """A link that is not followed, with the reason in words."""


@dataclass(frozen=True)
class Target:
    """Where to connect. All `addresses` were checked, so a second answer of the name service changes nothing."""

    scheme: str
    host: str
    port: int
    addresses: tuple[str, ...]
    path: str

    @property
    def host_header(self) -> str:
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == DEFAULT_PORTS[self.scheme] else f"{name}:{self.port}"


def system_resolver(host: str, port: int) -> list[str]:
    """What the system's name service says."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def find_target(link: str, allowed_hosts: frozenset[str], resolve: Resolver = system_resolver) -> Target:
    """Where a link leads. Raises ForbiddenLink where it must not be followed, and OSError for an unknown host.

    Only https to public addresses, but for hosts (`host:port`) that whoever runs the worker named.
    """
    parts = urlsplit(link)
    host = (parts.hostname or "").lower()
    if parts.scheme not in DEFAULT_PORTS or not host:
        raise ForbiddenLink("The link is not one to https.")
    if parts.username is not None or parts.password is not None:
        raise ForbiddenLink("The link carries a name or a password.")
    port = parts.port or DEFAULT_PORTS[parts.scheme]
    name = f"[{host}]" if ":" in host else host
    trusted = f"{name}:{port}" in allowed_hosts
    if parts.scheme == "http" and not trusted:
        raise ForbiddenLink("The link is plain http, and its host is not among VX_ALLOWED_HOSTS.")
    addresses = resolve(host, port)
    if not addresses:
        raise OSError("the host has no address")
    if not trusted and not all(is_public(address) for address in addresses):
        raise ForbiddenLink("The link leads to an address that is not public.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, tuple(addresses), path)


def is_public(text: str) -> bool:
    """Whether anyone on the internet could reach the address, and nothing is wrapped in it that says otherwise."""
    try:
        address = ipaddress.ip_address(text.split("%", 1)[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = _wrapped(address)
        if inner is not None:
            return is_public(str(inner))
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


_nat64 = ipaddress.IPv6Network("64:ff9b::/96")


def _wrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for: mapped, 6to4, Teredo or NAT64."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _nat64 else None
