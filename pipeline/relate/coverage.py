"""What was tried and what came, so that nobody takes our fault for an outlet's silence."""

from __future__ import annotations

from typing import Final

import polars as pl

from pipeline.records import Capture, Coverage, FetchDay
from pipeline.relate.frames import conform, schema

MOSTLY: Final = 0.5
"""A day is a gap when more than this share of its looks failed."""


def coverage(capture: pl.DataFrame, fetch_day: pl.DataFrame | None = None) -> pl.DataFrame:
    """One `Coverage` row per outlet and UTC day of the fetch, from a `Capture` frame and what fetching says of the day (`FetchDay`).

    Captures count the looks that gave or should have given a page; fetching adds what is no capture. A gap is what fetching calls one, by
    the outlet's own past (`acquire.frontier.coverage`), unless files were read that day although nothing was asked of the web; and every
    day on which most looks failed: pages that were read and left out on purpose were reached.
    """
    looks = conform(capture, Capture).with_columns(day=pl.col("fetched_at").dt.date())
    counted = looks.group_by("outlet_id", "day").agg(
        pl.len().alias("looks"), *((pl.col("fate") == fate).sum().alias(fate) for fate in ("stored", "skipped", "failed"))
    )
    fetched = conform(fetch_day if fetch_day is not None else schema(FetchDay).to_frame(), FetchDay).rename({"discovered": "new"})
    days = counted.join(fetched, on=["outlet_id", "day"], how="full", coalesce=True).with_columns(
        pl.col("looks", "stored", "skipped", "failed", "unchanged", "not_relevant", "too_old", "new").fill_null(0)
    )
    told = pl.when((pl.col("gap_reason") != "not_tried") | (pl.col("looks") == 0)).then("gap_reason")
    errors = pl.when(pl.col("failed") > MOSTLY * pl.col("looks")).then(pl.lit("errors"))
    days = days.with_columns(
        discovered=pl.sum_horizontal("looks", "unchanged", "not_relevant", "too_old"), gap_reason=pl.coalesce(told, errors)
    )
    return conform(days.with_columns(gap=pl.col("gap_reason").is_not_null()), Coverage).sort("outlet_id", "day")
