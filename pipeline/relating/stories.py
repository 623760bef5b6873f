"""Which articles tell the same event: near in time, alike in their opening words, the names they share and the figures they print.

Worked out forward in time, from the first day that changed to the first after which nothing is different any more.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from pipeline.records import ArticleStory, Story
from pipeline.relate.frames import conform, differing
from pipeline.relate.stories import GROUP_FRAME, WINDOW_DAYS, continued, grouped
from pipeline.relate.story_changes import story_changes
from pipeline.relating.copies import Changed
from pipeline.relating.story_rows import articles, held_days, held_groups, ids, touched_days, undated_groups
from pipeline.relating.undated import join_undated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.relating.looks import Looks
    from pipeline.store.changes import Pending
    from pipeline.store.warehouse import Warehouse

_STORY = """
  SELECT
    g.story_id,
    -- Of the group that most articles are in, of equals the first.
    coalesce(arg_max(g.headline, (len(g.article_ids), -epoch(g.day), -g.step, g.group_id))
      FILTER (g.day IS NOT NULL AND g.headline <> ''), '(no headline)') AS label,
    min(g.day) AS day_first,
    max(g.day) AS day_last,
    CAST(sum(len(g.article_ids)) AS BIGINT) AS article_count,
    len(list_distinct(flatten(list(g.outlet_ids)))) AS outlet_count
  FROM story_group AS g SEMI JOIN story_ids USING (story_id)
  GROUP BY g.story_id
"""
_BEFORE = "SELECT a.article_id, a.story_id, a.score, s.label FROM article_story AS a JOIN story AS s ON s.story_id = a.story_id"


@dataclass(slots=True)
class _Rewritten:
    """Groups that are not what they were."""

    before: list[pl.DataFrame] = field(default_factory=list)
    after: list[pl.DataFrame] = field(default_factory=list)

    def note(self, before: pl.DataFrame, after: pl.DataFrame) -> bool:
        """Keep what differs; whether anything does."""
        old, new = before.rows_by_key("group_id", named=True, unique=True), after.rows_by_key("group_id", named=True, unique=True)
        self.before.append(before.filter(~pl.col("group_id").is_in([key for key, row in old.items() if new.get(key) == row])))
        self.after.append(after.filter(~pl.col("group_id").is_in([key for key, row in new.items() if old.get(key) == row])))
        return bool(self.before[-1].height or self.after[-1].height)


def relate_stories(warehouse: Warehouse, pending: Pending, looks: Looks) -> Changed:
    """Write the rows of `story` and `article_story` that what was loaded bears on. In a transaction of the caller's.

    `article`, `page` and the facts must be as they are to be. Dated articles are grouped day by day, and the groups go on with the stories of
    the days before (`pipeline.relate.stories`); articles without a date join them last (`pipeline.relating.undated`). The tables end up the
    same whatever came first; `story_change`, which says what became of stories that are not what they were, tells in what order it came.
    """
    changed = None if pending.everything else pl.concat([looks.near, looks.related]).unique()
    if changed is None:
        warehouse.rewrite("story_group", warehouse.frame("SELECT group_id FROM story_group"))
    days = touched_days(warehouse, changed)
    work = _Rewritten()
    _forward(warehouse, [day for day in days if day is not None], work)
    if None in days:
        _regroup_undated(warehouse, changed, work)
    gone, made = (pl.concat([GROUP_FRAME, *frames]) for frames in (work.before, work.after))
    warehouse.rewrite("story_group", ids("group_id", [*gone["group_id"], *made["group_id"]]), made)
    moved = () if changed is None else (*gone["story_id"].drop_nulls(), *made["story_id"].drop_nulls())
    left, joined = join_undated(warehouse, made, ids("story_id", moved))
    dated = made.filter(pl.col("day").is_not_null())
    return _write(warehouse, pl.concat([gone, left]), pl.concat([dated, joined]), whole=changed is None)


def _forward(warehouse: Warehouse, dirty: list[date], work: _Rewritten) -> None:
    """Group the dirty days anew, and let the days after them go on anew, until what they go on with is as it was."""
    filled = held_days(warehouse)
    made = _made(warehouse, dirty)
    waiting = frozenset(dirty)
    window, until = GROUP_FRAME, date.min
    day = dirty[0] if dirty else None
    while day is not None:
        if day > until:  # nothing before is different
            window = held_groups(warehouse, _off(day, -WINDOW_DAYS), day)
            window = window.filter(pl.col("day") < day)
        window = window.filter(pl.col("day") >= _off(day, -WINDOW_DAYS))
        before = held_groups(warehouse, day, day)
        after = continued(next(made) if day in waiting else before, window)
        if work.note(before, after):
            until = _off(day, WINDOW_DAYS)
        window = pl.concat([window, after])
        day = _next(day, dirty, filled, until)


def _off(day: date, days: int) -> date:
    """So many days later, no further than the calendar goes."""
    return date.fromordinal(max(date.min.toordinal(), min(date.max.toordinal(), day.toordinal() + days)))


def _made(warehouse: Warehouse, dirty: list[date]) -> Iterator[pl.DataFrame]:
    """The groups of each dirty day, of a day without articles none."""
    found = articles(warehouse, dirty)
    day, article = next(found, (None, None))
    for wanted in dirty:
        if day == wanted and article is not None:
            yield grouped(wanted, article)
            day, article = next(found, (None, None))
        else:
            yield GROUP_FRAME


def _next(day: date, dirty: list[date], filled: list[date], until: date) -> date | None:
    """The next day to work on: dirty, or with groups and not past `until`."""
    later = [days[at] for days in (dirty, filled) if (at := bisect_right(days, day)) < len(days) and (days is dirty or days[at] <= until)]
    return min(later, default=None)


def _regroup_undated(warehouse: Warehouse, changed: pl.DataFrame | None, work: _Rewritten) -> None:
    """Articles without a date are groups of their own, whose story is not told yet."""
    rows = [grouped(None, article[at : at + 1]) for _, article in articles(warehouse, [None], changed) for at in range(article.height)]
    work.note(
        undated_groups(warehouse, changed).with_columns(story_id=pl.lit(None, pl.String), score=pl.lit(1.0)),
        pl.concat([GROUP_FRAME, *rows]),
    )


def _write(warehouse: Warehouse, gone: pl.DataFrame, made: pl.DataFrame, *, whole: bool) -> Changed:
    """Put members and stories in their tables and note what changed, from groups that are no more and groups that are now."""
    member = (
        made.filter(pl.col("story_id").is_not_null()).explode("article_ids", "fits").with_columns(score=pl.min_horizontal("score", "fits"))
    )
    after = conform(member.rename({"article_ids": "article_id"}), ArticleStory).sort("article_id")
    touched = ids("article_id", [*gone["article_ids"].explode().drop_nulls(), *made["article_ids"].explode().drop_nulls()])
    before = warehouse.frame(_BEFORE if whole else f"{_BEFORE} WHERE a.article_id IN (FROM touched)", touched=touched)
    named = ids("story_id", [*gone["story_id"].drop_nulls(), *made["story_id"].drop_nulls(), *before["story_id"]])
    known = frozenset(warehouse.frame("SELECT story_id FROM story SEMI JOIN named USING (story_id)", named=named)["story_id"])
    story = conform(warehouse.frame(_STORY, story_ids=named), Story).sort("story_id")
    changes = [
        warehouse.replace("article_story", after, among=None if whole else touched),
        warehouse.replace("story", story, among=None if whole else named),
    ]
    seq = warehouse.frame("SELECT coalesce(max(seq), 0) + 1 AS seq FROM story_change")["seq"][0]
    became = after.select("article_id", "story_id").iter_rows()
    warehouse.merge("story_change", story_changes(before, became, frozenset(story["story_id"]), known, seq))
    warehouse.note("story", named["story_id"])
    moved = differing(before.select(after.columns), after).select("article_id").unique()
    return Changed(moved, sum(change.inserted + change.updated + change.deleted for change in changes))
