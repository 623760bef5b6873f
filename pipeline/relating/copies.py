"""Who copied whom, worked out for what changed: sketches, an outlet's furniture, pairs that share words, and the clusters these touch."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from pipeline.progress import report as tell
from pipeline.relate.candidates import WINDOW_DAYS, candidates, pairs
from pipeline.relate.frames import differing
from pipeline.relate.furniture import changed, furniture, quarter
from pipeline.relate.overlap import overlaps, sketches
from pipeline.relate.syndication import parents, syndication
from pipeline.store.found import found as rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.relating.looks import Looks
    from pipeline.store.changes import Pending
    from pipeline.store.warehouse import Warehouse

AT_ONCE = 10_000  # texts sketched at a time: bounds memory
FRESH_AT_ONCE = 3_000  # sketches held against others at a time
HELD_AT_ONCE = 200_000  # sketches an article without a date is held against at a time
PAIRS_AT_ONCE = 20_000  # pairs whose texts are compared at a time

_KEPT = "EXISTS (SELECT 1 FROM page AS p WHERE p.article_id = a.article_id AND p.fate = 'stored')"
_WANTED = f"""
    SELECT v.version_id, v.article_id, a.outlet_id, a.published_at::DATE AS day, v.version_id = a.current_version_id AS is_current
    FROM {rows_of("article", "article_id", "FROM ids")} AS a JOIN article_version AS v USING (article_id)
    WHERE v.article_id IN (FROM ids) AND {_KEPT}
"""  # noqa: S608 - SQL of this module
_SKETCHED = f"SELECT version_id, article_id, outlet_id, day, is_current FROM {rows_of('sketch', 'article_id', 'FROM ids')}"  # noqa: S608 - SQL of this module
_TEXTS = f"""
    SELECT w.*, v.content_hash, v.text, v.body_start, v.credit_start, v.credit_end, f.passages AS furniture
    FROM wanted AS w
    JOIN {rows_of("article_version", "version_id", "SELECT version_id FROM wanted")} AS v ON v.version_id = w.version_id
    LEFT JOIN furniture AS f ON f.outlet_id = w.outlet_id AND f.quarter IS NOT DISTINCT FROM date_trunc('quarter', w.day)::DATE
"""  # noqa: S608 - SQL of this module
_SHELVES = """
    SELECT s.outlet_id, s.day, s.text_key, s.passages
    FROM sketch AS s
    WHERE s.is_current AND (s.day IS NULL OR s.day >= (SELECT min(quarter) FROM shelves)) AND EXISTS (
      SELECT 1 FROM shelves AS g WHERE g.outlet_id = s.outlet_id AND g.quarter IS NOT DISTINCT FROM date_trunc('quarter', s.day)::DATE
    )
"""
_OVER = """
    SELECT DISTINCT s.article_id
    FROM sketch AS s
    JOIN turned AS t ON t.outlet_id = s.outlet_id AND t.quarter IS NOT DISTINCT FROM date_trunc('quarter', s.day)::DATE
    WHERE list_has_any(s.passages, t.passages)
"""
# Few texts name another address as the original's: they are found first.
_LINKED = """
    WITH link AS MATERIALIZED (
      SELECT version_id, article_id, canonical_elsewhere
      FROM article_version
      WHERE canonical_elsewhere IS NOT NULL
        AND (article_id IN (FROM ids) OR canonical_elsewhere IN (SELECT url FROM article WHERE article_id IN (FROM ids)))
    ),
    led AS MATERIALIZED (
      SELECT l.version_id, l.article_id, a.article_id AS other FROM link AS l JOIN article AS a ON a.url = l.canonical_elsewhere
    )
    SELECT l.article_id, l.other
    FROM led AS l JOIN sketch AS s ON s.version_id = l.version_id
    WHERE s.is_current AND l.other IN (SELECT article_id FROM sketch) AND (l.article_id IN (FROM ids) OR l.other IN (FROM ids))
"""
_FRESH = f"""
    SELECT * EXCLUDE (passages), []::UINTEGER[] AS passages FROM {rows_of("sketch", "article_id", "FROM ids")} ORDER BY day NULLS LAST, version_id
"""  # noqa: S608 - SQL of this module
_ON = "SELECT * EXCLUDE (passages), []::UINTEGER[] AS passages FROM sketch WHERE day IN (FROM days)"
_UNDATED = "SELECT * EXCLUDE (passages), []::UINTEGER[] AS passages FROM sketch WHERE day IS NULL"
_PER_DAY = "SELECT day, count(*) AS n FROM sketch WHERE day IS NOT NULL GROUP BY day ORDER BY day"
_NEIGHBOURS = """
    SELECT holder_id AS article_id FROM overlap WHERE article_id IN (FROM ids)
    UNION SELECT article_id FROM overlap WHERE holder_id IN (FROM ids)
"""
_CLUSTERED = """
    SELECT article_id FROM ids
    UNION SELECT article_id FROM syndication WHERE cluster_id IN (SELECT cluster_id FROM syndication WHERE article_id IN (FROM ids))
    UNION SELECT article_id FROM sketch WHERE is_current AND text_key IN (SELECT text_key FROM sketch WHERE is_current AND article_id IN (FROM ids))
"""
# Only these can have a row, or had one.
_CONCERNED = """
    SELECT article_id FROM ids WHERE article_id IN (
      SELECT article_id FROM overlap UNION ALL SELECT holder_id FROM overlap UNION ALL SELECT article_id FROM syndication
      UNION ALL
      SELECT s.article_id FROM sketch AS s WHERE s.is_current AND s.text_key IN (
        SELECT text_key FROM sketch WHERE is_current GROUP BY text_key HAVING count(*) > 1
      )
    )
"""
_ENTRIES = f"""
    SELECT
      a.article_id, a.outlet_id, coalesce(o.kind = 'wire', false) AS is_wire, a.url, a.published_at, a.current_version_id, s.text_key,
      v.word_count, v.credit_outlet_id, v.canonical_elsewhere
    FROM {rows_of("article", "article_id", "FROM ids")} AS a
    JOIN {rows_of("sketch", "article_id", "FROM ids")} AS s ON s.version_id = a.current_version_id AND s.article_id = a.article_id
    JOIN {rows_of("article_version", "article_id", "FROM ids")} AS v ON v.version_id = a.current_version_id
    LEFT JOIN outlet AS o ON o.outlet_id = a.outlet_id
"""  # noqa: S608 - SQL of this module
_NO_ARTICLE = pl.DataFrame(schema={"article_id": pl.String})


class Changed(NamedTuple):
    """Articles of which a row changed, column `article_id`, and how many rows did."""

    related: pl.DataFrame
    rows: int


def relate_copies(warehouse: Warehouse, pending: Pending, looks: Looks) -> Changed:
    """Write the rows of `syndication` that what was loaded bears on. In a transaction of the caller's."""
    if pending.everything:
        for table, column in (("sketch", "article_id"), ("furniture", "outlet_id"), ("overlap", "article_id")):
            warehouse.rewrite(table, warehouse.frame(f"SELECT DISTINCT {column} FROM {table}"))  # noqa: S608 - the names before
    fresh, shelves = _sketch(warehouse, looks.near)
    fresh = pl.concat([fresh, _refurnish(warehouse, shelves)]).unique().sort("article_id")
    before = warehouse.frame(_NEIGHBOURS, ids=fresh)
    warehouse.rewrite("overlap", fresh)
    warehouse.rewrite("overlap", fresh.select(holder_id="article_id"))
    _pair(warehouse, fresh)
    turned = pl.concat([fresh, looks.ranked, _of_outlets(warehouse, pending)]).unique()
    return _cluster(warehouse, pl.concat([turned, before, warehouse.frame(_NEIGHBOURS, ids=turned)]).unique())


def _sketch(warehouse: Warehouse, near: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Sketch the articles whose versions, day or outlet are not what their sketches say; these articles, and their outlets' quarters."""
    wanted, held = warehouse.frame(_WANTED, ids=near), warehouse.frame(_SKETCHED, ids=near)
    other = differing(held, wanted)
    fresh = other.select("article_id").unique()
    _put_sketches(warehouse, fresh, wanted.join(fresh, on="article_id", how="semi"))
    return fresh, other.select("outlet_id", quarter()).unique()


def _put_sketches(warehouse: Warehouse, fresh: pl.DataFrame, wanted: pl.DataFrame) -> None:
    warehouse.rewrite("sketch", fresh)
    ordered = wanted.sort("day", "version_id")
    for at in range(0, ordered.height, AT_ONCE):
        tell("texts sketched", at, ordered.height)
        texts = warehouse.frame(_TEXTS, wanted=ordered[at : at + AT_ONCE])
        warehouse.rewrite("sketch", _NO_ARTICLE, sketches(texts).sort("day", "version_id"))


def _refurnish(warehouse: Warehouse, shelves: pl.DataFrame) -> pl.DataFrame:
    """Tell the furniture of these outlets' quarters anew, and sketch again what has passages that became furniture or ceased to be."""
    outlets = shelves.select("outlet_id").unique()
    held = warehouse.frame("SELECT f.* FROM furniture AS f SEMI JOIN outlets USING (outlet_id)", outlets=outlets)
    by = ["outlet_id", "quarter"]
    before = held.join(shelves, on=by, how="semi", nulls_equal=True)
    after = furniture(warehouse.frame(_SHELVES, shelves=shelves))
    turned = changed(before, after)
    if turned.is_empty():
        return _NO_ARTICLE
    others = held.join(shelves, on=by, how="anti", nulls_equal=True)
    warehouse.rewrite("furniture", outlets, pl.concat([others, after]).sort(by))
    over = warehouse.frame(_OVER, turned=turned)
    _put_sketches(warehouse, over, warehouse.frame(_WANTED, ids=over))
    return over


def _pair(warehouse: Warehouse, fresh: pl.DataFrame) -> None:
    """Find what these articles share with all others."""
    linked = pairs(warehouse.frame(_LINKED, ids=fresh))
    _put_overlaps(warehouse, linked)
    done = _NO_ARTICLE
    sketched = warehouse.frame(_FRESH, ids=fresh)
    dated, undated = (sketched.filter(told) for told in (pl.col("day").is_not_null(), pl.col("day").is_null()))
    for part in (dated, undated):
        for at in range(0, part.height, FRESH_AT_ONCE):
            tell("articles held against others", at, part.height)
            some = part[at : at + FRESH_AT_ONCE]
            found = pl.concat([candidates(some, held) for held in _held(warehouse, some)]).unique()
            new = found.join(linked, on=["one", "two"], how="anti")
            for side in ("one", "two"):  # what was held against all others before has these pairs already
                new = new.join(done, left_on=side, right_on="article_id", how="anti")
            _put_overlaps(warehouse, new.sort("one", "two"))
            done = pl.concat([done, some.select("article_id").unique()])


def _held(warehouse: Warehouse, some: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The sketches that these may be paired with, in frames of bounded size."""
    yield warehouse.frame(_UNDATED)
    if some["day"].null_count() == 0:
        off = pl.DataFrame({"off": range(-WINDOW_DAYS, WINDOW_DAYS + 1)})
        days = some.select("day").unique().join(off, how="cross").select(pl.col("day") + pl.duration(days="off")).unique()
        yield warehouse.frame(_ON, days=days)
        return
    days = warehouse.frame(_PER_DAY).with_columns(block=pl.col("n").cum_sum() // HELD_AT_ONCE)
    for block in days.partition_by("block"):
        yield warehouse.frame(_ON, days=block.select("day"))


def _put_overlaps(warehouse: Warehouse, pair: pl.DataFrame) -> None:
    for at in range(0, pair.height, PAIRS_AT_ONCE):
        some = pair[at : at + PAIRS_AT_ONCE]
        ids = pl.concat([some.select(article_id="one"), some.select(article_id="two")]).unique()
        texts = warehouse.frame(_TEXTS, wanted=warehouse.frame(_SKETCHED, ids=ids))
        warehouse.rewrite("overlap", _NO_ARTICLE, overlaps(some, texts))


def _of_outlets(warehouse: Warehouse, pending: Pending) -> pl.DataFrame:
    """Articles of outlets that changed: whether one is a wire decides who was first."""
    if pending.everything:
        return _NO_ARTICLE
    outlets = pl.DataFrame({"outlet_id": warehouse.changed(pending, "outlet")}, schema={"outlet_id": pl.String})
    return warehouse.frame("SELECT DISTINCT article_id FROM sketch SEMI JOIN outlets USING (outlet_id)", outlets=outlets)


def _cluster(warehouse: Warehouse, touched: pl.DataFrame) -> Changed:
    """Work out the clusters in which an article was touched, and those on which it now hangs."""
    ids = warehouse.frame(_CLUSTERED, ids=warehouse.frame(_CONCERNED, ids=touched))
    while True:
        overlap = warehouse.frame("SELECT o.* FROM overlap AS o WHERE article_id IN (FROM ids)", ids=ids)
        around = pl.concat([ids, overlap.select(article_id="holder_id")]).unique()
        entry = warehouse.frame(_ENTRIES, ids=around)
        found = pl.DataFrame({"article_id": sorted(parents(entry, overlap))}, schema={"article_id": pl.String})
        lacking = found.join(ids, on="article_id", how="anti")
        if lacking.is_empty():
            break
        ids = warehouse.frame(_CLUSTERED, ids=pl.concat([ids, lacking]))
    after = syndication(entry.join(ids, on="article_id", how="semi"), overlap)
    before = warehouse.frame("SELECT s.* FROM syndication AS s WHERE article_id IN (FROM ids)", ids=ids)
    change = warehouse.replace("syndication", after, among=ids)
    return Changed(differing(before, after).select("article_id").unique(), change.inserted + change.updated + change.deleted)
