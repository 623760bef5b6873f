"""One request on one connection, to an address the gate has checked, within every limit."""

from __future__ import annotations

import asyncio
import ssl
import time
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import httpcore2

from pipeline.acquire.redaction import without_secrets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.acquire.gate import Target
    from pipeline.acquire.manners import Manners

KEEP_ALIVE: Final = 4.0
"""Seconds an idle connection is used again; servers close theirs after 5 (Apache, Node) or later."""
SMALL: Final = 1_000_000
"""Bytes of a body that any connection may hold; only a few at a time may hold more."""
LARGE_AT_ONCE: Final = 4
NOT_MODIFIED: Final = 304

RawHeaders = list[tuple[bytes, bytes]]


class WireError(Exception):
    """No whole response came. `reason` is a key of `outcome.PASSING` or `outcome.FINAL`."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Response:
    """What travelled: the body is as sent, transfer coding undone; empty where `wanted` said no."""

    status: int
    headers: RawHeaders
    body: bytes = field(repr=False)


class Checked(httpcore2.AsyncNetworkBackend):
    """Connects to the addresses the gate has checked, one after the other, whatever name the request is for."""

    def __init__(self, addresses: tuple[str, ...]) -> None:
        self._addresses = addresses
        self._backend = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,  # noqa: ARG002 - the name: it was resolved once, by the gate
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the library's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """The first address that answers. Raises the library's `ConnectError` or `ConnectTimeout` of the last."""
        problem: Exception = httpcore2.ConnectError("no address")
        for address in self._addresses[:4]:  # a site whose first four are down is down
            try:
                return await self._backend.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                problem = error
        raise problem


@dataclass(slots=True)
class Wire:
    """The one connection to one host: kept open between requests to the same site and address, else replaced."""

    manners: Manners
    secure: ssl.SSLContext
    large: asyncio.Semaphore
    _open: httpcore2.AsyncHTTPConnection | None = None
    _to: tuple[str, str, int, tuple[str, ...]] | None = None
    _used: bool = False  # before, for another request

    async def ask(self, target: Target, headers: list[tuple[str, str]], *, cut: int | None = None) -> Response:
        """GET the target. Raises `WireError`.

        The body is whole: its declared end was seen. `cut` says to take so many bytes and leave the rest, as robots.txt allows.
        The deadline is for everything from connecting to the last byte.
        """
        try:
            async with asyncio.timeout(self.manners.deadline):
                return await self._ask(target, headers, cut)
        except WireError:
            await self.close()
            raise
        except TimeoutError as error:
            await self.close()
            raise WireError("timeout", f"no whole answer in {self.manners.deadline:g} s") from error
        except BaseException as error:
            await self.close()
            if not isinstance(error, _KNOWN):
                raise
            raise _worded(error, used=self._used) from error

    async def close(self) -> None:
        """Let go of the connection."""
        held, self._open, self._to = self._open, None, None
        if held is not None:
            # a peer that is gone, or does not answer TLS's farewell, is no reason to fail or to wait
            await asyncio.wait([asyncio.ensure_future(_closed(held))], timeout=1)

    async def _ask(self, target: Target, headers: list[tuple[str, str]], cut: int | None) -> Response:
        connection = await self._connection(target)
        host = target.host.strip("[]").encode("ascii")
        request = httpcore2.Request(
            b"GET",
            httpcore2.URL(scheme=target.scheme.encode(), host=host, port=target.port, target=target.path.encode("ascii")),
            headers=[
                (b"Host", target.authority.encode("ascii")),
                *((name.encode("ascii"), value.encode("ascii")) for name, value in headers),
            ],
            extensions={"timeout": {"connect": self.manners.connect}},
        )
        response = await connection.handle_async_request(request)
        answered = RawHeaders(response.headers)
        try:
            body = b"" if response.status == NOT_MODIFIED else await self._body(response, answered, cut)
        finally:
            await response.aclose()
        if not connection.is_available():
            await self.close()
        return Response(response.status, answered, body)

    async def _connection(self, target: Target) -> httpcore2.AsyncHTTPConnection:
        to = (target.scheme, target.host, target.port, target.addresses)
        held = self._open
        if held is not None and self._to == to and held.is_available() and not held.has_expired():
            self._used = True
            return held
        await self.close()
        self._used = False
        origin = httpcore2.Origin(target.scheme.encode(), target.host.strip("[]").encode("ascii"), target.port)
        self._open = httpcore2.AsyncHTTPConnection(
            origin, ssl_context=self.secure, keepalive_expiry=KEEP_ALIVE, network_backend=Checked(target.addresses)
        )
        self._to = to
        return self._open

    async def _body(self, response: httpcore2.Response, headers: RawHeaders, cut: int | None) -> bytes:
        limit = self.manners.max_bytes
        declared = next((value for name, value in headers if name.lower() == b"content-length"), b"0")
        if cut is None and declared.isdigit() and int(declared[:20]) > limit:
            raise WireError("too_large", f"{int(declared[:20]):,} bytes declared; the limit is {limit:,}")
        pieces: list[bytes] = []
        size, began, waits = 0, time.monotonic(), False
        try:
            async with aclosing(response.aiter_stream()) as stream:
                async for piece in stream:
                    pieces.append(piece)
                    size += len(piece)
                    if cut is not None:
                        if size >= cut:
                            break
                    elif size > limit:
                        raise WireError("too_large", f"more than {limit:,} bytes")
                    if size > SMALL and not waits:
                        waits = await self.large.acquire()
                    self._in_time(size, time.monotonic() - began)
        finally:
            if waits:
                self.large.release()
        return b"".join(pieces)[:cut]

    def _in_time(self, size: int, seconds: float) -> None:
        if seconds > self.manners.grace and size < self.manners.min_rate * seconds:
            raise WireError("too_slow", f"{size:,} bytes in {seconds:.0f} s; the limit is {self.manners.min_rate:g} a second")


_KNOWN = (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.TimeoutException, ssl.SSLError, OSError, UnicodeEncodeError)


_PROTOCOL: Final = {"disconnected": "dropped", "without sending complete": "truncated"}
"""Words of httpcore and h11 for an answer that never began, and for one whose declared length or last chunk did not come."""


def _worded(error: BaseException, *, used: bool) -> WireError:
    said = without_secrets(" ".join(str(error).split())[:200]) or type(error).__name__
    if isinstance(error, (httpcore2.ConnectError, httpcore2.ConnectTimeout, ssl.SSLError)):
        return WireError("unreachable", f"no connection: {said}")
    if isinstance(error, httpcore2.TimeoutException):
        return WireError("timeout", said)
    if isinstance(error, httpcore2.RemoteProtocolError):
        # on a connection that was used before, nonsense may be left over from the answer to another page
        unknown = "dropped" if used else "malformed"
        return WireError(next((reason for words, reason in _PROTOCOL.items() if words in said), unknown), said)
    if isinstance(error, (httpcore2.LocalProtocolError, UnicodeEncodeError)):
        return WireError("unsafe_address", f"an address that cannot be asked for: {said}")
    return WireError("dropped", said)


async def _closed(connection: httpcore2.AsyncHTTPConnection) -> None:
    with suppress(Exception):  # what is broken may break on closing
        await connection.aclose()
