"""Rows put into a table by key: only rows that differ are touched, and what was hashed of the table is kept true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.store.fingerprint import moved
from pipeline.store.found import located
from pipeline.store.tables import KEYS, TABLES, columns, quoted

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Rows that a merge or replacement touched; rows equal before and after are not counted."""

    inserted: int
    updated: int
    deleted: int


def merge(con: duckdb.DuckDBPyConnection, table: str, source: str, *, delete: bool = False, only: str = "") -> Changes:
    """Put the rows of the relation `source`, of which each key is there once, over those of the same key. In a transaction of the caller's.

    With `delete`, rows whose key the source lacks go; of these only such as `only` is true of, where it is given (the table is called t).
    The temporary tables `made_rows` and `gone_rows` then hold the rows that are new or different, and those that were in their place or went.

    Rows in question are read once, by key; the table's other columns are not compared for all its rows, as a MERGE would.
    """
    names = [column.name for column in columns(TABLES[table])]
    listed = ", ".join(map(quoted, names))
    same = _equal(KEYS[table], "o", "s")
    where = "true"
    if only or not delete:
        where = located(f"{table} t", _among(table, source) + (f" OR {only}" if only else ""))
    con.execute(f"CREATE OR REPLACE TEMP TABLE held_rows AS SELECT t.rowid AS held_at, {listed} FROM {table} t WHERE {where}")  # noqa: S608 - names are the records'
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE made_rows AS SELECT {listed} FROM {source} s "  # noqa: S608
        f"WHERE NOT EXISTS (SELECT 1 FROM held_rows o WHERE {_equal(names, 'o', 's')})"
    )
    gone = f"OR NOT EXISTS (SELECT 1 FROM {source} s WHERE {same})" if delete else ""  # noqa: S608
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE gone_rows AS SELECT * FROM held_rows o WHERE EXISTS (SELECT 1 FROM made_rows s WHERE {same}) {gone}"  # noqa: S608
    )
    con.execute("DROP TABLE held_rows")
    return _write(con, table, names, same)


def _write(con: duckdb.DuckDBPyConnection, table: str, names: list[str], same: str) -> Changes:
    moved(con, table, gone="gone_rows", made="made_rows")
    of_key = f"SELECT 1 FROM made_rows s WHERE {same}"  # noqa: S608
    deleted = _count(con, f"DELETE FROM {table} WHERE rowid IN (SELECT held_at FROM gone_rows o WHERE NOT EXISTS ({of_key}))")  # noqa: S608
    changed = ", ".join(f"{quoted(name)} = n.{quoted(name)}" for name in names)
    updated = _count(
        con,
        f"UPDATE {table} SET {changed} FROM (SELECT o.held_at, s.* FROM gone_rows o JOIN made_rows s ON {same}) n WHERE {table}.rowid = n.held_at",  # noqa: S608
    )
    listed = ", ".join(map(quoted, names))
    inserted = _count(
        con,
        f"INSERT INTO {table} ({listed}) SELECT {listed} FROM made_rows s WHERE NOT EXISTS (SELECT 1 FROM gone_rows o WHERE {same})",  # noqa: S608
    )
    return Changes(inserted=inserted, updated=updated, deleted=deleted)


def _among(table: str, source: str) -> str:
    """Whether a row's key is one of the source's."""
    keys = ", ".join(map(quoted, KEYS[table]))
    return f"({keys}) IN (SELECT {f'({keys})' if len(KEYS[table]) > 1 else keys} FROM {source})"  # noqa: S608


def _equal(names: list[str] | tuple[str, ...], one: str, two: str) -> str:
    return " AND ".join(f"{one}.{quoted(name)} IS NOT DISTINCT FROM {two}.{quoted(name)}" for name in names)


def _count(con: duckdb.DuckDBPyConnection, statement: str) -> int:
    """The rows a statement touched."""
    row = con.execute(statement).fetchone()
    return int(row[0]) if row else 0
