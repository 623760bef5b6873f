"""What has become of every address: for `status`, `explain`, and the warehouse's own accounts."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from pipeline.acquire.frontier.database import opened
from pipeline.acquire.urls import UrlError, canonical

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COLUMNS: Final = "url, host, outlet, role, origin, found_in, title, fate, reason, detail, duplicate_of, tries, looks, status"
_TIMES: Final = ("discovered_at", "first_fetched_at", "fetched_at", "next_look")


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
    fetched_at: datetime | None
    next_look: datetime | None


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


def counts(path: Path) -> dict[str, int]:
    """Pages by fate: together they are all that was ever discovered."""
    with closing(opened(path)) as connection:
        found = connection.execute("SELECT fate, count(*) FROM url WHERE role = 'page' GROUP BY fate ORDER BY fate").fetchall()
    return dict(map(tuple, found))


def _read(path: Path, where: str, value: str | None) -> Iterator[Fate]:
    with closing(opened(path)) as connection:
        for row in connection.execute(f"SELECT {_COLUMNS}, {', '.join(_TIMES)} FROM url {where}", (value,)):  # noqa: S608 - constants
            told: dict[str, Any] = dict(row)
            yield Fate(**told | {name: _moment(told[name]) for name in _TIMES})


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
