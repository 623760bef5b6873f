"""What two published warehouses say differently: figures that appeared and vanished, by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from pipeline.store.query import run

if TYPE_CHECKING:
    from pathlib import Path

CLAIM = ("article_id", "kind", "surface", "value_low", "value_high", "qualifier", "unit", "counted", "stance", "source")
"""What makes a figure the same claim whichever extractor read it and wherever in the text it stands."""


def claims(path: Path) -> pl.DataFrame:
    """The figures that a published warehouse shows, counted by `CLAIM` in column `n`; no rows where there is no such file."""
    names = ", ".join(CLAIM)
    if not path.is_file():
        return pl.DataFrame(schema=dict.fromkeys(CLAIM, pl.String()) | {"n": pl.Int64()})
    return run(path, f"SELECT {names}, count(*) AS n FROM figures GROUP BY ALL", rows=None, seconds=600.0)  # noqa: S608 - constants


def difference(before: pl.DataFrame, after: pl.DataFrame) -> list[dict[str, str | int]]:
    """Rows of kind, before, after, appeared and vanished, for the kinds in which anything differs, by kind.

    A figure whose value, words, source or stance changed has vanished and appeared.
    """
    if before.is_empty():
        before = before.cast(dict(after.schema))  # type: ignore[arg-type]  # a mapping of columns to types
    both = before.join(after, on=CLAIM, how="full", coalesce=True, nulls_equal=True, suffix="_after").with_columns(
        pl.col("n").fill_null(0), pl.col("n_after").fill_null(0)
    )
    change = pl.col("n_after").cast(pl.Int64) - pl.col("n").cast(pl.Int64)
    counted = both.group_by("kind").agg(
        before=pl.col("n").sum(),
        after=pl.col("n_after").sum(),
        appeared=change.clip(lower_bound=0).sum(),
        vanished=(-change).clip(lower_bound=0).sum(),
    )
    return counted.filter((pl.col("appeared") > 0) | (pl.col("vanished") > 0)).sort("kind").to_dicts()
