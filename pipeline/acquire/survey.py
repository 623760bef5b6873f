"""What an outlet's feeds and sitemaps hold at the moment, one line each: whether they answer, how much they name, how fresh and how much on topic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from pipeline.acquire.feeds import FeedError, parse_feed
from pipeline.acquire.sitemaps import SitemapError, parse_sitemap
from pipeline.coding import CodingError, decoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pipeline.acquire.listings import TopicRule
    from pipeline.outlets.catalog import CatalogOutlet
    from pipeline.records import RawPage

    Fetch = Callable[[str], list[RawPage]]
    """An address to its captures, oldest first; none where nothing answers."""

NO_ANSWER: Final = "not_found"
MAX_DEPTH: Final = 3
"""Sitemap, index, index of indexes: as far as discovery follows them."""
_EARLY: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A feed or sitemap that the catalogue names, and what it says of it."""

    outlet: str
    url: str
    origin: str  # feed, sitemap
    kind: str | None = None  # of a sitemap: news, general; None where the catalogue does not say
    verified: str | None = None  # month in which it was last seen to answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """How one listing fared. `reason` says why it gave nothing; what it holds is, of an index, what its newest sitemap holds."""

    outlet: str
    url: str
    origin: str
    kind: str | None = None
    verified: str | None = None
    answers: bool
    entries: int = 0  # articles
    sitemaps: int = 0  # that an index names
    newest: datetime | None = None  # the latest date among the entries; None where they have none
    on_topic: float | None = None  # share of the entries that title, summary and address do not rule out; None without entries or topic
    newest_sitemap: str | None = None  # of an index, while that is still to be asked
    reason: str | None = None
    detail: str | None = None


def listings(outlets: Iterable[CatalogOutlet]) -> list[Listing]:
    """Every feed and sitemap of the outlets, in the catalogue's order."""
    return [
        Listing(outlet=outlet.id, url=url, origin=origin, kind=outlet.sitemap_kinds.get(url), verified=outlet.verified.get(url))
        for outlet in outlets
        for origin, urls in (("feed", outlet.feeds), ("sitemap", outlet.sitemaps))
        for url in urls
    ]


def survey(outlets: Iterable[CatalogOutlet], fetch: Fetch, rule: TopicRule | None = None) -> Iterator[Surveyed]:
    """Each listing of the outlets as `fetch` shows it last; of an index, its newest sitemap as well. Raises nothing `fetch` does not."""
    for listing in listings(outlets):
        found = told(listing, _last(fetch(listing.url)), rule)
        for _ in range(MAX_DEPTH - 1):
            if found.newest_sitemap is not None:
                found = within(found, _last(fetch(found.newest_sitemap)), rule)
        yield found


def told(listing: Listing, page: RawPage | None, rule: TopicRule | None = None) -> Surveyed:
    """What the listing holds, read from one answer (None: nothing answered). Raises nothing, whatever the bytes are.

    `rule(title, summary, url)` says why an entry is off the topic, or None.
    """
    seen = Surveyed(
        outlet=listing.outlet, url=listing.url, origin=listing.origin, kind=listing.kind, verified=listing.verified, answers=False
    )
    if page is None or page.error is not None:
        return _silent(seen, page.error if page else NO_ANSWER, page.detail if page else None)
    try:
        body, base = decoded(page.body, page.headers), page.url or listing.url
        return _of_feed(seen, body, base, rule) if listing.origin == "feed" else _of_sitemap(seen, body, base, rule)
    except (FeedError, SitemapError, CodingError) as error:
        return _silent(seen, "malformed", str(error))


def within(index: Surveyed, page: RawPage | None, rule: TopicRule | None = None) -> Surveyed:
    """What the index holds, now that its newest sitemap was asked: that sitemap's entries. An index whose newest sitemap gives nothing leads nowhere."""
    asked = index.newest_sitemap or index.url
    found = told(Listing(outlet=index.outlet, url=asked, origin="sitemap", kind=index.kind, verified=index.verified), page, rule)
    kept = replace(found, url=index.url, sitemaps=index.sitemaps)
    return (
        kept
        if kept.answers
        else replace(kept, detail=f"the index answers, its newest sitemap {asked} does not: {kept.detail or kept.reason}"[:300])
    )


def _last(captures: list[RawPage]) -> RawPage | None:
    return captures[-1] if captures else None


def _of_feed(seen: Surveyed, body: bytes, base: str, rule: TopicRule | None) -> Surveyed:
    entries = [entry for entry in parse_feed(body, base) if entry.url]
    off = sum(rule(entry.title, entry.summary, entry.url) is not None for entry in entries) if rule else None
    return _holding(seen, [entry.updated or entry.published for entry in entries], off)


def _of_sitemap(seen: Surveyed, body: bytes, base: str, rule: TopicRule | None) -> Surveyed:
    entries = parse_sitemap(body, base)
    pages = [entry for entry in entries if not entry.is_index]
    if not pages and entries:
        newest = max(entries, key=lambda entry: entry.lastmod or _EARLY)
        return replace(seen, answers=True, sitemaps=len(entries), newest=newest.lastmod, newest_sitemap=newest.url)
    off = sum(rule(entry.title, None, entry.url) is not None for entry in pages) if rule else None
    return _holding(seen, [entry.published or entry.lastmod for entry in pages], off)


def _holding(seen: Surveyed, dates: list[datetime | None], off: int | None) -> Surveyed:
    newest = max((date for date in dates if date is not None), default=None)
    share = 1 - off / len(dates) if dates and off is not None else None
    return replace(seen, answers=True, entries=len(dates), newest=newest, on_topic=share)


def _silent(seen: Surveyed, reason: str | None, detail: str | None) -> Surveyed:
    return replace(seen, reason=reason, detail=detail[:300] if detail else None)
