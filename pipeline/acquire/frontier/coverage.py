"""What was tried and what came, per outlet and day, so that nobody takes our fault for an outlet's silence."""

from __future__ import annotations

from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING, Final

from pipeline.acquire.frontier.database import opened
from pipeline.records import GAPS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["GAPS", "Day", "coverage"]

USUAL_DAYS: Final = 14
"""Days before a day from which 'usually' is told: two weeks hold two weekends."""
USUAL_AT_LEAST: Final = 3  # of them must have been watched
MOSTLY: Final = 0.5
_OF_WHOLE_DAYS: Final = frozenset({"silent", "not_tried"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One outlet's day (UTC, of the look). Counts are looks, `discovered` addresses new that day, relevant or not."""

    outlet: str  # '' for pages added by hand
    day: date
    discovered: int = 0
    fetched: int = 0  # new or changed pages
    unchanged: int = 0
    skipped: int = 0  # looks: robots.txt forbids it, no page
    duplicate: int = 0
    failed: int = 0  # quarantined ones too
    not_relevant: int = 0  # left out unseen: off the topic by title, summary and address
    too_old: int = 0  # left out unseen: by the date the listing gives
    listings_read: int = 0  # unchanged ones too
    listings_failed: int = 0
    gap: str | None = None  # a key of `GAPS`


def coverage(path: Path, *, today: date | None = None) -> list[Day]:
    """From the frontier at `path`: a row per outlet and day, from the first day anything was asked of the outlet to the last of anybody, by outlet and day.

    A day without a look is a row, too: the gap is ours. An outlet is 'silent' on a day when its listings answered but named nothing new,
    while on most of the two weeks before they had. `today` is not over, so nobody is silent or untried on it.
    """
    counts: dict[str, dict[date, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    with closing(opened(path)) as connection:
        for outlet, day, what, count in connection.execute("SELECT outlet, day, what, count FROM tally"):
            counts[outlet][date.fromisoformat(day)][what] = count
    end = max((day for days in counts.values() for day in days), default=None)
    if end is None:
        return []
    return [one for outlet in sorted(counts) for one in _of_outlet(outlet, counts[outlet], end, today)]


def _of_outlet(outlet: str, days: Mapping[date, Mapping[str, int]], end: date, today: date | None) -> list[Day]:
    found: list[Day] = []
    day = min(days)
    while day <= end:
        told = _day(outlet, day, days.get(day, {}))
        gap = _gap(told, found[-USUAL_DAYS:]) if outlet or told.failed else None
        found.append(replace(told, gap=None if day == today and gap in _OF_WHOLE_DAYS else gap))
        day += timedelta(days=1)
    return found


def _day(outlet: str, day: date, counts: Mapping[str, int]) -> Day:
    return Day(
        outlet=outlet,
        day=day,
        discovered=counts.get("discovered", 0),
        fetched=counts.get("fetched", 0),
        unchanged=counts.get("unchanged", 0),
        skipped=counts.get("skipped", 0),
        duplicate=counts.get("duplicate", 0),
        failed=counts.get("failed", 0) + counts.get("quarantined", 0),
        not_relevant=counts.get("not_relevant", 0),
        too_old=counts.get("too_old", 0),
        listings_read=counts.get("listing_fetched", 0) + counts.get("listing_unchanged", 0),
        listings_failed=counts.get("listing_failed", 0) + counts.get("listing_skipped", 0),
    )


def _gap(told: Day, before: list[Day]) -> str | None:
    came = told.fetched + told.unchanged + told.skipped + told.duplicate + told.not_relevant + told.too_old
    if not came + told.failed + told.listings_read + told.listings_failed:
        return "not_tried" if told.outlet else None
    if told.listings_failed and not told.listings_read:
        return "no_listing"
    if told.failed > MOSTLY * (told.fetched + told.unchanged + told.duplicate + told.failed):
        return "errors"
    watched = [one.discovered for one in before if one.listings_read]
    usual = len(watched) >= USUAL_AT_LEAST and median(watched) >= 1
    return "silent" if usual and told.listings_read and not told.discovered else None
