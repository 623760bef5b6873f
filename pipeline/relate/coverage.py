"""What was tried and what came, so that nobody takes our fault for an outlet's silence."""

from __future__ import annotations

import polars as pl

from pipeline.records import Capture, Coverage
from pipeline.relate.frames import conform


def coverage(capture: pl.DataFrame) -> pl.DataFrame:
    """One `Coverage` row per outlet and UTC day of the fetch, from a `Capture` frame.

    A day is a gap when every look failed: pages that were read and left out on purpose were reached.
    """
    looks = conform(capture, Capture).with_columns(day=pl.col("fetched_at").dt.date())
    counted = looks.group_by("outlet_id", "day").agg(
        pl.len().alias("discovered"),
        *((pl.col("fate") == fate).sum().alias(fate) for fate in ("stored", "skipped", "failed")),
    )
    return conform(counted.with_columns(gap=pl.col("failed") == pl.col("discovered")), Coverage).sort("outlet_id", "day")
