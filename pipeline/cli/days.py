"""Ingest days as options: which part of the archive a command works on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import Problem

if TYPE_CHECKING:
    from pipeline.acquire.archive import Archive
    from pipeline.settings import Settings

Day = Annotated[str | None, typer.Option(help="Only what was archived on this ingest day (UTC, YYYY-MM-DD).", show_default=False)]
Until = Annotated[str | None, typer.Option(help="With --day: the last day of a range.", show_default=False)]


def span(day: str | None, until: str | None) -> tuple[date, date] | None:
    """First and last day; None where neither is named. Raises `Problem` with what would be right."""
    if until and not day:
        raise Problem("--until needs --day, the first day of the range.")
    if not day:
        return None
    try:
        first = date.fromisoformat(day)
        last = date.fromisoformat(until) if until else first
    except ValueError as error:
        raise Problem(f"{error}. Days are written YYYY-MM-DD, for example 2026-11-01.") from error
    today = datetime.now(UTC).date()
    if last < first or last > today:
        raise Problem(f"the range {first} to {last} is empty or in the future; today is {today} (UTC).")
    return first, last


def archived(known: Settings, day: str | None, until: str | None) -> tuple[Archive, list[date]]:
    """The archive and its ingest days within the range, at least one. Raises `Problem` where it holds none."""
    from pipeline.acquire.archive import Archive  # noqa: PLC0415 - help reads no archive

    archive, asked = Archive(known.raw), span(day, until)
    days = archive.days()
    if not days:
        raise Problem(f"the archive {known.raw} is empty. Run `masthead run`, `masthead fetch` or `masthead warc import` first.")
    within = [one for one in days if asked is None or asked[0] <= one <= asked[1]]
    if not within and asked:
        raise Problem(f"nothing was archived from {asked[0]} to {asked[1]}; the archive has {days[0]} to {days[-1]}.")
    return archive, within
