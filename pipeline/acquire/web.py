"""The web by the settings: fetch what is due, add addresses by hand, ask feeds whether they answer."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from pipeline.acquire import crawl as crawling
from pipeline.acquire.archive import Archive
from pipeline.acquire.fetch.clock import SystemClock
from pipeline.acquire.fetch.fetcher import Fetcher
from pipeline.acquire.fetch.look import look
from pipeline.acquire.frontier import queue
from pipeline.acquire.frontier.database import Frontier
from pipeline.acquire.listings import off_topic
from pipeline.acquire.manners import Manners
from pipeline.acquire.outcome import Answer, Elsewhere, Postponed
from pipeline.acquire.survey import MAX_DEPTH, Surveyed, listings, told, within
from pipeline.acquire.urls import UrlError, canonical
from pipeline.progress import report
from pipeline.records import RawPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from pipeline.acquire.listings import TopicRule
    from pipeline.acquire.lists import ListedUrl
    from pipeline.acquire.outcome import Outcome
    from pipeline.acquire.survey import Listing
    from pipeline.outlets.catalog import Catalog, CatalogOutlet
    from pipeline.settings import Settings
    from pipeline.topics.topic import Topic

TOGETHER: Final = 5_000
"""Addresses of a list made known in one transaction."""
_HOUR, _DAY = 3_600.0, 86_400.0


@dataclass(frozen=True, slots=True)
class Network:
    """How names become addresses, and whether this machine's own are among those that may be asked (for tests)."""

    resolve: Callable[[str], list[str]]
    allow_loopback: bool = False


def resolve(host: str) -> list[str]:
    """The addresses that the system's resolver knows of a name, in its order, each once. Raises `OSError` where it knows none."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


PUBLIC: Final = Network(resolve)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of a list's addresses. `given == new + known + len(wrong)`."""

    given: int
    new: int
    known: int  # before, or by a line further up
    left_out: int  # judged to be off the topic, new or known
    wrong: list[str]  # where and why


def manners(known: Settings) -> Manners:
    """The crawler's manners by the settings. Raises `NoContactError` where no contact is set."""
    held = Manners(
        contact=known.contact,
        delay=known.fetch_delay,
        hosts=known.fetch_hosts,
        revisits=tuple(hours * _HOUR for hours in known.revisit_hours),
        listings=known.listing_minutes * 60,
        max_age=known.max_age_days * _DAY or None,
        keep_settled=known.keep_settled_days * _DAY or None,
        keep_left_out=known.keep_left_out_days * _DAY or None,
    )
    _ = held.user_agent  # raises before anything is opened or asked
    return held


def fetch(
    known: Settings,
    outlets: Iterable[CatalogOutlet],
    topic: Topic,
    *,
    only: bool = False,
    until: datetime | None = None,
    network: Network | None = None,
) -> crawling.Crawled:
    """Look at everything that is due and archive it under today; with `only`, nothing but these outlets' addresses.

    Safe to kill and to run again. Raises `NoContactError`, and `FrontierBusyError` where another process fetches into the data root.
    """
    held, net = manners(known), network or PUBLIC
    with Frontier(known.frontier) as frontier:
        return asyncio.run(
            crawling.crawl(
                outlets,
                frontier,
                Archive(known.raw),
                lambda title, summary, url: off_topic(topic, title, summary, url),
                held,
                SystemClock(),
                net.resolve,
                until=until,
                only=only,
                allow_loopback=net.allow_loopback,
            )
        )


def add(known: Settings, url: str, outlet: str | None) -> bool:
    """Make one page known, due at once whatever became of it before. Whether it was new. Raises `UrlError` and `NoContactError`."""
    manners(known)
    page = queue.Found(url=canonical(url))  # raises before a frontier is made
    with Frontier(known.frontier) as frontier:
        return queue.add(frontier, page, outlet, SystemClock().now())


def add_list(
    known: Settings, entries: Iterable[ListedUrl], found_in: str, catalog: Catalog, topic: Topic | None, outlet: str | None
) -> Added:
    """Make a list's addresses known, each due once: adding the list again changes nothing.

    `found_in` names the list. With a `topic`, what title and address show to be off it is noted and left out. Dates of publication go
    along; a date that only says when the list's maker saw the page does not. Raises `NoContactError`.
    """
    manners(known)
    now = SystemClock().now()
    given = new = left_out = 0
    wrong: list[str] = []
    with Frontier(known.frontier) as frontier:
        rest = iter(entries)
        while chunk := list(islice(rest, TOGETHER)):
            given += len(chunk)
            wrong += [f"{found_in}:{entry.line}: {entry.error}" for entry in chunk if not entry.url]
            by_outlet: dict[str | None, dict[str, queue.Found]] = {}
            for entry in chunk:
                if entry.url:
                    by_outlet.setdefault(_outlet(entry, catalog, outlet), {}).setdefault(entry.url, _found(entry, topic))
            with frontier.transaction():
                for one, found in by_outlet.items():
                    left_out += sum(page.left_out is not None for page in found.values())
                    new += queue.enqueue(frontier, _due(found_in, one, "url"), found.values(), now)
            report("addresses added", given)
    known_before = given - new - len(wrong)
    return Added(given=given, new=new, known=known_before, left_out=left_out, wrong=wrong)


def survey(
    known: Settings, outlets: Iterable[CatalogOutlet], *, topic: Topic | None = None, network: Network | None = None
) -> list[Surveyed]:
    """What each feed and sitemap of the outlets answers now, in the catalogue's order; robots, delays and limits are kept as in `fetch`.

    Of an index, its newest sitemap is asked too. With a `topic`, the share of entries that may be on it is told. Nothing is queued or
    archived. Raises `NoContactError` and `FrontierBusyError`.
    """
    held, net = manners(known), network or PUBLIC
    rule = partial(off_topic, topic) if topic else None
    with Frontier(known.frontier) as frontier:
        return asyncio.run(_survey(listings(outlets), frontier, held, net, rule))


async def _survey(asked: list[Listing], frontier: Frontier, held: Manners, net: Network, rule: TopicRule | None) -> list[Surveyed]:
    fetcher = Fetcher(frontier, held, SystemClock(), net.resolve, net.allow_loopback)
    places, done = asyncio.Semaphore(held.hosts), 0

    async def one(listing: Listing) -> Surveyed:
        nonlocal done
        async with places:
            found = await asyncio.to_thread(told, listing, await _answer(fetcher, listing), rule)
            for _ in range(MAX_DEPTH - 1):
                if found.newest_sitemap is None:
                    break
                page = await _answer(fetcher, replace(listing, url=found.newest_sitemap))
                found = await asyncio.to_thread(within, found, page, rule)
        done += 1
        report("feeds asked", done, len(asked))
        return found

    try:
        return list(await asyncio.gather(*map(one, asked)))
    finally:
        await fetcher.close()


async def _answer(fetcher: Fetcher, listing: Listing) -> RawPage:
    try:
        url = canonical(listing.url)
    except UrlError as error:
        return _page(listing, fetcher.clock.now(), error="malformed", detail=str(error))
    return _as_page(listing, await look(fetcher, _due(url, listing.outlet, listing.origin)), fetcher.clock.now())


def _as_page(listing: Listing, outcome: Outcome, now: datetime) -> RawPage:
    if isinstance(outcome, Answer):
        return _page(listing, outcome.at, status=outcome.status, body=outcome.body, headers=outcome.headers)
    if isinstance(outcome, Postponed):
        return _page(listing, now, error="rate_limited", detail=f"the host is left alone until {outcome.until:%Y-%m-%d %H:%M} UTC")
    if isinstance(outcome, Elsewhere):
        return _page(listing, outcome.at, error="same_article", detail=f"redirects to {outcome.url}")
    return _page(listing, outcome.at, status=outcome.status, error=outcome.reason, detail=outcome.detail)


def _page(
    listing: Listing,
    at: datetime,
    *,
    status: int = 0,
    body: bytes = b"",
    headers: list[list[str]] | None = None,
    error: str | None = None,
    detail: str | None = None,
) -> RawPage:
    return RawPage(
        url=listing.url,
        outlet=listing.outlet,
        origin=listing.origin,
        found_in=None,
        fetched_at=at,
        status=status,
        media_type="",
        body=body,
        error=error,
        detail=detail,
        headers=headers or [],
    )


def _outlet(entry: ListedUrl, catalog: Catalog, outlet: str | None) -> str | None:
    """The catalogue's id of the outlet that the row or its address names, else whose list it is; None: the page is read by its address."""
    found = (catalog.find(entry.outlet) if entry.outlet else None) or catalog.find(entry.url)
    return found.id if found else outlet


def _found(entry: ListedUrl, topic: Topic | None) -> queue.Found:
    off = off_topic(topic, entry.title, None, entry.url) if topic else None
    return queue.Found(
        url=entry.url,
        title=entry.title,
        published=None if entry.is_seen else entry.published_raw,
        left_out="not_relevant" if off else None,
        detail=off,
    )


def _due(place: str, outlet: str | None, origin: str) -> queue.Due:
    """A listing (an address, or a list's name) as if its time had come for the first time."""
    return queue.Due(
        url=place,
        host=_host(place),
        outlet=outlet,
        role="listing",
        origin=origin,
        found_in=None,
        depth=0,
        title=None,
        published=None,
        authors=(),
        fate="open",
        tries=0,
        looks=0,
        final_url=None,
        etag=None,
        last_modified=None,
        raw_hash=None,
        first_fetched_at=None,
    )


def _host(place: str) -> str:
    with suppress(ValueError):
        return queue.host_of(place)
    return ""
