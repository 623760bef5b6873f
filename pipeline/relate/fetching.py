"""What fetching knows of a page, laid over what reading made of it: the next try, the last look, and where a redirect leads."""

from __future__ import annotations

import polars as pl

from pipeline.records import FetchState, Page, redirected_to
from pipeline.relate.frames import conform

_CHAIN = 10
"""Redirects followed from page to page; the fetcher follows five in one look."""


def fated(page: pl.DataFrame, fetch_state: pl.DataFrame) -> pl.DataFrame:
    """The `Page` rows with what the fetcher last knew of them (`FetchState`); pages it never looked at stay as they are.

    A page that failed has the fetcher's own time to retry; where none is planned any more it is quarantined, whether it never came or what
    came could not be read. When it was looked at last, and how often it showed nothing new, is known for all.
    """
    known = conform(fetch_state, FetchState).select(
        "page_id", "next_look_at", pl.col("last_looked_at").alias("looked"), pl.col("unchanged").alias("same")
    )
    told = conform(page, Page).join(known, on="page_id", how="left")
    failed = pl.col("looked").is_not_null() & (pl.col("fate") == "failed")
    told = told.with_columns(
        fate=pl.when(failed & pl.col("next_look_at").is_null()).then(pl.lit("quarantined")).otherwise("fate"),
        retry_at=pl.when(failed).then("next_look_at").otherwise("retry_at"),
        last_looked_at=pl.max_horizontal("last_looked_at", "looked"),
        unchanged=pl.coalesce("same", "unchanged"),
    )
    return conform(told, Page).sort("page_id")


def redirected(page: pl.DataFrame, targets: pl.DataFrame) -> pl.DataFrame:
    """The `Page` rows in which a redirect to a known page is a duplicate of that page, or of the one that page is a duplicate of.

    `targets` are the `Page` rows by whose address redirects are told: all there are, or those the redirects name. A redirect to a page that
    was not looked at yet stays skipped, 'same_article', until it is.
    """
    ways = page.filter((pl.col("fate") == "skipped") & (pl.col("reason") == "same_article"))
    leads = {row["page_id"]: redirected_to(row["detail"]) for row in ways.select("page_id", "detail").to_dicts()}
    if not leads:
        return page
    named = targets.filter(pl.col("url").is_in({url for url in leads.values() if url})).select(
        "url", "page_id", "duplicate_of", "article_id"
    )
    by_url = {row["url"]: row for row in named.to_dicts()}
    ends = [row for page_id in leads if (row := _end(page_id, leads, by_url))]
    if not ends:
        return page
    found = pl.DataFrame(ends, schema={"page_id": pl.String, "end": pl.String, "shown": pl.String})
    told = page.join(found, on="page_id", how="left")
    is_way = pl.col("end").is_not_null()
    told = told.with_columns(
        fate=pl.when(is_way).then(pl.lit("duplicate")).otherwise("fate"),
        duplicate_of=pl.coalesce("end", "duplicate_of"),
        article_id=pl.coalesce("shown", "article_id"),
    )
    return conform(told, Page).sort("page_id")


def _end(page_id: str, leads: dict[str, str | None], by_url: dict[str, dict[str, str | None]]) -> dict[str, str | None] | None:
    """The page at the end of a chain of redirects; None where it is not known, or the chain comes back to where it began."""
    at: str | None = page_id
    row: dict[str, str | None] | None = None
    for _ in range(_CHAIN):
        if at not in leads:
            break
        row = by_url.get(leads[at] or "")
        if row is None:
            return None
        at = row["duplicate_of"] or row["page_id"]
    return {"page_id": page_id, "end": at, "shown": row["article_id"]} if row and at not in leads else None
