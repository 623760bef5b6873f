"""Articles and pages whose looks changed, worked out anew, with all that hangs on them: other pages of one text, redirects that lead to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from pipeline.records import redirects_to
from pipeline.relate.coverage import coverage
from pipeline.relate.fetching import fated, redirected
from pipeline.relate.frames import differing
from pipeline.relate.versions import articles, pages
from pipeline.store.found import found, located

if TYPE_CHECKING:
    from pipeline.store.changes import Pending
    from pipeline.store.warehouse import Warehouse


class Looks(NamedTuple):
    """What became of articles and pages: frames of one column `article_id`, and the rows that were touched."""

    near: pl.DataFrame  # articles whose looks changed, and those of the same texts: all whose being counted may have changed
    related: pl.DataFrame  # articles of which a row changed, or something was loaded
    ranked: pl.DataFrame  # articles whose own row changed
    days: pl.DataFrame  # `day`: publication days of these articles before
    rows: int


_NOTED = """
    SELECT id AS article_id FROM noted_article
    UNION SELECT article_id FROM page WHERE page_id IN (FROM noted_page) AND article_id IS NOT NULL
    UNION SELECT article_id FROM article_version WHERE version_id IN (SELECT version_id FROM capture WHERE page_id IN (FROM noted_page))
"""
_VERSIONS = f"SELECT v.* EXCLUDE (text) FROM {found('article_version', 'article_id', 'FROM ids')} AS v"  # noqa: S608 - SQL of this module
_BY_LOOK_OR_ID = "version_id IN (SELECT version_id FROM looks) OR article_id IN (FROM ids)"
_SHOWN = f"SELECT v.* EXCLUDE (text) FROM article_version AS v WHERE {located('article_version', _BY_LOOK_OR_ID)}"  # noqa: S608 - SQL of this module
_LOOKS = f"FROM {found('capture', 'version_id', 'SELECT version_id FROM versions')} AS c"  # noqa: S608 - SQL of this module
_ALIKE = (
    "SELECT v.version_id FROM article_version AS v SEMI JOIN texts AS t ON t.content_hash = v.content_hash AND t.outlet_id = v.outlet_id"
)
_SAME_TEXT = f"FROM {found('article', 'current_version_id', _ALIKE)} AS a"
_PAGES = """
    SELECT id AS page_id FROM noted_page
    UNION SELECT page_id FROM page SEMI JOIN near USING (article_id)
"""
# A redirect's page hangs on the page it leads to, whose address it names.
_WAYS = """
    WITH way AS (SELECT page_id, substr(detail, len($prefix) + 1) AS target FROM page WHERE starts_with(detail, $prefix)),
    led AS (SELECT substr(detail, len($prefix) + 1) AS target FROM told WHERE starts_with(detail, $prefix))
    SELECT w.page_id FROM way AS w WHERE w.target IN (SELECT url FROM told)
    UNION SELECT p.page_id FROM page AS p SEMI JOIN led AS l ON l.target = p.url WHERE p.page_id IN (SELECT page_id FROM way)
"""
_TARGETS = "SELECT p.* FROM page AS p WHERE p.url IN (SELECT substr(detail, len($prefix) + 1) FROM told WHERE starts_with(detail, $prefix))"
_PREFIX = {"prefix": redirects_to("")}


def relate_looks(warehouse: Warehouse, pending: Pending) -> Looks:
    """Write the rows of `article` and `page` that what was loaded bears on. In a transaction of the caller's."""
    noted_article = _noted(warehouse, pending, "article", "SELECT article_id FROM article_version UNION SELECT article_id FROM article")
    noted_page = _noted(warehouse, pending, "page", "SELECT page_id FROM capture UNION SELECT page_id FROM page")
    ids = warehouse.frame(_NOTED, noted_article=noted_article, noted_page=noted_page)
    versions = warehouse.frame(_VERSIONS, ids=ids)
    after = articles(warehouse.frame(_LOOKS, versions=versions.select("version_id")), versions)
    before = warehouse.frame(f"FROM {found('article', 'article_id', 'FROM ids')} AS a", ids=ids)
    current = pl.concat([before["current_version_id"], after["current_version_id"]])
    texts = versions.filter(pl.col("version_id").is_in(current.to_list())).select("outlet_id", "content_hash").unique()
    same = warehouse.frame(_SAME_TEXT, texts=texts).join(ids, on="article_id", how="anti")
    article = pl.concat([after, same.select(after.columns)])
    near = pl.concat([ids, same.select("article_id")])
    before_pages, after_pages = _pages(warehouse, article, near, noted_page)
    changes = [
        warehouse.replace("article", after, among=ids),
        warehouse.replace("page", after_pages, among=after_pages.select("page_id")),
    ]
    moved = differing(before, after)
    turned = differing(before_pages, after_pages).select("article_id").drop_nulls()
    related = pl.concat([noted_article.rename({"id": "article_id"}), moved.select("article_id"), turned]).unique()
    return Looks(
        near=near,
        related=related,
        ranked=moved.select("article_id").unique(),
        days=before.join(related, on="article_id", how="semi").select(day=pl.col("published_at").dt.date()).drop_nulls().unique(),
        rows=sum(change.inserted + change.updated + change.deleted for change in changes),
    )


def relate_days(warehouse: Warehouse, pending: Pending) -> int:
    """Write the rows of `coverage` for the days of the fetch that changed; how many changed."""
    days = _noted(
        warehouse,
        pending,
        "look_day",
        "SELECT DISTINCT fetched_at::DATE::VARCHAR FROM capture UNION SELECT DISTINCT day::VARCHAR FROM fetch_day",
    )
    days = days.select(day=pl.col("id").str.to_date())
    if pending.everything:
        days = warehouse.frame("SELECT day FROM days UNION SELECT day FROM coverage", days=days)
    capture = warehouse.frame(f"FROM {found('capture', 'fetched_at::DATE', 'FROM days')} AS c", days=days)
    fetch_day = warehouse.frame("SELECT f.* FROM fetch_day AS f SEMI JOIN days USING (day)", days=days)
    change = warehouse.replace("coverage", coverage(capture, fetch_day), among=days)
    return change.inserted + change.updated + change.deleted


def _noted(warehouse: Warehouse, pending: Pending, scope: str, everything: str) -> pl.DataFrame:
    """The ids pending in a scope, column `id`; when everything is, those that the SELECT gives."""
    if pending.everything:
        return warehouse.frame(f"SELECT DISTINCT id FROM ({everything}) AS e (id)")  # noqa: S608 - SQL of this module
    return pl.DataFrame({"id": warehouse.changed(pending, scope)}, schema={"id": pl.String})


def _pages(warehouse: Warehouse, article: pl.DataFrame, near: pl.DataFrame, noted_page: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The `page` rows that may change, as they are and as they become."""
    ids = warehouse.frame(_PAGES, near=near, noted_page=noted_page)

    while True:
        looks = warehouse.frame(f"FROM {found('capture', 'page_id', 'FROM ids')} AS c", ids=ids)
        versions = warehouse.frame(_SHOWN, looks=looks.select("version_id"), ids=near)
        states = warehouse.frame(f"FROM {found('fetch_state', 'page_id', 'FROM ids')} AS f", ids=ids)
        told = fated(pages(looks, article, versions), states)
        ways = warehouse.frame(_WAYS, _PREFIX, told=told.select("url", "detail")).join(ids, on="page_id", how="anti")
        if ways.is_empty():
            break
        ids = pl.concat([ids, ways])
    targets = warehouse.frame(_TARGETS, _PREFIX, told=told.select("detail")).join(ids, on="page_id", how="anti")
    before = warehouse.frame(f"FROM {found('page', 'page_id', 'FROM ids')} AS p", ids=ids)
    return before, redirected(told, pl.concat([told, targets.select(told.columns)]))
