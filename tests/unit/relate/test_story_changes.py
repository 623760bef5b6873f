"""What became of stories."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.records import StoryChange
from pipeline.relate.frames import schema
from pipeline.relate.story_changes import BEFORE, story_changes

BEFORE_ROWS = [("a", "one", "First"), ("b", "one", "First"), ("c", "one", "First"), ("d", "two", "Second")]


def became(after, *, known=("one", "two")):
    before = pl.DataFrame(BEFORE_ROWS, schema=BEFORE, orient="row")
    rows = story_changes(before, after, frozenset(story for _, story in after), frozenset(known), 7)
    assert rows.schema == schema(StoryChange)
    assert set(rows["seq"]) <= {7}
    return {(row["story_id"], row["kind"], row["other_story_id"], row["articles"]) for row in rows.to_dicts()}


@pytest.mark.parametrize(
    ("after", "told"),
    [
        ([("a", "one"), ("b", "one"), ("c", "one"), ("d", "two")], set()),
        ([("a", "two"), ("b", "two"), ("c", "two"), ("d", "two")], {("one", "merged", "two", 3)}),
        ([("a", "one"), ("b", "one"), ("c", "three"), ("d", "two")], {("one", "split", "three", 1)}),
        ([("a", "new"), ("b", "new"), ("c", "new"), ("d", "two")], {("one", "renamed", "new", 3)}),
        ([("a", "new"), ("b", "other"), ("c", "other"), ("d", "two")], {("one", "split", "new", 1), ("one", "split", "other", 2)}),
        ([("a", "one"), ("b", "one"), ("c", "one")], {("two", "gone", None, 1)}),
        ([("a", "one"), ("b", "one"), ("d", "two")], set()),
    ],
)
def test_what_became_of_a_story_is_told(after, told) -> None:
    assert became(after) == told
