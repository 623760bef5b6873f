"""What was edited, worked out for the articles that changed: their versions in a row, and their words beside the original's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from pipeline.progress import report as tell
from pipeline.relate.edits import edits
from pipeline.relate.frames import differing
from pipeline.relating.copies import Changed
from pipeline.store.found import found

if TYPE_CHECKING:
    from pipeline.relating.looks import Looks
    from pipeline.store.warehouse import Warehouse

AT_ONCE = 2_000  # articles whose texts are read at a time: bounds memory

# Only these can have a row, or had one.
_CONCERNED = """
    SELECT article_id FROM ids WHERE article_id IN (
      SELECT article_id FROM article WHERE version_count > 1
      UNION ALL SELECT article_id FROM syndication WHERE original_version_id IS NOT NULL
      UNION ALL SELECT article_id FROM article_edit
    )
    ORDER BY article_id
"""
# Versions of one article follow each other as they were first seen; a text set back to an earlier one is no new version.
_PAIRS = """
    WITH seen AS (
      SELECT v.article_id, v.version_id, min(c.fetched_at) AS first_seen
      FROM article_version AS v JOIN capture AS c ON c.version_id = v.version_id
      WHERE v.article_id IN (FROM ids) AND c.fate = 'stored'
      GROUP BY v.article_id, v.version_id
    ),
    following AS (
      SELECT article_id, lag(version_id) OVER (PARTITION BY article_id ORDER BY first_seen, version_id) AS before_version_id, version_id
      FROM seen
    )
    SELECT article_id, 'revision' AS against, before_version_id, version_id AS after_version_id
    FROM following WHERE before_version_id IS NOT NULL
    UNION ALL
    SELECT s.article_id, 'original', s.original_version_id, a.current_version_id
    FROM syndication AS s JOIN article AS a ON a.article_id = s.article_id
    WHERE s.article_id IN (FROM ids) AND s.original_version_id IS NOT NULL
    ORDER BY 1, 2, 3, 4
"""
_TEXTS = f"""
    SELECT version_id, text, body_start
    FROM {found("article_version", "version_id", "SELECT before_version_id FROM pair UNION ALL SELECT after_version_id FROM pair")} AS v
"""  # noqa: S608 - SQL of this module
_HELD = f"FROM {found('article_edit', 'article_id', 'FROM ids')} AS e"
_COPIES = "SELECT article_id FROM syndication WHERE original_article_id IN (FROM ids) ORDER BY article_id"


def relate_edits(warehouse: Warehouse, looks: Looks, copies: Changed) -> Changed:
    """Write the rows of `article_edit` that what was loaded bears on. In a transaction of the caller's, when copies are worked out.

    Related are also the copies of what was loaded anew: what they changed in it is told from both sides' facts.
    """
    ids = pl.concat([looks.near, looks.related, copies.related]).unique()
    concerned = warehouse.frame(_CONCERNED, ids=ids)
    related = [warehouse.frame(_COPIES, ids=looks.related)]
    rows = 0
    for at in range(0, concerned.height, AT_ONCE):
        tell("edits worked out", at, concerned.height)
        some = concerned[at : at + AT_ONCE]
        pair = warehouse.frame(_PAIRS, ids=some)
        before = warehouse.frame(_HELD, ids=some)
        after = edits(pair, warehouse.frame(_TEXTS, pair=pair))
        change = warehouse.replace("article_edit", after, among=some)
        rows += change.inserted + change.updated + change.deleted
        related.append(differing(before, after).select("article_id").unique())
    return Changed(pl.concat(related).unique(), rows)
