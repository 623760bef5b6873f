"""One round over the web: listings of the catalogue, the pages they name, and pages whose time to be looked at again has come."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC
from typing import TYPE_CHECKING, Final

from pipeline.acquire.fetch.engine import run
from pipeline.acquire.fetch.fetcher import Fetcher
from pipeline.acquire.frontier import hosts, landing, queue
from pipeline.acquire.frontier.database import FrontierError
from pipeline.acquire.frontier.retention import prune
from pipeline.acquire.frontier.settle import is_unchanged, settle
from pipeline.acquire.listings import ListingError, TopicRule, entries
from pipeline.acquire.outcome import SKIPPED, Answer, Failure, Outcome
from pipeline.acquire.redaction import without_secrets
from pipeline.acquire.urls import UrlError, canonical
from pipeline.progress import report

if TYPE_CHECKING:
    import random
    import ssl
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from pipeline.acquire.archive import Archive
    from pipeline.acquire.fetch.clock import Clock
    from pipeline.acquire.frontier.database import Frontier
    from pipeline.acquire.frontier.queue import Due, Found
    from pipeline.acquire.manners import Manners
    from pipeline.outlets.catalog import CatalogOutlet

ARCHIVE_LOOKS: Final = 2_000
ARCHIVE_BYTES: Final = 200_000_000
"""So many looks, or bytes of them, are moved to the archive at a time: an addition reads the archive's whole index."""
UNVERIFIED: Final = "nobody has seen this address answer: the catalogue may be wrong, and the outlet not silent"
"""Said of a feed or sitemap that fails, has never answered here, and for which the catalogue names no month in which it did."""
_CHECK_EVERY: Final = 100  # looks between two questions how much has landed


@dataclass(frozen=True, slots=True)
class Crawled:
    """What one round did. `by_outlet` counts looks by outlet ('' for pages added by hand) and by what they were."""

    by_outlet: dict[str, Counter[str]] = field(
        default_factory=dict
    )  # fetched, unchanged, failed, skipped, quarantined, duplicate, listing_...; listing_unverified: of the failed ones, `UNVERIFIED`
    discovered: int = 0  # addresses not known before
    archived: int = 0  # looks new to the archive
    left: int = 0  # addresses still due: of hosts left alone, or past the end of the round

    @property
    def total(self) -> Counter[str]:
        """The counts over all outlets."""
        return sum(self.by_outlet.values(), Counter[str]())


async def crawl(
    outlets: Iterable[CatalogOutlet],
    frontier: Frontier,
    archive: Archive,
    topic_rule: TopicRule,
    manners: Manners,
    clock: Clock,
    resolve: Callable[[str], list[str]],
    *,
    day: date | None = None,
    until: datetime | None = None,
    only: bool = False,
    allow_loopback: bool = False,
    chance: random.Random | None = None,
    secure: ssl.SSLContext | None = None,
) -> Crawled:
    """Look at all that is due, and move what came to the archive under `day` (today, UTC). Safe to kill and to run again.

    `topic_rule(title, summary, url)` says why an entry is not worth a look, or None. With `only`, nothing but these outlets' addresses is
    looked at. Nothing new begins after `until`. Raises `NoContactError` where `manners` names nobody to turn to, before anything is asked.
    """
    chosen = list(outlets)
    told: dict[str, object] = {"chance": chance} if chance else {}
    told |= {"secure": secure} if secure else {}
    fetcher = Fetcher(frontier, manners, clock, resolve, allow_loopback, **told)  # type: ignore[arg-type]  # one value type for all keys
    round_ = _Round(fetcher, archive, topic_rule, day, _untried(chosen))
    try:
        hosts.heal(frontier, clock.now(), manners)
        prune(frontier, clock.now(), manners)
        await round_.store()  # what a killed run had fetched
        queue.register(frontier, chosen, clock.now())
        await run(fetcher, round_.settle, outlets=[outlet.id for outlet in chosen] if only else None, until=until)
        await round_.store()
    except sqlite3.Error as error:
        raise FrontierError(f"{frontier.path} cannot be written ({error}). Mend that, and run again: nothing that came is lost.") from error
    finally:
        await fetcher.close()
    return Crawled(round_.counts, round_.discovered, round_.archived, queue.waiting(frontier, clock.now()))


def _untried(outlets: Iterable[CatalogOutlet]) -> frozenset[str]:
    found: set[str] = set()
    for outlet in outlets:
        for url in outlet.addresses:
            if url not in outlet.verified:
                with suppress(UrlError):
                    found.add(canonical(url))
    return frozenset(found)


class _Round:
    """What one round keeps count of, and how it settles a look."""

    def __init__(self, fetcher: Fetcher, archive: Archive, topic_rule: TopicRule, day: date | None, untried: frozenset[str]) -> None:
        self.fetcher, self.archive, self.topic_rule, self.day, self.untried = fetcher, archive, topic_rule, day, untried
        self.counts: dict[str, Counter[str]] = {}
        self.discovered = self.archived = self.settled = 0
        self.storing = asyncio.Lock()
        self.parsing = asyncio.Semaphore(1)  # a listing's entries may be many; one at a time bounds them

    async def settle(self, due: Due, outcome: Outcome) -> None:
        """Write down a look; read it first where it is a listing that has changed."""
        frontier, manners = self.fetcher.frontier, self.fetcher.manners
        if due.role == "listing" and isinstance(outcome, Answer) and not is_unchanged(due, outcome):
            async with self.parsing:
                found, outcome = await self._read(due, outcome)
                done = settle(frontier, due, self._told_apart(due, outcome), manners, self.fetcher.chance, found)
        else:
            done = settle(frontier, due, self._told_apart(due, outcome), manners, self.fetcher.chance)
        self.counts.setdefault(due.outlet or "", Counter())[f"listing_{done.what}" if due.role == "listing" else done.what] += 1
        self.discovered += done.entries
        self.settled += 1
        if self.settled % _CHECK_EVERY == 0 and not self.storing.locked():
            looks, size = landing.size(frontier)
            if looks >= ARCHIVE_LOOKS or size >= ARCHIVE_BYTES:
                await self.store()

    def _told_apart(self, due: Due, outcome: Outcome) -> Outcome:
        """The outcome; a failure of an address that nobody has seen answer says so."""
        if not isinstance(outcome, Failure) or due.looks or due.url not in self.untried:
            return outcome
        if outcome.reason not in SKIPPED:
            self.counts.setdefault(due.outlet or "", Counter())["listing_unverified"] += 1
        return replace(outcome, detail=f"{outcome.detail} ({UNVERIFIED})")

    async def store(self) -> None:
        """Move what has landed to the archive."""
        frontier = self.fetcher.frontier
        async with self.storing:
            if (waiting := landing.waiting(frontier)) is None:
                return
            last, since = waiting
            day = self.day or self.fetcher.clock.now().astimezone(UTC).date()
            index = await asyncio.to_thread(lambda: self.archive.add(day, landing.looks(frontier.path, last), since=since))
            landing.forget(frontier, last)  # killed before this, the looks are added again, and known
            report("looks archived", index.added + index.unchanged)
            self.archived += index.added

    async def _read(self, due: Due, answer: Answer) -> tuple[list[Found], Answer | Failure]:
        try:
            return await asyncio.to_thread(entries, due, answer, self.topic_rule, self.fetcher.manners.max_age), answer
        except ListingError as error:
            return [], Failure(
                reason="malformed",
                detail=without_secrets(str(error)),
                at=answer.at,
                status=answer.status,
                headers=answer.headers,
                request_headers=answer.request_headers,
            )
