"""Many hosts at once, one worker and one request at a time each, until nothing is due."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from pipeline.acquire.fetch.look import look
from pipeline.acquire.frontier import hosts, queue
from pipeline.acquire.frontier.queue import Due
from pipeline.acquire.outcome import Outcome, Postponed
from pipeline.progress import report

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from pipeline.acquire.fetch.fetcher import Fetcher

Settle = Callable[[Due, Outcome], Awaitable[None]]
"""Writes down what became of one look."""
STAGE: Final = "addresses looked at"
FAIR: Final = 20
"""Looks after which a host gives its worker to another that waits for one."""
_COUNT_EVERY: Final = 25  # looks between two counts of what is due


async def run(fetcher: Fetcher, settle: Settle, *, outlets: Collection[str] | None = None, until: datetime | None = None) -> None:
    """Look at everything that is due, of the outlets given or of all; `settle` writes down what became of each.

    Ends when nothing is due at any host that may be asked. After `until` nothing new is begun; what is left stays due.
    """
    work = _Work(fetcher, settle, outlets, until)
    try:
        await work.all()
    finally:
        await work.stop()


class _Work:
    """One run: which hosts have a worker, and a bell for when a listing has named pages of a host that has none."""

    def __init__(self, fetcher: Fetcher, settle: Settle, outlets: Collection[str] | None, until: datetime | None) -> None:
        self.fetcher, self.settle, self.outlets, self.until = fetcher, settle, outlets, until
        self.workers: dict[str, asyncio.Task[None]] = {}
        self.bell = asyncio.Event()
        self.done = self.total = 0
        self.crowded = False  # hosts wait for a worker
        self.hired = 0
        self.served: dict[str, int] = {}  # the host's last turn

    async def all(self) -> None:
        while True:
            self.bell.clear()
            if not self._over():
                self._hire()
            if not self.workers:
                return
            bell = asyncio.ensure_future(self.bell.wait())
            await asyncio.wait([*self.workers.values(), bell], return_when=asyncio.FIRST_COMPLETED)
            bell.cancel()
            for host in [host for host, task in self.workers.items() if task.done()]:
                self.workers.pop(host).result()  # a worker's fault is the run's
                await self.fetcher.leave(host)

    async def stop(self) -> None:
        """End the workers that are left; what they were fetching stays due."""
        for task in self.workers.values():
            task.cancel()
        await asyncio.gather(*self.workers.values(), return_exceptions=True)

    def _over(self) -> bool:
        return self.until is not None and self.fetcher.clock.now() >= self.until

    def _hire(self) -> None:
        self.crowded = False
        ready = queue.ready(self.fetcher.frontier, self.fetcher.clock.now(), self.outlets)
        for host in sorted(ready, key=lambda host: self.served.get(host, 0)):  # who had no turn yet, then whose was longest ago
            if host in self.workers:
                continue
            if len(self.workers) >= self.fetcher.manners.hosts:
                self.crowded = True
                return
            self.hired += 1
            self.served[host] = self.hired
            self.workers[host] = asyncio.create_task(self._at(host), name=f"fetch {host}")

    def _tell(self) -> None:
        if self.done % _COUNT_EVERY == 0:
            self.total = self.done + queue.waiting(self.fetcher.frontier, self.fetcher.clock.now(), self.outlets)
        self.done += 1
        self.total = max(self.total, self.done)
        report(STAGE, self.done, self.total)

    async def _at(self, host: str) -> None:
        frontier, clock = self.fetcher.frontier, self.fetcher.clock
        looks = 0
        while not self._over() and hosts.left_alone_until(frontier, host) <= clock.now():
            if looks >= FAIR and self.crowded:  # the next worker goes to whoever has waited longest
                return
            looks += 1
            due = queue.claim(frontier, host, clock.now(), self.outlets)
            if due is None:
                return
            outcome = await look(self.fetcher, due)
            await self.settle(due, outcome)
            if not isinstance(outcome, Postponed):
                self._tell()
            if due.role == "listing":
                self.bell.set()
