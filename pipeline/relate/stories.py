"""One day's articles in groups that tell the same, and each group in the story it goes on with: pure functions on frames."""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from pipeline.records import make_id
from pipeline.relate.linkage import groups
from pipeline.relate.postings import Packed, index, products, square
from pipeline.relate.vectors import ONE, pack

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from numpy.typing import NDArray

JOIN = 0.13  # average likeness from which articles tell one event: tells the crush of Kerman, the missiles and the airliner apart
JOIN_FEW = 16  # articles in view from which more likeness is asked: among many some are alike by chance
JOIN_STEP = 0.02  # more for each doubling of them
JOIN_MOST = 0.25
WINDOW_DAYS = 14  # a story that nobody told for so long is over: an anniversary is a story of its own
HALF_LIFE_DAYS = 7.0  # articles so many days apart are half as alike
AGES = tuple(round(1024 * 0.5 ** (days / HALF_LIFE_DAYS)) for days in range(WINDOW_DAYS + 1))
"""What likeness is worth after so many days, in 1,024ths: whole, so that sums are exact in any order."""
STEP_ARTICLES = 2_500  # grouped at a time, since memory grows with the square; a day of more is taken in several steps
MOST_HELD = 60_000  # groups of the window that a step looks at, the latest

GROUP = pl.Schema(
    {
        "group_id": pl.String(),
        "story_id": pl.String(),
        "day": pl.Date(),
        "step": pl.Int64(),
        "score": pl.Float64(),
        "headline": pl.String(),
        "article_ids": pl.List(pl.String()),
        "outlet_ids": pl.List(pl.String()),
        "fits": pl.List(pl.Float64()),
        "features": pl.List(pl.UInt32()),
    }
)
"""Columns of a frame of groups, as the table `story_group` has them: articles of one day that tell the same."""

ARTICLE = pl.Schema({"article_id": pl.String(), "outlet_id": pl.String(), "title": pl.String(), "features": pl.List(pl.UInt32())})
"""Columns of a frame of one day's articles, in the order of publication."""

GROUP_FRAME = GROUP.to_frame()
"""No groups."""


def as_groups(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of `story_group` in the types of `GROUP`, sorted."""
    return rows.select(pl.col(name).cast(dtype) for name, dtype in GROUP.items()).sort("day", "step", "group_id")


_FULL = float(ONE * ONE)
_WHOLE = _FULL * 1024


def least(articles: int) -> float:
    """The average likeness from which articles tell one event, when so many are in view: measured on a corpus thinned and thickened in time."""
    return min(JOIN_MOST, JOIN + JOIN_STEP * max(0.0, log2(max(1, articles) / JOIN_FEW)))


def grouped(day: date | None, article: pl.DataFrame) -> pl.DataFrame:
    """A frame of `GROUP`, stories left open, from a frame of `ARTICLE` of one day, sorted by publication.

    Average linkage (`pipeline.relate.linkage`). A group is named by its first article; its vector is the mean of its articles', its headline
    that of the article most like the others, and `fits` is how alike each is to the others, 1 for an article alone.
    """
    rows = [
        _group(day, step, article[start : start + STEP_ARTICLES], members, likeness)
        for step, start in enumerate(range(0, article.height, STEP_ARTICLES))
        for members, likeness in _linked(article["features"][start : start + STEP_ARTICLES])
    ]
    return pl.DataFrame(rows, schema=GROUP, orient="row").sort("step", "group_id")


def _linked(features: pl.Series) -> Iterable[tuple[list[int], NDArray[np.float64]]]:
    likeness = square(Packed.of(features)) / _FULL
    for members in groups(likeness, least(len(features))):
        yield members, likeness[np.ix_(members, members)]


def _group(day: date | None, step: int, article: pl.DataFrame, members: list[int], likeness: NDArray[np.float64]) -> dict[str, object]:
    fits = [1.0]
    if len(members) > 1:
        fits = [min(1.0, round(float((row.sum() - row[at]) / (len(members) - 1)), 4)) for at, row in enumerate(likeness)]
    rows = article[members].to_dicts()
    central = max(range(len(rows)), key=lambda at: (bool(rows[at]["title"]), fits[at], -at))
    return {
        "group_id": make_id("story group", rows[0]["article_id"]),
        "story_id": None,
        "day": day,
        "step": step,
        "score": 1.0,
        "headline": rows[central]["title"],
        "article_ids": [row["article_id"] for row in rows],
        "outlet_ids": sorted({row["outlet_id"] for row in rows}),
        "fits": fits,
        "features": rows[0]["features"] if len(rows) == 1 else _mean([row["features"] for row in rows]),
    }


def _mean(vectors: list[list[int]]) -> list[int]:
    """The mean of packed vectors: its heaviest features, not scaled up, so that products with it are averages over its articles."""
    total: dict[int, int] = {}
    for packed in vectors:
        for item in packed:
            total[item >> 8] = total.get(item >> 8, 0) + (item & 255)
    return pack(total, length=len(vectors) * ONE)


def continued(group: pl.DataFrame, window: pl.DataFrame) -> pl.DataFrame:
    """One day's groups with the story each goes on with, from frames of `GROUP`: `window` holds those of the `WINDOW_DAYS` before.

    A group goes on with the story to whose articles in the window it is most alike on the average, each likeness fading with the days
    between, if that is enough (`least`); `score` says how alike. Otherwise it opens a story, named by its first article. What comes later plays
    no part, so a change of one day changes no day before it.
    """
    told: list[pl.DataFrame] = []
    for step in group.partition_by("step", maintain_order=True):
        told.append(_continued(step, pl.concat([window, *told])[-MOST_HELD:]))
    return pl.concat([GROUP_FRAME, *told])


def _continued(group: pl.DataFrame, window: pl.DataFrame) -> pl.DataFrame:
    opened = [make_id("story", members[0]) for members in group["article_ids"]]
    if window.is_empty():
        return group.with_columns(pl.Series("story_id", opened, dtype=pl.String), score=pl.lit(1.0))
    names, at = np.unique(window["story_id"].to_numpy(), return_inverse=True)
    sizes = window["article_ids"].list.len().to_numpy().astype(np.int64)
    ages = (group["day"][0] - window["day"]).dt.total_days().to_numpy()
    held = index(Packed.of(window["features"]), at, sizes * np.array(AGES, dtype=np.int64)[ages], len(names))
    whole = np.bincount(at, sizes, minlength=len(names)) * _WHOLE
    asked = least(int(sizes.sum()) + sum(map(len, group["article_ids"])))
    stories, scores = [], []
    for alone, product in zip(opened, products(Packed.of(group["features"]), held), strict=True):
        likeness = product / whole
        best = int(likeness.argmax())
        joined = bool(likeness[best] >= asked)
        stories.append(str(names[best]) if joined else alone)
        scores.append(min(1.0, round(float(likeness[best]), 4)) if joined else 1.0)
    return group.with_columns(pl.Series("story_id", stories, dtype=pl.String), pl.Series("score", scores, dtype=pl.Float64))
