"""Older warehouses and batches under this code: facts are taken over by column name, relations are worked out anew."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import duckdb

from pipeline.progress import report
from pipeline.store import schema
from pipeline.store.build import literal
from pipeline.store.durable import sync_dir, sync_file
from pipeline.store.errors import StoreError
from pipeline.store.failures import clear
from pipeline.store.points import reach
from pipeline.store.tables import RECOMPUTED, SCHEMA_VERSION, TABLES, Column, columns, quoted

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

ADDED: Final[dict[tuple[str, str], str]] = {}
"""(table, column) to the SQL value that rows written before the column was there have, for columns that may not be null."""

_KEPT: Final = (*(name for name in TABLES if name not in RECOMPUTED), "quality", "story_change")
"""What no relation can give back. Everything else is worked out from it."""


def values(table: str, held: Collection[str], alias: str) -> str:
    """The columns of a table as a SELECT list over rows that have only the columns `held`, under an alias."""
    return ", ".join(_value(table, column, held, alias) for column in columns(TABLES[table]))


def _value(table: str, column: Column, held: Collection[str], alias: str) -> str:
    name, added = quoted(column.name), ADDED.get((table, column.name))
    if column.name in held:
        return f"coalesce({alias}.{name}, {added}) AS {name}" if added else f"{alias}.{name}"
    return f"{added or 'NULL'}::{column.sql_type} AS {name}"


def upgrade(path: Path) -> None:
    """Put a warehouse of this code's tables in the place of an older one, with all its facts, scores and runs.

    Written aside and renamed: killed, the older file is untouched. What relates articles is left empty and works itself out with the next
    run. Raises `StoreError` if a row is lost on the way, or the disk will not take it.
    """
    aside = path.with_name(f".{path.name}.upgrading-{os.getpid()}")
    for left in path.parent.glob(f".{path.name}.upgrading-*"):
        left.unlink()
    report(f"taking {path.name} over to schema {SCHEMA_VERSION}", 0, len(_KEPT))
    with clear(f"taking {path} over to schema {SCHEMA_VERSION}"):
        try:
            with duckdb.connect(str(aside), config={"storage_compatibility_version": schema.STORAGE_VERSION}) as con:
                con.execute("SET TimeZone = 'UTC'")
                schema.create(con)
                con.execute(f"ATTACH {literal(str(path))} AS older (READ_ONLY)")
                _take_over(con)
                con.execute("DETACH older")
                con.execute("CHECKPOINT")
            sync_file(aside)
            reach("upgrade.before_rename")
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
        sync_dir(path.parent)
    report(f"taking {path.name} over to schema {SCHEMA_VERSION}", len(_KEPT), len(_KEPT))


def _take_over(con: duckdb.DuckDBPyConnection) -> None:
    held: dict[str, list[str]] = {}
    for table, column in con.execute("SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = 'older'").fetchall():
        held.setdefault(table, []).append(column)
    for table in (name for name in _KEPT if name in held):
        con.execute(f"INSERT INTO {table} SELECT {values(table, held[table], 'o')} FROM older.{table} o")  # noqa: S608 - names are the records'
        if _rows(con, table) != _rows(con, f"older.{table}"):
            raise StoreError(f"rows of {table} were lost")
    con.execute("INSERT INTO loaded_batch FROM older.loaded_batch")


def _rows(con: duckdb.DuckDBPyConnection, table: str) -> int:
    row = con.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    return int(row[0]) if row else 0
