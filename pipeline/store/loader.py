"""Batches into the warehouse: one transaction, ids decide what is new, so that loading again changes nothing."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import duckdb

from pipeline.store.batches import Batch, read_manifest
from pipeline.store.changes import note
from pipeline.store.merge import merge
from pipeline.store.points import reach
from pipeline.store.tables import FACTS, KEYS, LOADED, TABLES, UPSERTED, columns
from pipeline.store.upgrade import values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

_AT_ONCE = 32  # batches read by one statement: bounds memory, and statements when years are replayed
_FILES = "read_parquet($files, filename = true, union_by_name = true)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a load did: batches that were new, rows that were new (or changed) per table."""

    batches: tuple[str, ...]
    counts: dict[str, int]


def load(con: duckdb.DuckDBPyConnection, folders: Iterable[Path], now: datetime | None = None) -> Loaded:
    """Load the batches not yet loaded, oldest first, in one transaction of its own; on any error nothing is loaded."""
    known = set(con.execute("SELECT ingest_day, batch_id FROM loaded_batch").fetchall())
    held = sorted((read_manifest(folder) for folder in folders), key=lambda batch: (batch.written_at, batch.day, batch.batch_id))
    new = [batch for batch in held if (batch.day, batch.batch_id) not in known]
    counts = dict.fromkeys(LOADED, 0)
    con.execute("BEGIN")
    try:
        con.execute("CREATE OR REPLACE TEMP TABLE touched (version_id VARCHAR); CREATE OR REPLACE TEMP TABLE unheard (version_id VARCHAR)")
        for start in range(0, len(new), _AT_ONCE):
            con.execute("DELETE FROM unheard")
            for table in LOADED:
                counts[table] += _load_table(con, table, new[start : start + _AT_ONCE])
                reach("load.in_transaction")
        _note_changes(con)
        at = (now or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
        for batch in new:
            con.execute("INSERT INTO loaded_batch VALUES (?, ?, ?, ?)", [batch.batch_id, batch.day, at, json.dumps(batch.counts)])
        con.execute("DROP TABLE touched; DROP TABLE unheard")
        con.execute("COMMIT")
    except BaseException:
        roll_back(con)
        raise
    reach("load.after_commit")
    return Loaded(batches=tuple(batch.batch_id for batch in new), counts=counts)


def roll_back(con: duckdb.DuckDBPyConnection) -> None:
    """Undo an open transaction. A full disk may have ended it already, which must not hide the error that says so."""
    with suppress(duckdb.Error):
        con.execute("ROLLBACK")


def _load_table(con: duckdb.DuckDBPyConnection, table: str, group: Sequence[Batch]) -> int:
    files = [str(batch.path / f"{table}.parquet") for batch in group if batch.counts.get(table)]
    if not files:
        return 0
    return _upsert(con, table, files) if table in UPSERTED else _insert(con, table, files)


def _insert(con: duckdb.DuckDBPyConnection, table: str, files: list[str]) -> int:
    """Rows whose key the table lacks; of several in these files the first file's. The keys alone are sorted out before whole rows are read.

    Where all versions came with these files, nobody looks through the facts there are, of which there may be tens of millions.
    """
    key = KEYS[table][0]
    names = [column.name for column in columns(TABLES[table])]
    version = "any_value(b.version_id)" if "version_id" in names else "NULL::VARCHAR"
    lacking = f"WHERE NOT EXISTS (SELECT 1 FROM {table} t WHERE t.{key} = b.{key})" if _may_be_held(con, table, files) else ""  # noqa: S608
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE fresh AS SELECT b.{key} AS id, min(b.filename) AS filename, {version} AS version_id "  # noqa: S608
        f"FROM {_FILES} b {lacking} GROUP BY b.{key}",
        {"files": files},
    )
    row = con.execute("SELECT count(*) FROM fresh").fetchone()
    count = int(row[0]) if row else 0
    if count:
        con.execute(
            f"INSERT INTO {table} SELECT {values(table, _held(con, files), 'b')} "  # noqa: S608
            f"FROM {_FILES} b JOIN fresh f ON f.id = b.{key} AND f.filename = b.filename {_order(table)}",
            {"files": files},
        )
        con.execute("INSERT INTO touched SELECT DISTINCT version_id FROM fresh WHERE version_id IS NOT NULL")
    if table == "article_version":
        con.execute("INSERT INTO unheard SELECT id FROM fresh")
    con.execute("DROP TABLE fresh")
    return count


def _may_be_held(con: duckdb.DuckDBPyConnection, table: str, files: list[str]) -> bool:
    """Whether rows of these files may be in the table: facts only where a version stood before them, since a key is a hash of its version, too."""
    if table not in FACTS:
        return True
    heard_of = f"SELECT 1 FROM {_FILES} WHERE version_id NOT IN (FROM unheard) LIMIT 1"  # noqa: S608
    return con.execute(heard_of, {"files": files}).fetchone() is not None


def _held(con: duckdb.DuckDBPyConnection, files: list[str]) -> list[str]:
    """The columns the files have, of which older batches may lack some."""
    return [row[0] for row in con.execute(f"DESCRIBE SELECT * FROM {_FILES}", {"files": files}).fetchall()]  # noqa: S608


def _order(table: str) -> str:
    """By time of publication: a query for a day then reads few blocks, and the file is half the size."""
    if table == "article_version":
        return "ORDER BY b.published_at NULLS FIRST, b.version_id"
    if table in FACTS:
        return "LEFT JOIN article_version v ON v.version_id = b.version_id ORDER BY v.published_at NULLS FIRST, b.version_id, b.start"
    return ""


def _upsert(con: duckdb.DuckDBPyConnection, table: str, files: list[str]) -> int:
    """Rows by key, the last file's where several have it; only rows that change are touched."""
    key = KEYS[table][0]
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE fresh AS SELECT {values(table, _held(con, files), 'b')} FROM {_FILES} b "  # noqa: S608
        f"QUALIFY row_number() OVER (PARTITION BY b.{key} ORDER BY list_position($files, b.filename) DESC) = 1",
        {"files": files},
    )
    done = merge(con, table, "fresh")
    if count := done.inserted + done.updated:
        _NOTES[table](con)
    con.execute("DROP TABLE fresh")
    return count


def _note_looks(con: duckdb.DuckDBPyConnection) -> None:
    note(con, "page", "SELECT page_id FROM made_rows")
    note(con, "look_day", "SELECT fetched_at::DATE FROM made_rows")
    con.execute("INSERT INTO touched SELECT version_id FROM made_rows UNION SELECT version_id FROM gone_rows")


_NOTES: dict[str, Callable[[duckdb.DuckDBPyConnection], None]] = {
    "capture": _note_looks,
    "outlet": lambda con: note(con, "outlet", "SELECT outlet_id FROM made_rows"),
    "entity": lambda con: note(con, "entity", "SELECT entity_id FROM made_rows"),
    "fetch_state": lambda con: note(con, "page", "SELECT page_id FROM made_rows"),
    "fetch_day": lambda con: note(con, "look_day", "SELECT day FROM made_rows"),
}
"""What the rows of `made_rows` change, by upserted table. A look decided anew touches the version it showed before, too."""


def _note_changes(con: duckdb.DuckDBPyConnection) -> None:
    """Note the versions with new rows, and their articles."""
    note(con, "version", "SELECT version_id FROM touched")
    note(con, "article", "SELECT article_id FROM article_version SEMI JOIN touched USING (version_id)")
