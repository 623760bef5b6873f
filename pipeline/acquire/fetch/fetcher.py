"""Everything one run of fetching shares, and the one way to a request: gate first, one at a time a host, its delay kept."""

from __future__ import annotations

import asyncio
import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import httpcore2

from pipeline.acquire import gate
from pipeline.acquire.fetch.headers import first, retry_after
from pipeline.acquire.fetch.wire import LARGE_AT_ONCE, Response, Wire, WireError
from pipeline.acquire.frontier import hosts
from pipeline.acquire.outcome import Answer, Failure
from pipeline.acquire.redaction import without_secrets

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

    from pipeline.acquire.fetch.clock import Clock
    from pipeline.acquire.frontier.database import Frontier
    from pipeline.acquire.gate import Target
    from pipeline.acquire.manners import Manners
    from pipeline.acquire.robots import Rules

RESOLVERS: Final = 16  # threads in which names are resolved; the system's call cannot be interrupted
RATE_LIMITED: Final = 429
UNAVAILABLE: Final = 503
_FOR_GOOD: Final = frozenset({501, 505})  # what a server does not implement it will not implement tomorrow


class PostponedError(Exception):
    """The host wants to be left alone until then; nothing was asked."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


@dataclass(slots=True)
class Slot:
    """One host's turn-taking: its connection, who is using it, and who is asking for its robots.txt."""

    wire: Wire
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    robots: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(slots=True)
class Fetcher:
    """A run's shared state. Make one inside the event loop, and `close` it."""

    frontier: Frontier
    manners: Manners
    clock: Clock
    resolve: Callable[[str], list[str]]
    allow_loopback: bool = False
    chance: random.Random = field(default_factory=random.Random)
    secure: ssl.SSLContext = field(default_factory=httpcore2.default_ssl_context)
    rules: dict[str, Rules] = field(default_factory=dict)
    user_agent: str = ""
    _slots: dict[str, Slot] = field(default_factory=dict)
    _large: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(LARGE_AT_ONCE))
    _names: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(RESOLVERS, "resolve"))

    def __post_init__(self) -> None:
        """Raises `NoContactError`, before anything is asked of anybody."""
        self.user_agent = self.manners.user_agent

    async def close(self) -> None:
        """Let go of all connections and threads."""
        for host in list(self._slots):
            await self.leave(host)
        self._names.shutdown(wait=False, cancel_futures=True)

    def slot(self, host: str) -> Slot:
        """The host's place; there is one."""
        return self._slots.setdefault(host, Slot(Wire(self.manners, self.secure, self._large)))

    async def leave(self, host: str) -> None:
        """Close the host's connection, unless somebody is using it."""
        held = self._slots.get(host)
        if held and not held.turn.locked() and not held.robots.locked():
            del self._slots[host]
            await held.wire.close()

    async def check(self, url: str) -> Target:
        """The gate's verdict, resolved in a thread. Raises `gate.Refused`."""
        verdict = asyncio.get_running_loop().run_in_executor(self._names, gate.check, url, self.resolve, self.allow_loopback)
        try:
            return await asyncio.wait_for(verdict, self.manners.connect)
        except TimeoutError as error:
            raise gate.Refused("unresolved", f"the host's name was not resolved in {self.manners.connect:g} s") from error

    async def request(self, target: Target, headers: list[tuple[str, str]], *, cut: int | None = None) -> Response:
        """One request, when it is the host's turn; how it went is noted with the host. Raises `WireError` and `PostponedError`."""
        async with self._turn(target.host) as wire:
            at = self.clock.now
            try:
                response = await wire.ask(target, [("User-Agent", self.user_agent), *headers], cut=cut)
            except WireError as error:
                hosts.fared(
                    self.frontier, target.host, Failure(reason=error.reason, detail=without_secrets(str(error)), at=at()), self.manners
                )
                raise
            hosts.fared(self.frontier, target.host, _fared(response, at()), self.manners)
            return response

    @asynccontextmanager
    async def _turn(self, host: str) -> AsyncIterator[Wire]:
        slot = self.slot(host)
        async with slot.turn:
            if (until := hosts.left_alone_until(self.frontier, host)) > self.clock.now():
                raise PostponedError(until)
            while (wait := (hosts.next_allowed(self.frontier, host) - self.clock.now()).total_seconds()) > 0:
                await self.clock.sleep(wait)
            hosts.asked(self.frontier, host, self.clock.now(), self.manners, self.chance)
            try:
                yield slot.wire
            finally:
                hosts.asked(self.frontier, host, self.clock.now(), self.manners, self.chance)


def server_failure(response: Response, at: datetime) -> Failure | None:
    """The failure that says more of the server than of the page: 429 and what begins with 5; with the server's wish when to come again."""
    if response.status != RATE_LIMITED and (response.status < 500 or response.status in _FOR_GOOD):  # noqa: PLR2004
        return None
    wish = retry_after(first(response.headers, "retry-after"), at) if response.status in {RATE_LIMITED, UNAVAILABLE} else None
    reason = "rate_limited" if response.status == RATE_LIMITED else "server_error"
    asked = f", to be asked again from {wish:%Y-%m-%d %H:%M:%S} UTC" if wish else ""
    return Failure(reason=reason, detail=f"status {response.status}{asked}", at=at, status=response.status, retry_at=wish)


def _fared(response: Response, at: datetime) -> Answer | Failure:
    return server_failure(response, at) or Answer(status=response.status, at=at, body=b"")
