"""What has become of every address: for `status`, `explain`, and the warehouse's own accounts."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from pipeline.acquire.frontier.database import opened
from pipeline.acquire.urls import UrlError, canonical
from pipeline.records import make_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COLUMNS: Final = (
    "url, host, outlet, role, origin, found_in, title, fate, reason, detail, duplicate_of, tries, looks, status, unchanged, hops"
)
_TIMES: Final = ("discovered_at", "first_fetched_at", "fetched_at", "next_look", "looked_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """One address. `fate` is open, stored, duplicate, skipped, failed or quarantined; every address has exactly one.

    `reason` is of the last look that gave nothing, so a stored page may carry one. `next_look` is None where no look is planned: a failed
    page always has one, a quarantined one never.
    """

    url: str
    host: str
    outlet: str | None
    role: str  # listing, page
    origin: str  # feed, sitemap, url
    found_in: str | None
    title: str | None
    fate: str
    reason: str | None
    detail: str | None
    duplicate_of: str | None
    tries: int  # failures in a row
    looks: int  # answers
    status: int | None
    discovered_at: datetime
    first_fetched_at: datetime | None
    fetched_at: datetime | None  # last answer
    next_look: datetime | None
    looked_at: datetime | None  # last look, whatever it met
    unchanged: int  # looks that showed what the one before had: a 304, or the same bytes
    hops: list[Hop]  # of the last look, where it was sent on: each redirect, then the page


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a look's way. `status` is 0 for an address that was not asked, because it is another page."""

    at: datetime
    status: int
    url: str


@dataclass(frozen=True, slots=True)
class Settled:
    """A page that was settled so long ago that only its fate is kept. `day` is that of the last look, or of the discovery."""

    fate: str
    reason: str | None
    day: date


def fates(path: Path, *, role: str | None = None) -> Iterator[Fate]:
    """All addresses of the frontier at `path`, or those of one role, in the order they were discovered. Reads beside a running fetch."""
    yield from _read(path, "WHERE ?1 IS NULL OR role = ?1 ORDER BY rowid", role)


def fate(path: Path, url: str) -> Fate | None:
    """What has become of one address, in any of its spellings; None where it is not known."""
    try:
        address = canonical(url)
    except UrlError:
        return None
    return next(_read(path, "WHERE url = ?1", address), None)


def settled(path: Path, url: str) -> Settled | None:
    """The fate of a page that has left the table of addresses; None where it has not, or never was in it."""
    try:
        address = canonical(url)
    except UrlError:
        return None
    with closing(opened(path)) as connection:
        found = connection.execute("SELECT fate, reason, day FROM forgotten WHERE id = ?", (make_id(address),)).fetchone()
    return Settled(found["fate"], found["reason"], date.fromisoformat(found["day"])) if found else None


def counts(path: Path) -> dict[str, int]:
    """Pages by fate, those settled long ago too: together they are all that was ever discovered."""
    both = "SELECT fate FROM url WHERE role = 'page' UNION ALL SELECT fate FROM forgotten"
    with closing(opened(path)) as connection:
        found = connection.execute(f"SELECT fate, count(*) FROM ({both}) GROUP BY fate ORDER BY fate").fetchall()  # noqa: S608 - constants
    return dict(map(tuple, found))


def _read(path: Path, where: str, value: str | None) -> Iterator[Fate]:
    with closing(opened(path)) as connection:
        for row in connection.execute(f"SELECT {_COLUMNS}, {', '.join(_TIMES)} FROM url {where}", (value,)):  # noqa: S608 - constants
            told: dict[str, Any] = dict(row)
            way = [Hop(datetime.fromisoformat(at), status, url) for at, status, url in json.loads(told["hops"] or "[]")]
            yield Fate(**told | {name: _moment(told[name]) for name in _TIMES} | {"hops": way})


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
