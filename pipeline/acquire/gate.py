"""What may be connected to: an address of the web, and only hosts whose every address is on the public network."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Any, Final

import ada_url

from pipeline.acquire.urls import MAX_URL

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

PORTS: Final = frozenset({80, 443})
"""Other ports of public hosts are databases, mail and consoles more often than newspapers."""
MAX_HOST: Final = 253
"""Characters of a host name without its final dot, 63 of each label (RFC 1035, 2.3.4)."""
_MAX_LABEL: Final = 63
MAX_ADDRESSES: Final = 64
"""Addresses of one name; the largest sites answer with about a dozen."""

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}

# IANA's IPv6 special-purpose registry, https://www.iana.org/assignments/iana-ipv6-special-registry/. Only 2000::/3 is public; of it,
# blocks that Python's own table lacks in some versions. By hand, so that the verdict is the same on every version.
_PUBLIC6: Final = IPv6Network("2000::/3")
_NEVER6: Final = (IPv6Network("2001::/23"), IPv6Network("2001:db8::/32"), IPv6Network("3fff::/20"))
_NAT64: Final = IPv6Network("64:ff9b::/96")  # RFC 6052
_COMPATIBLE: Final = IPv6Network("::/96")  # RFC 4291, 2.5.5.1


class Refused(ValueError):  # noqa: N818 - a verdict, and the name callers know
    """The address must not be fetched. `reason` is one of `REASONS`, the message says more."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


REASONS: Final = {
    "address": "not an address at all, or too long",
    "scheme": "neither http nor https",
    "userinfo": "a user name or password in the address",
    "host": "a host name longer than the name system allows",
    "port": "a port on which no newspaper is served",
    "unresolved": "the name system knows no address of the host",
    "not_public": "an address of the host is not on the public network",
}


@dataclass(frozen=True, slots=True)
class Target:
    """A request that may be made: connect to one of `addresses`, never to the name, and say `authority` in the Host header."""

    url: str  # as the URL standard spells it, no fragment: what is asked for. `urls.canonical` of it is what it is known by
    scheme: str  # http, https
    host: str  # as the URL standard spells it: lower case, punycode, IPv6 in brackets
    port: int
    addresses: tuple[str, ...]  # each checked, in the resolver's order, at least one
    path: str  # with the query

    @property
    def authority(self) -> str:
        """Host, and the port where it is not the scheme's own."""
        return self.host if self.port == _DEFAULT_PORTS[self.scheme] else f"{self.host}:{self.port}"


def check(url: str, resolve: Callable[[str], list[str]], allow_loopback: bool = False, *, ports: Collection[int] = PORTS) -> Target:
    """The target of an absolute address, or `Refused`. To be called anew for every hop of a redirect.

    `resolve(host)` gives a name's IP addresses as text and is asked once, not at all for hosts that are addresses themselves (in any
    spelling: '2130706433', '0x7f.1', '[::1]'). Every address must be public, else the name is refused whole: one private address among
    public ones is what a rebinding attack looks like. With `allow_loopback`, for tests, 127.0.0.0/8 and ::1 pass, too, on any port.
    """
    parsed = _parsed(url)
    scheme, host = parsed["protocol"].removesuffix(":"), parsed["hostname"]
    port = int(parsed["port"] or _DEFAULT_PORTS[scheme])
    if port not in ports and not allow_loopback:
        raise Refused("port", f"port {port} of {host}")
    addresses = _addresses(host, resolve)
    for address in addresses:
        if not (is_public(address) or (allow_loopback and address.is_loopback)):
            raise Refused("not_public", f"{host} is {address}, which is not on the public network")
    if port not in ports and not all(address.is_loopback for address in addresses):
        raise Refused("port", f"port {port} of {host}")
    path = f"{parsed['pathname']}{parsed['search']}"
    url = f"{parsed['protocol']}//{parsed['host']}{path}"
    return Target(url=url, scheme=scheme, host=host, port=port, addresses=tuple(map(str, addresses)), path=path)


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an IP address, and each IPv4 address it embeds, is global and not multicast.

    v4-mapped (RFC 4291), NAT64 (RFC 6052) and 6to4 (RFC 3056) addresses lead to the IPv4 address in them, so that one is judged. Teredo
    (RFC 4380) and IPv4-compatible addresses are refused whatever they embed: the first service is closed, the second never was routed.
    """
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and not address.is_reserved
    if address.scope_id is not None or address in _COMPATIBLE or any(address in block for block in _NEVER6):
        return False
    embedded = address.ipv4_mapped or address.sixtofour or (IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None)
    if embedded is not None:
        return is_public(embedded)
    return address in _PUBLIC6 and address.is_global


def _parsed(url: str) -> dict[str, Any]:
    shown = repr(url[:80])
    if len(url) > MAX_URL:
        raise Refused("address", f"address of {len(url)} characters, more than {MAX_URL}: {shown}")
    try:
        parsed = ada_url.parse_url(url)
    except (ValueError, UnicodeEncodeError) as error:
        raise Refused("address", f"not an address: {shown}") from error
    if parsed["protocol"] not in {"http:", "https:"}:
        raise Refused("scheme", f"not an http(s) address: {shown}")
    if parsed["username"] or parsed["password"]:
        raise Refused("userinfo", f"a user name or password in the address of {parsed['hostname']}")
    name = parsed["hostname"].removesuffix(".")
    if not 0 < len(name) <= MAX_HOST or max(map(len, name.split("."))) > _MAX_LABEL:
        raise Refused("host", f"a host name of {len(name)} characters: {name[:80]!r}")
    return dict(parsed)


def _addresses(host: str, resolve: Callable[[str], list[str]]) -> list[IPv4Address | IPv6Address]:
    if host.startswith("["):
        return [IPv6Address(host[1:-1])]
    try:
        return [IPv4Address(host)]  # ada has spelled every form of an IPv4 address this way
    except ValueError:
        pass
    try:
        found = resolve(host)[: MAX_ADDRESSES + 1]
    except (OSError, ValueError) as error:  # socket.gaierror is the one, a name that cannot be encoded the other
        raise Refused("unresolved", f"{host} cannot be resolved: {error}") from error
    if not found:
        raise Refused("unresolved", f"{host} has no address")
    if len(found) > MAX_ADDRESSES:
        raise Refused("not_public", f"{host} has more than {MAX_ADDRESSES} addresses")
    try:
        return [ip_address(text) for text in found]
    except ValueError as error:
        raise Refused("not_public", f"{host} resolves to what is no IP address: {error}") from error
