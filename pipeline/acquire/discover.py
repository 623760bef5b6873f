"""From the catalogue's feeds and sitemaps to pages: every address they name ends in a page, or in one that says why not."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pipeline.acquire.feeds import FeedError, parse_feed
from pipeline.acquire.sitemaps import SitemapError, parse_sitemap
from pipeline.acquire.urls import UrlError, canonical
from pipeline.records import RawPage

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.outlets.catalog import CatalogOutlet

Fetch = Callable[[str], list[RawPage]]
"""An address to its captures, oldest first; none where nothing answers. It raises nothing: what went wrong is a page with `error`."""

MAX_DEPTH: Final = 3
"""Sitemap, index, index of indexes; the protocol itself knows two levels."""
MAX_LISTINGS: Final = 500
"""Listings read per outlet and run; an archive of twenty years by month is 240."""


@dataclass(frozen=True, slots=True)
class _Listing:
    url: str
    origin: str  # feed, sitemap
    found_in: str | None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    url: str
    title: str | None
    published: str | None
    authors: tuple[str, ...] = ()
    is_index: bool = False


def discover(outlets: Iterable[CatalogOutlet], fetch: Fetch, now: datetime) -> Iterator[RawPage]:
    """Every page the outlets' feeds and sitemaps name, through `fetch`; an address several listings of an outlet name is fetched once.

    The pages carry the outlet's id, `origin` ('feed' or 'sitemap'), the listing as `found_in`, and the listing's title, date and
    authors. A listing that cannot be read, and an address that does not answer, is a page with `error` set, so that the outlet's silence
    is known to be ours. All captures of a listing count, so an entry that has dropped out of the feed is still found.
    """
    for outlet in outlets:
        yield from _of_outlet(outlet, fetch, now)


def _of_outlet(outlet: CatalogOutlet, fetch: Fetch, now: datetime) -> Iterator[RawPage]:
    waiting = deque([*(_Listing(url, "feed", None) for url in outlet.feeds), *(_Listing(url, "sitemap", None) for url in outlet.sitemaps)])
    listings: set[str] = set()
    pages: set[str] = set()
    while waiting:
        listing = waiting.popleft()
        try:
            url = canonical(listing.url)
        except UrlError:
            yield _failure(outlet, listing, "malformed", now)
            continue
        if url in listings:  # two indexes may name one sitemap, and a sitemap itself
            continue
        if listing.depth >= MAX_DEPTH or len(listings) >= MAX_LISTINGS:
            yield _failure(outlet, listing, "too_deep" if listing.depth >= MAX_DEPTH else "too_large", now)
            continue
        listings.add(url)
        found = _read(outlet, replace(listing, url=url), fetch, now)
        if isinstance(found, RawPage):
            yield found
            continue
        for item in found:
            if item.is_index:
                waiting.append(_Listing(item.url, "sitemap", url, listing.depth + 1))
            elif item.url not in pages:
                pages.add(item.url)
                yield from _pages(outlet, listing.origin, url, item, fetch, now)


def _read(outlet: CatalogOutlet, listing: _Listing, fetch: Fetch, now: datetime) -> list[_Found] | RawPage:
    found: dict[str, _Found] = {}
    problem = "not_found"
    readable = False
    for capture in fetch(listing.url):
        if capture.error is not None:
            problem = capture.error
            continue
        try:
            entries = _feed(capture.body, listing.url) if listing.origin == "feed" else _sitemap(capture.body, listing.url)
        except (FeedError, SitemapError):
            problem = "malformed"
            continue
        readable = True
        for entry in entries:
            found.setdefault(entry.url, entry)
    return list(found.values()) if readable else _failure(outlet, listing, problem, now)


def _feed(body: bytes, url: str) -> list[_Found]:
    return [
        _Found(entry.url, entry.title, entry.published_raw, (entry.author,) if entry.author else ())
        for entry in parse_feed(body, url)
        if entry.url
    ]


def _sitemap(body: bytes, url: str) -> list[_Found]:
    return [_Found(entry.url, entry.title, entry.published_raw, is_index=entry.is_index) for entry in parse_sitemap(body, url)]


def _pages(outlet: CatalogOutlet, origin: str, found_in: str, item: _Found, fetch: Fetch, now: datetime) -> Iterator[RawPage]:
    said = {"outlet": outlet.id, "origin": origin, "found_in": found_in, "title": item.title, "published": item.published}
    captures = fetch(item.url) or [_failure(outlet, _Listing(item.url, origin, found_in), "not_found", now)]
    for capture in captures:
        yield replace(capture, **said, authors=list(item.authors))  # type: ignore[arg-type]  # mypy sees one value type for all keys


def _failure(outlet: CatalogOutlet, listing: _Listing, error: str, now: datetime) -> RawPage:
    return RawPage(
        url=listing.url,
        outlet=outlet.id,
        origin=listing.origin,
        found_in=listing.found_in,
        fetched_at=now,
        status=404 if error == "not_found" else 0,
        media_type="",
        body=b"",
        error=error,
    )
