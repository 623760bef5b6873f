"""What an outlet repeats under many of its articles: invitations, signatures, fixed background. It says nothing of copying."""

from __future__ import annotations

import polars as pl

ARTICLES = 4  # a passage that stands in so many of an outlet's articles of one quarter,
SHARE = 0.2  # and in so large a share of them, is its furniture

FURNITURE = pl.Schema([("outlet_id", pl.String), ("quarter", pl.Date), ("passages", pl.List(pl.UInt32))])


def quarter(day: str = "day") -> pl.Expr:
    """First day of the quarter of a column of dates: long enough for a small outlet to repeat itself, short enough to be recounted."""
    return pl.col(day).dt.truncate("1q").alias("quarter")


def furniture(sketch: pl.DataFrame) -> pl.DataFrame:
    """Furniture by outlet and quarter of publication, from the sketches of current texts: outlet_id, quarter, passages (sorted hashes).

    A passage counts once for each different text, so that one text under four addresses is not furniture. Articles without a date are
    counted together. What a quarter's furniture is depends on the articles of that outlet and quarter alone, in no order.
    """
    by = ["outlet_id", "quarter"]
    texts = sketch.select("outlet_id", quarter(), "text_key", "passages").unique(["outlet_id", "quarter", "text_key"], keep="any")
    total = texts.group_by(by).agg(pl.len().alias("texts"))
    counted = (
        texts.select(*by, "passages").explode("passages").drop_nulls("passages").group_by(*by, "passages").agg(pl.len().alias("times"))
    )
    repeated = counted.filter(pl.col("times") >= ARTICLES).join(total, on=by, nulls_equal=True)
    fixed = repeated.filter(pl.col("times") >= SHARE * pl.col("texts"))
    return fixed.group_by(by).agg(pl.col("passages").sort()).select(pl.col(name).cast(dtype) for name, dtype in FURNITURE.items()).sort(by)


def changed(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Passages that became furniture or ceased to be: outlet_id, quarter, passages; only groups in which there are such."""
    keys = ["outlet_id", "quarter", "passages"]
    old, new = (frame.explode("passages").drop_nulls("passages") for frame in (before, after))
    gone, come = old.join(new, on=keys, how="anti", nulls_equal=True), new.join(old, on=keys, how="anti", nulls_equal=True)
    return pl.concat([gone, come]).group_by("outlet_id", "quarter").agg("passages").sort("outlet_id", "quarter")
