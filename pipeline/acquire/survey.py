"""What an outlet's feeds and sitemaps hold at the moment, one line each: whether they answer, how much they name, how fresh it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - the rows are printed by their annotations' values
from typing import TYPE_CHECKING, Final

from pipeline.acquire.feeds import FeedError, parse_feed
from pipeline.acquire.sitemaps import SitemapError, parse_sitemap
from pipeline.coding import CodingError, decoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pipeline.outlets.catalog import CatalogOutlet
    from pipeline.records import RawPage

    Fetch = Callable[[str], list[RawPage]]
    """An address to its captures, oldest first; none where nothing answers."""

NO_ANSWER: Final = "not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A feed or sitemap that the catalogue names. `origin` is 'feed' or 'sitemap'."""

    outlet: str
    url: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """How one listing fared. `reason` says why it gave nothing; `newest` is the latest date it names, None where it names none."""

    outlet: str
    url: str
    origin: str
    answers: bool
    entries: int = 0  # articles; of an index of sitemaps, sitemaps
    is_index: bool = False
    newest: datetime | None = None
    reason: str | None = None
    detail: str | None = None


def listings(outlets: Iterable[CatalogOutlet]) -> list[Listing]:
    """Every feed and sitemap of the outlets, in the catalogue's order."""
    return [
        Listing(outlet=outlet.id, url=url, origin=origin)
        for outlet in outlets
        for origin, urls in (("feed", outlet.feeds), ("sitemap", outlet.sitemaps))
        for url in urls
    ]


def survey(outlets: Iterable[CatalogOutlet], fetch: Fetch) -> Iterator[Surveyed]:
    """Each listing of the outlets as `fetch` shows it last. Sitemaps that an index names are not followed. Raises nothing `fetch` does not."""
    for listing in listings(outlets):
        captures = fetch(listing.url)
        yield told(listing, captures[-1] if captures else None)


def told(listing: Listing, page: RawPage | None) -> Surveyed:
    """What the listing holds, read from one answer (None: nothing answered). Raises nothing, whatever the bytes are."""
    if page is None or page.error is not None:
        return _silent(listing, page.error if page else NO_ANSWER, page.detail if page else None)
    try:
        body = decoded(page.body, page.headers)
        dated = _feed(body, listing.url) if listing.origin == "feed" else _sitemap(body, listing.url)
    except (FeedError, SitemapError, CodingError) as error:
        return _silent(listing, "malformed", str(error))
    newest = max((when for when, _ in dated if when is not None), default=None)
    return Surveyed(
        outlet=listing.outlet,
        url=listing.url,
        origin=listing.origin,
        answers=True,
        entries=len(dated),
        is_index=any(is_index for _, is_index in dated),
        newest=newest,
    )


def _feed(body: bytes, url: str) -> list[tuple[datetime | None, bool]]:
    return [(entry.updated or entry.published, False) for entry in parse_feed(body, url) if entry.url]


def _sitemap(body: bytes, url: str) -> list[tuple[datetime | None, bool]]:
    return [(entry.published or entry.lastmod, entry.is_index) for entry in parse_sitemap(body, url)]


def _silent(listing: Listing, reason: str | None, detail: str | None) -> Surveyed:
    return Surveyed(
        outlet=listing.outlet, url=listing.url, origin=listing.origin, answers=False, reason=reason, detail=detail[:300] if detail else None
    )
