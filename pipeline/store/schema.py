"""Makes a new warehouse file, and tells whether an old one has the tables this code writes to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.store.errors import SchemaMismatchError
from pipeline.store.sql_files import sql_dir
from pipeline.store.tables import SCHEMA_VERSION, TABLES, columns

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

STORAGE_VERSION = "v1.2.0"
"""The oldest file format with zstd for text: without naming it DuckDB writes one that ignores the wish, and files are 100 times larger."""

OWN_TABLES = (
    "loaded_batch",
    "change_log",
    "seen",
    "table_sum",
    "publication",
    "schema_version",
    "sketch",
    "furniture",
    "overlap",
    "story_group",
)
"""Tables of the store itself, which no record describes."""


def create(con: duckdb.DuckDBPyConnection) -> None:
    """Make all tables in an empty file, in one transaction."""
    con.execute("BEGIN")
    for path in sorted((sql_dir() / "schema").glob("*.sql")):
        con.execute(path.read_text(encoding="utf-8"))
    con.execute("INSERT INTO schema_version VALUES (?, ?)", [SCHEMA_VERSION, datetime.now(UTC).replace(tzinfo=None)])
    con.execute("COMMIT")


def is_new(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the file holds nothing yet."""
    return con.execute("SELECT 1 FROM duckdb_tables() WHERE NOT internal LIMIT 1").fetchone() is None


def version(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    """The version of the file's tables. Raises `SchemaMismatchError` if it is no warehouse, or one of newer code."""
    if con.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'schema_version'").fetchone() is None:
        raise SchemaMismatchError(f"{path} is no warehouse of masthead: it has other tables. Move it away.")
    row = con.execute("SELECT max(version) FROM schema_version").fetchone()
    held = int(row[0]) if row and row[0] is not None else 0
    if held > SCHEMA_VERSION:
        raise SchemaMismatchError(f"{path} was written by newer code (schema {held}, this is {SCHEMA_VERSION}): update masthead.")
    return held


def verify(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Raise `SchemaMismatchError` unless the file's tables are those of this code."""
    held: dict[str, list[str]] = {}
    for table, column in con.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal ORDER BY table_name, column_index"
    ).fetchall():
        held.setdefault(table, []).append(column)
    older = version(con, path) < SCHEMA_VERSION
    other = [table for table, record in TABLES.items() if held.get(table) != [column.name for column in columns(record)]]
    if older or other:
        which = f" with other columns in {', '.join(other)}" if other else ""
        raise SchemaMismatchError(
            f"{path} was written by older code{which}. The next `masthead run` takes it over; if that is what failed, move it away: "
            "it is made again from the batches."
        )
