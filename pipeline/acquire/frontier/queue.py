"""What is to be looked at: addresses become known here once, and are handed out one at a time and host."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import ada_url

from pipeline.acquire.frontier.landing import land, tally
from pipeline.acquire.urls import UrlError, canonical
from pipeline.records import RawPage, make_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pipeline.acquire.frontier.database import Frontier
    from pipeline.outlets.catalog import CatalogOutlet

LEFT_OUT: Final = ("not_relevant", "too_old")
"""Reasons by which a listing's entry is left out unseen; another listing may know better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One entry of a listing. `left_out` is a reason of `LEFT_OUT`, or None: to be looked at."""

    url: str  # canonical
    title: str | None = None
    published: str | None = None  # as written
    authors: tuple[str, ...] = ()
    is_listing: bool = False
    lastmod: datetime | None = None
    left_out: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An address whose time has come, and what the last looks at it left."""

    url: str
    host: str
    outlet: str | None
    role: str  # listing, page
    origin: str
    found_in: str | None
    depth: int
    title: str | None
    published: str | None
    authors: tuple[str, ...]
    fate: str
    tries: int
    looks: int
    final_url: str | None
    etag: str | None
    last_modified: str | None
    raw_hash: str | None
    first_fetched_at: float | None  # seconds since 1970
    unchanged: int = 0


_DUE: Final = ", ".join(Due.__dataclass_fields__)
_OF = "(?2 IS NULL OR outlet IN (SELECT value FROM json_each(?2)))"


def host_of(url: str) -> str:
    """The host by which an address queues: its name, whatever scheme and port, for one connection a host is the promise."""
    return str(ada_url.parse_url(url)["hostname"])


def register(frontier: Frontier, outlets: Iterable[CatalogOutlet], now: datetime) -> None:
    """Make the outlets' ways in known, due at once where they are new; those an outlet has given up are looked at no more.

    An address that is none is noted as a failed look, as it is the outlet's silence that it explains.
    """
    for outlet in outlets:
        kept: list[str] = []
        with frontier.transaction():
            for address, origin in outlet.ways_in():
                try:
                    url = canonical(address)
                except UrlError as error:
                    land(frontier, _broken(address, outlet.id, origin, str(error), now))
                    continue
                kept.append(url)
                _insert(frontier, Found(url=url, is_listing=True), now, (outlet.id, origin, None, 0))  # no page, so nothing to count
            frontier.write(
                "UPDATE url SET next_look = NULL WHERE outlet = ? AND role = 'listing' AND depth = 0"
                " AND url NOT IN (SELECT value FROM json_each(?))",
                outlet.id,
                json.dumps(kept),
            )
            frontier.write(
                "UPDATE url SET next_look = ? WHERE next_look IS NULL AND role = 'listing' AND url IN (SELECT value FROM json_each(?))",
                now.timestamp(),
                json.dumps(kept),
            )


def add(frontier: Frontier, entry: Found, outlet: str | None, now: datetime, *, origin: str = "url", found_in: str | None = None) -> bool:
    """Make one page known by hand or from a list, due at once whatever became of it before. Whether it was new.

    `outlet` is an id of the catalogue, or None: whoever reads the page then goes by its address. `origin` is the way in.
    """
    with frontier.transaction():
        new = _insert(frontier, entry, now, (outlet, origin, found_in, 0))
        if new:
            tally(frontier, outlet, now, "discovered")
        elif recall(frontier, entry.url):
            _new(frontier, entry, now.timestamp(), (outlet, origin, found_in, 0))
        else:
            again = "UPDATE url SET next_look = ?, tries = 0, fate = CASE fate WHEN 'stored' THEN 'stored' ELSE 'open' END WHERE url = ?"
            frontier.write(again, now.timestamp(), entry.url)
    return new


def enqueue(frontier: Frontier, listing: Due, entries: Iterable[Found], now: datetime) -> int:
    """Make a listing's entries known, inside the caller's transaction. How many were new.

    What is left out is noted with its reason and not looked at. An entry left out before is looked at when a listing now tells more.
    """
    new, told = 0, Counter[str]()
    for entry in entries:
        depth = listing.depth + 1 if entry.is_listing else 0
        if _insert(frontier, entry, now, (listing.outlet, listing.origin, listing.url, depth)):
            new += 1
            if not entry.is_listing:
                told.update(("discovered", entry.left_out) if entry.left_out else ("discovered",))
    for what, count in told.items():
        tally(frontier, listing.outlet, now, what, count)
    return new


def _insert(frontier: Frontier, entry: Found, now: datetime, named: tuple[str | None, str, str | None, int]) -> bool:
    """Make an entry known. Whether it was new. What is left out is a row of this table and no look: nothing was asked, nothing came."""
    moment = now.timestamp()
    known = frontier.row("SELECT role, fate, reason, fetched_at, lastmod FROM url WHERE url = ?", entry.url)
    if known is not None:
        _again(frontier, entry, known, moment)
        return False
    if not entry.is_listing and (before := settled(frontier, entry.url)):
        if before["reason"] in LEFT_OUT and not entry.left_out and recall(frontier, entry.url):
            _new(frontier, entry, moment, named)
        return False
    _new(frontier, entry, moment, named)
    return True


def settled(frontier: Frontier, url: str) -> dict[str, Any] | None:
    """Fate, reason and day of a page that was settled long ago and has left the table of addresses; None where it has not."""
    return frontier.row("SELECT fate, reason, day FROM forgotten WHERE id = ?", make_id(url))


def recall(frontier: Frontier, url: str) -> bool:
    """Take a settled page's word back, because it is looked at once more. Whether there was one."""
    return frontier.write("DELETE FROM forgotten WHERE id = ?", make_id(url)) > 0


def _new(frontier: Frontier, entry: Found, moment: float, named: tuple[str | None, str, str | None, int]) -> None:
    outlet, origin, found_in, depth = named
    frontier.write(
        "INSERT INTO url (url, host, outlet, role, origin, found_in, depth, title, published, authors, fate, reason, detail,"
        " discovered_at, lastmod, next_look) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entry.url,
        host_of(entry.url),
        outlet,
        "listing" if entry.is_listing else "page",
        origin,
        found_in,
        depth,
        entry.title,
        entry.published,
        json.dumps(entry.authors),
        "skipped" if entry.left_out else "open",
        entry.left_out,
        entry.detail,
        moment,
        entry.lastmod.timestamp() if entry.lastmod else None,
        None if entry.left_out else moment,
    )


def _again(frontier: Frontier, entry: Found, known: dict[str, Any], moment: float) -> None:
    lastmod = entry.lastmod.timestamp() if entry.lastmod else None
    if known["role"] == "listing":
        if entry.is_listing and lastmod and lastmod > (known["lastmod"] or 0):  # the index says that the sitemap has changed
            due = moment if not entry.left_out and (known["fetched_at"] is None or lastmod > known["fetched_at"]) else None
            frontier.write(
                "UPDATE url SET lastmod = ?, next_look = min(coalesce(?, next_look), coalesce(next_look, ?)) WHERE url = ?",
                lastmod,
                due,
                due,
                entry.url,
            )
    elif known["reason"] in LEFT_OUT and known["fate"] == "skipped" and not entry.left_out:
        frontier.write(
            "UPDATE url SET fate = 'open', reason = NULL, detail = NULL, next_look = ?, title = coalesce(?, title) WHERE url = ?",
            moment,
            entry.title,
            entry.url,
        )


def ready(frontier: Frontier, now: datetime, outlets: Collection[str] | None = None) -> list[str]:
    """The hosts that have something due and do not want to be left alone, the one that has waited longest first.

    With `outlets`, only what is theirs counts: their listings, and the pages those name.
    """
    found = frontier.rows(
        # the unary plus keeps SQLite on the index of what is due
        f"SELECT url.host AS host, min(next_look) AS since FROM url LEFT JOIN host ON host.host = url.host WHERE next_look <= ?1 AND {_OF}"  # noqa: S608 - a constant
        " AND max(coalesce(host.retry_after, 0), coalesce(host.breaker_until, 0)) <= ?1 GROUP BY url.host ORDER BY since, url.host",
        now.timestamp(),
        _chosen(outlets),
    )
    return [row["host"] for row in found]


def claim(frontier: Frontier, host: str, now: datetime, outlets: Collection[str] | None = None) -> Due | None:
    """What to look at next at a host: listings first, then pages in the order they became due; None where nothing is.

    Nothing is written: an address stays due until what became of it is, so a killed run loses none.
    """
    for role in ("listing", "page"):
        found = frontier.row(
            f"SELECT {_DUE} FROM url WHERE host = ?3 AND role = ?4 AND next_look <= ?1 AND {_OF} ORDER BY next_look, rowid LIMIT 1",  # noqa: S608
            now.timestamp(),
            _chosen(outlets),
            host,
            role,
        )
        if found:
            return Due(**found | {"authors": tuple(json.loads(found["authors"]))})
    return None


def waiting(frontier: Frontier, now: datetime, outlets: Collection[str] | None = None) -> int:
    """How many addresses are due."""
    found = frontier.row(f"SELECT count(*) AS n FROM url WHERE next_look <= ?1 AND {_OF}", now.timestamp(), _chosen(outlets))  # noqa: S608
    return int(found["n"]) if found else 0


def _chosen(outlets: Collection[str] | None) -> str | None:
    return None if outlets is None else json.dumps(sorted(outlets))


def _broken(url: str, outlet: str, origin: str, why: str, now: datetime) -> RawPage:
    return RawPage(
        url=url[:200],
        outlet=outlet,
        origin=origin,
        found_in=None,
        fetched_at=now.astimezone(UTC),
        status=0,
        media_type="",
        body=b"",
        error="malformed",
        detail=why,
    )
