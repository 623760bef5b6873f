"""Brings one table or view of a lake to what a published file holds, by writing what differs and nothing else.

A table that only grew since the last publication is told by the hash over its first rows: then rows are appended and the lake is not read. Else
both sides are hashed row by row, rows that are gone are deleted and new ones inserted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

import duckdb

from pipeline.store.build import literal
from pipeline.store.lake import NAME
from pipeline.store.tables import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

SOURCE = "published"
"""Under which the published file is attached."""

_CREATE = re.compile(r"\s*CREATE\s+(OR\s+REPLACE\s+)?VIEW\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a publication wrote of one relation: rows and a hash over them (of a view over its SQL), and a hash over columns and comments."""

    rows: int
    digest: str
    shape: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A relation after copying: its state, and how many rows went in and out."""

    state: State
    inserted: int = 0
    deleted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Columns as (name, type, nullable, comment), the relation's comment, and of a view its SQL."""

    name: str
    columns: tuple[tuple[str, str, bool, str], ...]
    comment: str
    view: str | None

    @property
    def digest(self) -> str:
        """Hash over all of it."""
        return _short(repr((self.columns, self.comment, self.view)))


def shapes(con: duckdb.DuckDBPyConnection, database: str) -> dict[str, Shape]:
    """The tables and views of an attached database by name."""
    columns: dict[str, list[tuple[str, str, bool, str]]] = {}
    for table, *column in con.execute(
        "SELECT table_name, column_name, data_type, is_nullable, coalesce(comment, '') FROM duckdb_columns() "
        "WHERE database_name = ? AND schema_name = 'main' ORDER BY table_name, column_index",
        [database],
    ).fetchall():
        columns.setdefault(table, []).append(tuple(column))
    found = con.execute(
        "SELECT table_name, coalesce(comment, ''), NULL FROM duckdb_tables() WHERE database_name = $database AND schema_name = 'main' UNION ALL "
        "SELECT view_name, coalesce(comment, ''), sql FROM duckdb_views() WHERE database_name = $database AND schema_name = 'main' AND NOT internal",
        {"database": database},
    ).fetchall()
    return {name: Shape(name=name, columns=tuple(columns.get(name, ())), comment=comment, view=sql) for name, comment, sql in found}


def copy(con: duckdb.DuckDBPyConnection, wanted: Shape, there: Shape | None, before: State | None) -> Copied:
    """Make the lake's relation what the file's is. `there` is the lake's, `before` what its last publication noted; None where there is none."""
    if there is not None and (there.view is None) != (wanted.view is None):
        drop(con, there)
        there = before = None
    if wanted.view is not None:
        return _view(con, wanted, before if there else None)
    if there is None or [column[:3] for column in there.columns] != [column[:3] for column in wanted.columns]:
        if there is not None:
            drop(con, there)
        described = (f"{quoted(name)} {kind}{'' if nullable else ' NOT NULL'}" for name, kind, nullable, _ in wanted.columns)
        con.execute(f"CREATE TABLE {_in_lake(wanted)} ({', '.join(described)})")
        before = None
    if before is None or before.shape != wanted.digest:
        _comment(con, wanted, "TABLE")
    return _rows(con, wanted, before, empty=there is None)


def drop(con: duckdb.DuckDBPyConnection, gone: Shape) -> None:
    """Take a relation out of the lake; snapshots before still have it."""
    con.execute(f"DROP {'TABLE' if gone.view is None else 'VIEW'} {_in_lake(gone)}")


def _view(con: duckdb.DuckDBPyConnection, wanted: Shape, before: State | None) -> Copied:
    state = State(rows=0, digest=_short(wanted.view or ""), shape=wanted.digest)
    if before != state:
        con.execute(_CREATE.sub("CREATE OR REPLACE VIEW", wanted.view or "", count=1))
        con.execute(f"COMMENT ON VIEW {_in_lake(wanted)} IS {literal(wanted.comment)}")  # DuckLake has none for a view's columns
    return Copied(state=state)


def _comment(con: duckdb.DuckDBPyConnection, wanted: Shape, kind: str) -> None:
    name = _in_lake(wanted)
    con.execute(f"COMMENT ON {kind} {name} IS {literal(wanted.comment)}")
    for column, _, _, about in wanted.columns:
        con.execute(f"COMMENT ON COLUMN {name}.{quoted(column)} IS {literal(about)}")


def _rows(con: duckdb.DuckDBPyConnection, wanted: Shape, before: State | None, *, empty: bool) -> Copied:
    rows, digest, grown = _hashed(con, wanted, before)
    state = State(rows=rows, digest=digest, shape=wanted.digest)
    source, target = f"{SOURCE}.{quoted(wanted.name)}", _in_lake(wanted)
    if before is not None and before.digest == digest:
        return Copied(state=state)
    if empty:
        con.execute(f"INSERT INTO {target} FROM {source}")
        return Copied(state=state, inserted=rows)
    if before is not None and grown:
        con.execute(f"INSERT INTO {target} FROM {source} WHERE rowid >= {before.rows}")
        return Copied(state=state, inserted=rows - before.rows)
    return _difference(con, source, target, state)


def _hashed(con: duckdb.DuckDBPyConnection, wanted: Shape, before: State | None) -> tuple[int, str, bool]:
    """Rows and hash of the file's table, and whether its first rows are all that was published before."""
    first = before.rows if before else 0
    row = con.execute(
        "SELECT count(*), bit_xor(h), sum(h), coalesce(max(r) + 1, 0), bit_xor(h) FILTER (r < $first), sum(h) FILTER (r < $first) "  # noqa: S608
        f"FROM (SELECT rowid AS r, hash(t) AS h FROM {SOURCE}.{quoted(wanted.name)} AS t)",
        {"first": first},
    ).fetchone()
    rows, xored, summed, numbered, first_xored, first_summed = row or (0, None, None, 0, None, None)
    grown = before is not None and rows == numbered >= first and _digest(first, first_xored, first_summed) == before.digest
    return rows, _digest(rows, xored, summed), grown


def _difference(con: duckdb.DuckDBPyConnection, source: str, target: str, state: State) -> Copied:
    """By hash, counting rows that are there twice; where most rows are others, all are written anew, in the order of the file."""
    for name, table in (("lake_was", target), ("lake_is", source)):
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT r, h, row_number() OVER (PARTITION BY h ORDER BY r) AS n "  # noqa: S608
            f"FROM (SELECT rowid AS r, hash(t) AS h FROM {table} AS t)"
        )
    gone = "SELECT r FROM temp.lake_was ANTI JOIN temp.lake_is USING (h, n)"
    new = "SELECT r FROM temp.lake_is ANTI JOIN temp.lake_was USING (h, n)"
    were, deleted, inserted = (_count(con, rows) for rows in ("SELECT r FROM temp.lake_was", gone, new))
    if deleted * 2 > were:
        con.execute(f"DELETE FROM {target}")  # noqa: S608
        con.execute(f"INSERT INTO {target} FROM {source}")
        deleted, inserted = were, state.rows
    else:
        if deleted:
            con.execute(f"DELETE FROM {target} WHERE rowid IN ({gone})")  # noqa: S608
        if inserted:
            con.execute(f"INSERT INTO {target} FROM {source} WHERE rowid IN ({new})")
    con.execute("DROP TABLE temp.lake_was; DROP TABLE temp.lake_is")
    return Copied(state=state, inserted=inserted, deleted=deleted)


def told(states: Mapping[str, State]) -> dict[str, list[int | str]]:
    """States as JSON takes them."""
    return {name: [state.rows, state.digest, state.shape] for name, state in states.items()}


def read(told: object) -> dict[str, State]:
    """States from JSON; none from anything else, and then all is compared."""
    if not isinstance(told, dict):
        return {}
    return {
        str(name): State(rows=one[0], digest=one[1], shape=one[2])
        for name, one in told.items()
        if isinstance(one, list) and [type(part) for part in one] == [int, str, str]
    }


def _count(con: duckdb.DuckDBPyConnection, rows: str) -> int:
    row = con.execute(f"SELECT count(*) FROM ({rows})").fetchone()  # noqa: S608
    return int(row[0]) if row else 0


def _digest(rows: int, xored: int | None, summed: int | None) -> str:
    return _short(f"{duckdb.__version__} {rows} {xored or 0} {summed or 0}")


def _short(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _in_lake(relation: Shape) -> str:
    return f"{NAME}.{quoted(relation.name)}"
