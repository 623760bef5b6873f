"""What became of stories that are not what they were: merged, split, renamed, gone."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import polars as pl

from pipeline.records import StoryChange, make_id
from pipeline.relate.frames import build

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BEFORE = {"article_id": pl.String, "story_id": pl.String, "label": pl.String}
"""Columns of a frame of articles in the stories they were in."""


def story_changes(
    before: pl.DataFrame, after: Iterable[tuple[str, str]], standing: frozenset[str], known: frozenset[str], seq: int
) -> pl.DataFrame:
    """`StoryChange` rows for the stories some of whose articles (`before`, a frame of `BEFORE`) are in another story now.

    `after` holds (article, story) of all these articles that still are in one, `standing` the stories there are now, of those named, `known`
    those of them that were there before. A story of which articles remain is split; one that is no more has merged into what was there
    before, was renamed where all of it went into one new story, was split where into several, and is gone where no article is left.
    """
    now = dict(after)
    moves: defaultdict[str, Counter[str]] = defaultdict(Counter)
    labels: dict[str, str] = {}
    lost: Counter[str] = Counter()
    for article_id, story_id, label in before.select(*BEFORE).iter_rows():
        labels[story_id] = label
        if article_id not in now:
            lost[story_id] += 1
        elif now[article_id] != story_id:
            moves[story_id][now[article_id]] += 1
    rows = [
        {
            "change_id": make_id("story change", seq, story_id, other),
            "seq": seq,
            "story_id": story_id,
            "label": labels[story_id],
            "kind": kind,
            "other_story_id": other,
            "articles": articles,
        }
        for story_id in sorted(labels)
        for kind, other, articles in _kinds(story_id, moves[story_id], lost[story_id], standing, known)
    ]
    return build(rows, StoryChange)


def _kinds(
    story_id: str, moved: Counter[str], lost: int, standing: frozenset[str], known: frozenset[str]
) -> Iterator[tuple[str, str | None, int]]:
    stands = story_id in standing
    if not moved and not stands:
        yield "gone", None, lost
    for other, articles in sorted(moved.items()):
        if stands:
            yield "split", other, articles
        elif other in known:
            yield "merged", other, articles
        else:
            yield "renamed" if len(moved) == 1 else "split", other, articles
