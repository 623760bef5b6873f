"""Copies among articles in memory, by the functions that relating calls with frames from the warehouse: all against all, at one go."""

from __future__ import annotations

import polars as pl

from pipeline.relate.candidates import candidates, pairs
from pipeline.relate.furniture import furniture, quarter
from pipeline.relate.overlap import overlaps, sketches
from pipeline.relate.syndication import syndication


def overlapping(article: pl.DataFrame, version: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Sketches and overlaps of `Article` and `ArticleVersion` rows."""
    known = article.select("article_id", "url", "current_version_id", day=pl.col("published_at").dt.date())
    texts = version.drop("url").join(known, on="article_id").with_columns(is_current=pl.col("version_id") == pl.col("current_version_id"))
    plain = sketches(texts.with_columns(furniture=pl.lit(None)))
    fixed = furniture(plain.filter("is_current")).rename({"passages": "furniture"})
    texts = texts.with_columns(quarter()).join(fixed, on=["outlet_id", "quarter"], how="left", nulls_equal=True)
    sketched = sketches(texts)
    linked = texts.filter("is_current").join(known.select("url", other="article_id"), left_on="canonical_elsewhere", right_on="url")
    found = pl.concat([candidates(sketched, sketched), pairs(linked.select("article_id", "other"))]).unique().sort("one", "two")
    return sketched, overlaps(found, texts)


def copies(article: pl.DataFrame, version: pl.DataFrame, outlet: pl.DataFrame) -> pl.DataFrame:
    """The `Syndication` rows of these articles."""
    sketched, overlap = overlapping(article, version)
    keys = sketched.filter("is_current").select("article_id", "text_key")
    wires = outlet.select("outlet_id", is_wire=(pl.col("kind") == "wire").fill_null(value=False))
    shown = version.select(pl.col("version_id").alias("current_version_id"), "word_count", "credit_outlet_id", "canonical_elsewhere")
    entry = article.join(keys, on="article_id").join(wires, on="outlet_id").join(shown, on="current_version_id")
    return syndication(entry, overlap)
