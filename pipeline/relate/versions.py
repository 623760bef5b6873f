"""What became of every article and every page, told from all looks at them: the same whatever order they came in."""

from __future__ import annotations

import polars as pl

from pipeline.records import Article, ArticleVersion, Capture, Page
from pipeline.relate.frames import conform

RETRY_AFTER = pl.duration(days=1)  # a page of the web that failed is worth another try the next day, where the fetcher has not said when
LOCAL = ("file", "article_list", "warc")  # ways in by which nothing is tried again, but read again when it is given again
REFUSED = "a contract refused the article's row: see bad_row"


def articles(capture: pl.DataFrame, article_version: pl.DataFrame) -> pl.DataFrame:
    """One `Article` row per article, from `Capture` and `ArticleVersion` frames.

    The current version is the one the latest look showed, so that a page set back to its first wording shows its first wording.
    The date is the earliest any version states: later versions tend to carry the time of the edit.
    """
    looks = _stored_looks(capture, article_version)
    versions = conform(article_version, ArticleVersion, without=("text",))
    current = (
        looks.sort("fetched_at", "capture_id")
        .group_by("article_id")
        .agg(
            pl.col("version_id").last().alias("current_version_id"),
            pl.col("fetched_at").min().alias("first_fetched_at"),
        )
    )
    dated = (
        versions.filter(pl.col("published_at").is_not_null())
        .sort("published_at", "published_method", "version_id", nulls_last=True)
        .group_by("article_id")
        .agg(pl.col("published_at", "published_method").first())
    )
    counts = versions.group_by("article_id").agg(pl.col("version_id").n_unique().alias("version_count"))
    of_current = versions.select(pl.col("version_id").alias("current_version_id"), "outlet_id", "url", "title", "language").unique(
        "current_version_id", keep="any"
    )
    joined = (
        current.join(of_current, on="current_version_id", how="inner")
        .join(dated, on="article_id", how="left")
        .join(counts, on="article_id", how="left")
    )
    return conform(joined, Article).sort("article_id")


def pages(capture: pl.DataFrame, article: pl.DataFrame, article_version: pl.DataFrame) -> pl.DataFrame:
    """One `Page` row per page with its one fate, from `Capture`, `Article` and `ArticleVersion` frames.

    A page is stored if any look at it was; otherwise its latest look decides. Of the pages of one article the one at the article's own
    address is kept, of an outlet's articles with one text the one published, then seen, first; the others are duplicates of it.
    """
    captures = conform(capture, Capture).sort("fetched_at", "capture_id")
    stored = (
        _stored_looks(captures, article_version)
        .sort("fetched_at", "capture_id")
        .group_by("page_id")
        .agg(pl.col("article_id").last().alias("shown"))
    )
    latest = captures.group_by("page_id").agg(
        pl.col("url").drop_nulls().last(),
        pl.col("outlet_id", "fate", "reason", "detail", "fetched_at", "origin").last(),
    )
    refused = pl.col("shown").is_null() & (pl.col("fate") == "stored")
    kept = pl.col("shown").is_not_null()
    fates = latest.join(stored, on="page_id", how="left").with_columns(
        fate=pl.when(kept).then(pl.lit("stored")).when(refused).then(pl.lit("quarantined")).otherwise("fate"),
        reason=pl.when(kept).then(None).when(refused).then(pl.lit("refused")).otherwise(pl.col("reason").fill_null("unreadable")),
        detail=pl.when(kept).then(None).when(refused).then(pl.lit(REFUSED)).otherwise("detail"),
        article_id=pl.col("shown"),
        retry_at=pl.when(~kept & (pl.col("fate") == "failed") & ~pl.col("origin").is_in(LOCAL)).then(pl.col("fetched_at") + RETRY_AFTER),
        last_looked_at="fetched_at",
        unchanged=0,
    )
    known = fates.join(_keepers(fates, article, article_version), on="article_id", how="left")
    duplicate = pl.col("keeper").is_not_null() & (pl.col("keeper") != pl.col("page_id"))
    told = known.with_columns(
        fate=pl.when(duplicate).then(pl.lit("duplicate")).otherwise("fate"),
        reason=pl.when(duplicate)
        .then(pl.when(pl.col("page_id") == pl.col("own")).then(pl.lit("same_text")).otherwise(pl.lit("same_article")))
        .otherwise("reason"),
        duplicate_of=pl.when(duplicate).then("keeper"),
    )
    return conform(told, Page).sort("page_id")


def kept_articles(article: pl.DataFrame, page: pl.DataFrame) -> pl.DataFrame:
    """The `Article` rows that some stored page shows: duplicates left out. What is counted, clustered and grouped."""
    return article.join(page.filter(pl.col("fate") == "stored").select("article_id").unique(), on="article_id", how="semi").sort(
        "article_id"
    )


def _stored_looks(capture: pl.DataFrame, article_version: pl.DataFrame) -> pl.DataFrame:
    """Looks that showed a version the warehouse holds, with the article that version belongs to."""
    versions = article_version.select("version_id", "article_id").unique("version_id", keep="any")
    return conform(capture, Capture).filter(pl.col("fate") == "stored").drop("article_id").join(versions, on="version_id", how="inner")


def _keepers(fates: pl.DataFrame, article: pl.DataFrame, article_version: pl.DataFrame) -> pl.DataFrame:
    """Per article: its `own` page, and the `keeper` that stands for it, which is another article's page where texts are the same."""
    articles_ = conform(article, Article).select(
        "article_id", "outlet_id", "current_version_id", "published_at", "first_fetched_at", pl.col("url").alias("article_url")
    )
    own = (
        fates.filter(pl.col("article_id").is_not_null())
        .select("page_id", "article_id", "url")
        .join(articles_.select("article_id", "article_url"), on="article_id", how="inner")
        .with_columns(elsewhere=~pl.col("url").eq_missing(pl.col("article_url")))
        .sort("elsewhere", "url", "page_id", nulls_last=True)
        .group_by("article_id")
        .agg(pl.col("page_id").first().alias("own"))
    )
    hashes = article_version.select(pl.col("version_id").alias("current_version_id"), "content_hash").unique(
        "current_version_id", keep="any"
    )
    texts = articles_.join(own, on="article_id", how="inner").join(hashes, on="current_version_id", how="inner")
    first = (
        texts.sort("published_at", "first_fetched_at", "article_url", "article_id", nulls_last=True)
        .group_by("outlet_id", "content_hash")
        .agg(pl.col("own").first().alias("keeper"))
    )
    return texts.join(first, on=["outlet_id", "content_hash"], how="inner").select("article_id", "own", "keeper")
