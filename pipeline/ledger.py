"""From the frontier to the batches: what fetching keeps account of by itself, as rows that the warehouse loads like all others.

The frontier is the source: it is written in the transaction of the look. What it says is exported before every load, only what differs
from what the warehouse holds, so a warehouse that is built anew from the batches tells the same, also where the frontier is lost.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline import outlets
from pipeline.acquire.frontier.coverage import coverage
from pipeline.acquire.frontier.fates import fates
from pipeline.records import FetchDay, FetchState, Outlet, make_id
from pipeline.store import batches
from pipeline.store.frames import frame

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import polars as pl

    from pipeline.acquire.frontier.fates import Fate
    from pipeline.settings import Settings
    from pipeline.store.warehouse import Warehouse


def export(known: Settings, warehouse: Warehouse) -> Path | None:
    """Write one batch with what the frontier says and the warehouse does not hold yet; its folder, None where that is nothing.

    To be called with the writer's lock held and all older batches loaded, also the one that a killed run wrote and did not load: nothing is
    then exported twice. Reads beside a running fetch.
    """
    if not known.frontier.is_file():
        return None
    days = _new(frame(_days(known), FetchDay), warehouse.table("fetch_day"))
    states = _new(frame(_states(known), FetchState), warehouse.table("fetch_state"))
    if days.is_empty() and states.is_empty():
        return None
    catalog = outlets.load(*known.catalogs)
    held = set(warehouse.frame("SELECT outlet_id FROM outlet")["outlet_id"])
    named = [catalog.resolve(outlet_id, None) for outlet_id in sorted(set(days["outlet_id"]) - held)]
    tables = {"outlet": frame(named, Outlet), "fetch_state": states, "fetch_day": days}
    now = datetime.now(UTC)
    return batches.write(known.batches, now.date(), f"f{make_id(now)}", tables)


def _new(rows: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    return rows.join(held, on=rows.columns, how="anti", nulls_equal=True)


def _states(known: Settings) -> Iterator[FetchState]:
    """Every page that was ever looked at. Entries left out unseen are counts of their day, and no pages of the warehouse."""
    return (_state(one) for one in fates(known.frontier, role="page") if one.looked_at)


def _state(one: Fate) -> FetchState:
    return FetchState(
        page_id=make_id("page", one.url),
        url=one.url,
        fate=one.fate,
        reason=one.reason,
        detail=one.detail,
        next_look_at=one.next_look,
        last_looked_at=one.looked_at or one.discovered_at,
        looks=one.looks,
        unchanged=one.unchanged,
    )


def _days(known: Settings) -> Iterator[FetchDay]:
    """Every outlet's days. Pages added by hand without an outlet are nobody's day: their looks are captures under the outlet they turn out to be of."""
    for day in coverage(known.frontier, today=datetime.now(UTC).date()):
        if day.outlet:
            yield FetchDay(
                fetch_day_id=make_id(day.outlet, day.day),
                outlet_id=day.outlet,
                day=day.day,
                discovered=day.discovered,
                unchanged=day.unchanged,
                not_relevant=day.not_relevant,
                too_old=day.too_old,
                listings_read=day.listings_read,
                listings_failed=day.listings_failed,
                gap_reason=day.gap,
            )
