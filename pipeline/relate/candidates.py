"""Which pairs of articles may share their words: told from samples of their 5-grams, without a look at the texts."""

from __future__ import annotations

import polars as pl

from pipeline.relate.shingles import DENSE, FEWEST, RATE

WINDOW_DAYS = 30
"""Days between two publications within which words in common are looked for.

Agencies' copy is reprinted within days, columns and features within weeks; what is told again later is told as background. The window is what
keeps a day's work the same when the warehouse grows. Outside it, and for articles without a date, see `candidates` and `pipeline.relate.syndication`.
"""
LEAST = 0.08  # estimated share of the shorter text from which a pair is counted exactly: far below what makes a partial take

SKETCH = pl.Schema(
    [
        ("version_id", pl.String),
        ("article_id", pl.String),
        ("outlet_id", pl.String),
        ("day", pl.Date),
        ("is_current", pl.Boolean),
        ("text_key", pl.UInt64),
        ("gram_count", pl.Int64),
        ("sample", pl.List(pl.UInt32)),
        ("passages", pl.List(pl.UInt32)),
    ]
)
"""Columns of a frame of sketches: one row a text, with the article it is of."""

_KEPT = ("article_id", "day", "is_current", "text_key", "gram_count")


def candidates(fresh: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """Pairs of article ids, `one` < `two`, of a text in `fresh` and one in `held` that may share a fifth or more of the shorter one's 5-grams.

    Both are frames of sketches (`SKETCH`), `held` usually with `fresh` among them. One of the two texts must be current. Articles with a date
    are paired within `WINDOW_DAYS`, those without with all. Two current texts of the same words are not paired: their key says what they are.
    A pair that shares a fifth of 200 words is missed once in thirty times, one that shares three tenths of them once in 300.
    """
    left = fresh.filter(pl.col("gram_count") >= FEWEST).select(*_KEPT, "sample").with_row_index("at")
    right = held.filter(pl.col("gram_count") >= FEWEST).select(*_KEPT, "sample").with_row_index("to")
    shared = (
        left.lazy()
        .select("at", "sample")
        .explode("sample")
        .join(right.lazy().select("to", "sample").explode("sample"), on="sample")
        .group_by("at", "to")
        .len("shared")
        .collect()
    )
    both = shared.join(left.drop("sample"), on="at").join(right.drop("sample"), on="to", suffix="_2")
    # Of two texts that keep all their 5-grams all that is shared is counted, else one in RATE.
    sparse = pl.max_horizontal("gram_count", "gram_count_2") >= DENSE
    estimate = pl.col("shared") * pl.when(sparse).then(RATE).otherwise(1)
    near = (pl.col("day") - pl.col("day_2")).dt.total_days().abs() <= WINDOW_DAYS
    found = both.filter(
        pl.col("article_id") != pl.col("article_id_2"),
        near | pl.col("day").is_null() | pl.col("day_2").is_null(),
        pl.col("is_current") | pl.col("is_current_2"),
        ~(pl.col("is_current") & pl.col("is_current_2") & (pl.col("text_key") == pl.col("text_key_2"))),
        estimate >= LEAST * pl.min_horizontal("gram_count", "gram_count_2"),
    )
    return pairs(found.select("article_id", "article_id_2"))


def pairs(found: pl.DataFrame) -> pl.DataFrame:
    """Each pair of a two-column frame of article ids once, the smaller id first: `one`, `two`."""
    first, second = found.columns
    ordered = found.select(one=pl.min_horizontal(first, second), two=pl.max_horizontal(first, second))
    return ordered.filter(pl.col("one") != pl.col("two")).unique().sort("one", "two")
