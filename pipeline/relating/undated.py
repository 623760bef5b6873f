"""Articles without a date, in the stories they are very like: time cannot speak for them, so they make none of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from pipeline.relate.stories import GROUP_FRAME, as_groups
from pipeline.relate.vectors import ONE
from pipeline.relating.story_rows import ids
from pipeline.store.found import located

if TYPE_CHECKING:
    from pipeline.store.warehouse import Warehouse

JOIN_UNDATED = 0.2  # average likeness an article without a date must have with a story's articles
JOIN_UNDATED_FEW = 0.265  # and with those of a story of few: with one other text chance alone reaches more than with many
FEW = 3  # dated articles from which a story is no longer few
HEAVIEST = 24  # features compared: so rare that a story that has many of them is the one

_LIKE = f"""
  WITH asked AS (
    SELECT group_id, f & 16777215 AS feature, f >> 24 AS weight
    FROM (
      SELECT group_id, unnest(list_reverse_sort(list_transform(features, lambda f: (f & 255) * 16777216 + (f >> 8)))[1:{HEAVIEST}]) AS f
      FROM story_group
      WHERE day IS NULL AND (NOT $some OR group_id IN (FROM some_groups))
    )
  ),
  held AS (
    SELECT story_id, f >> 8 AS feature, CAST(f & 255 AS BIGINT) * articles AS weight
    FROM (
      SELECT story_id, len(article_ids) AS articles, unnest(features) AS f
      FROM story_group
      -- Features are long lists: those of other stories are not read.
      WHERE {located("story_group", "day IS NOT NULL AND (NOT $near OR story_id IN (FROM near_stories))")}
    )
  ),
  size AS (
    SELECT story_id, CAST(sum(len(article_ids)) AS BIGINT) AS articles
    FROM story_group
    WHERE day IS NOT NULL AND (NOT $near OR story_id IN (FROM near_stories))
    GROUP BY story_id
  )
  SELECT a.group_id, h.story_id, sum(CAST(a.weight AS BIGINT) * h.weight) / ({float(ONE * ONE)} * any_value(s.articles)) AS likeness
  FROM asked AS a
  JOIN held AS h USING (feature)
  JOIN size AS s ON s.story_id = h.story_id
  GROUP BY a.group_id, h.story_id
  HAVING likeness >= CASE WHEN any_value(s.articles) >= {FEW} THEN {JOIN_UNDATED} ELSE {JOIN_UNDATED_FEW} END
"""  # noqa: S608 - numbers of this module


def join_undated(warehouse: Warehouse, made: pl.DataFrame, story: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Put articles without a date into stories, in `story_group`; frames of `GROUP` as they were and as they are, of those looked at.

    Looked at are the new ones (`made`, among other groups), those in the stories that changed (`story`, a column `story_id`), and those that
    are now like enough to one of them; they are compared with all stories, whenever these were told. Others are where they would be.
    """
    new = made.filter(pl.col("day").is_null())["group_id"]
    near = _like(warehouse, near=story)["group_id"] if story.height else pl.Series([], dtype=pl.String)
    in_them = warehouse.frame("SELECT group_id FROM story_group WHERE day IS NULL AND story_id IN (FROM story)", story=story)["group_id"]
    wanted = ids("group_id", [*new, *near, *in_them])
    if wanted.is_empty():
        return GROUP_FRAME, GROUP_FRAME
    before = as_groups(warehouse.frame("FROM story_group WHERE group_id IN (FROM wanted)", wanted=wanted))
    best = (
        _like(warehouse, some=wanted)
        .sort("likeness", "story_id", descending=[True, False])
        .unique("group_id", keep="first", maintain_order=True)
    )
    joined = before.drop("story_id", "score").join(best, on="group_id", how="left")
    after = as_groups(joined.with_columns(score=pl.min_horizontal(pl.col("likeness").round(4), 1.0).fill_null(1.0)))
    warehouse.rewrite("story_group", wanted, after)
    return before, after


def _like(warehouse: Warehouse, *, some: pl.DataFrame | None = None, near: pl.DataFrame | None = None) -> pl.DataFrame:
    """Undated groups (all, or `some`), the stories (all, or those `near`) they are like enough to join, and how like."""
    no_group, no_story = ids("group_id", []), ids("story_id", [])
    return warehouse.frame(
        _LIKE,
        {"some": some is not None, "near": near is not None},
        some_groups=no_group if some is None else some,
        near_stories=no_story if near is None else near,
    )
