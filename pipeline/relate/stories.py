"""Which articles tell the same event: near in time, alike in their opening words, the names they share and the figures they print."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import polars as pl

from pipeline.records import Article, ArticleStory, ArticleVersion, EntityMention, Figure, Story, make_id
from pipeline.relate.frames import build, conform
from pipeline.relate.linkage import groups
from pipeline.relate.vectors import Vector, cosine, weigh, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

JOIN = 0.13  # average likeness of two groups from which they tell one event: tells the crush of Kerman, the missiles and the airliner apart
JOIN_UNDATED = 0.2  # what an article without a date must reach with a story's members, since time cannot speak for it
JOIN_UNDATED_FEW = 0.265  # what it must reach with a story of few members: with one other text chance alone reaches more than with many
FEW = 3  # dated members from which a story is no longer few
WINDOW_DAYS = 30  # articles further apart are never alike: an anniversary is a story of its own
HALF_LIFE_DAYS = 20.0  # articles so many days apart are half as alike
SMALLEST_FIGURE = 5  # ones and twos are in every article


def stories(
    article: pl.DataFrame, article_version: pl.DataFrame, entity_mention: pl.DataFrame, figure: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`Story` and `ArticleStory` frames, from `Article`, `ArticleVersion`, `EntityMention` and `Figure` frames.

    Dated articles are grouped by average likeness, which fades with the days between them. Articles without a date make no stories: they
    join the one whose members they are most like, or get no row. A story is named by its earliest article, so that later ones do not change
    its id, and labelled by its most central headline. The order of arrival plays no part.
    """
    rows = conform(article, Article).sort("published_at", "article_id", nulls_last=True)
    vectors = weigh(_features(rows, article_version, entity_mention, figure))
    known = [
        row for row in rows.select("article_id", "outlet_id", "title", "published_at").iter_rows(named=True) if row["article_id"] in vectors
    ]
    dated = [row for row in known if row["published_at"] is not None]
    told = [[dated[at] for at in group] for group in groups(len(dated), _likenesses(dated, vectors), JOIN)]
    joined: list[list[dict[str, Any]]] = [[] for _ in told]
    for row in known[len(dated) :]:
        near = [
            (likeness, -at)
            for at, group in enumerate(told)
            if (likeness := _mean(row, group, vectors)) >= (JOIN_UNDATED if len(group) >= FEW else JOIN_UNDATED_FEW)
        ]
        if near:
            joined[-max(near)[1]].append(row)
    return _frames(list(zip(told, joined, strict=True)), vectors)


def _likenesses(dated: Sequence[dict[str, Any]], vectors: Mapping[str, Vector]) -> Iterator[tuple[int, int, float]]:
    """Pairs of articles, which come by time, within the window."""
    for one, first in enumerate(dated):
        for two in range(one + 1, len(dated)):
            days = (dated[two]["published_at"].date() - first["published_at"].date()).days
            if days > WINDOW_DAYS:
                break
            yield one, two, cosine(vectors[first["article_id"]], vectors[dated[two]["article_id"]]) * math.pow(0.5, days / HALF_LIFE_DAYS)


def _mean(row: dict[str, Any], group: Sequence[dict[str, Any]], vectors: Mapping[str, Vector]) -> float:
    """Average likeness to the other members; 1 for an article alone."""
    others = [vectors[other["article_id"]] for other in group if other["article_id"] != row["article_id"]]
    return math.fsum(cosine(vectors[row["article_id"]], other) for other in others) / len(others) if others else 1.0


def _features(
    rows: pl.DataFrame, article_version: pl.DataFrame, entity_mention: pl.DataFrame, figure: pl.DataFrame
) -> Mapping[str, Mapping[str, Mapping[str, int]]]:
    """Counts of words, entities and figures by article, each of the current version."""
    current = dict(rows.select("current_version_id", "article_id").iter_rows())
    features: dict[str, dict[str, Counter[str]]] = {}
    shown = conform(article_version, ArticleVersion).filter(pl.col("version_id").is_in(list(current))).sort("version_id")
    for row in shown.select("version_id", "title", "text", "body_start").iter_rows(named=True):
        features[current[row["version_id"]]] = defaultdict(Counter, word=words(row["title"], row["text"], row["body_start"]))
    named = conform(entity_mention, EntityMention).filter(pl.col("entity_id").is_not_null())
    # Several extractors may have read a version: a span counts once.
    for version_id, entity_id, _ in named.select("version_id", "entity_id", "start").unique().iter_rows():
        if version_id in current:
            features[current[version_id]]["entity"][entity_id] += 1
    printed = conform(figure, Figure).filter(pl.col("value_low") >= SMALLEST_FIGURE)
    for version_id, kind, low in printed.select("version_id", "kind", "value_low").unique().iter_rows():
        if version_id in current:
            features[current[version_id]]["figure"][f"{kind} {low:g}"] += 1
    return features


def _frames(
    told: Sequence[tuple[list[dict[str, Any]], list[dict[str, Any]]]], vectors: Mapping[str, Vector]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of stories, given as their dated and their undated members."""
    stories_: list[dict[str, object]] = []
    belongs: list[dict[str, object]] = []
    for dated, undated in told:
        members = [*dated, *undated]
        scores = {row["article_id"]: round(_mean(row, dated, vectors), 4) for row in members}
        central = max(dated, key=lambda row: (bool(row["title"]), scores[row["article_id"]], row["article_id"]))
        days = [row["published_at"].date() for row in dated]
        story_id = make_id("story", dated[0]["article_id"])
        stories_.append(
            {
                "story_id": story_id,
                "label": central["title"] or "(no headline)",
                "day_first": min(days),
                "day_last": max(days),
                "article_count": len(members),
                "outlet_count": len({row["outlet_id"] for row in members}),
            }
        )
        belongs.extend({"article_id": key, "story_id": story_id, "score": min(1.0, score)} for key, score in scores.items())
    return build(stories_, Story).sort("story_id"), build(belongs, ArticleStory).sort("article_id")
