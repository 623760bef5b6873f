"""Parts of a table: written anew for some ids, while all other rows stay as they are."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.store.tables import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import duckdb
    import polars as pl


@contextmanager
def registered(con: duckdb.DuckDBPyConnection, frames: Mapping[str, pl.DataFrame]) -> Iterator[None]:
    """Let SQL name frames as if they were tables, for the time of a block."""
    try:
        for name, frame in frames.items():
            con.register(name, frame)
        yield
    finally:
        for name in frames:
            con.unregister(name)


def rewrite(con: duckdb.DuckDBPyConnection, table: str, column: str, ids: pl.DataFrame, rows: pl.DataFrame | None) -> None:
    """Delete the rows whose `column` is among the one column of `ids`, then put in `rows`, whose columns have the table's names and types."""
    with registered(con, {"gone_ids": ids}):
        con.execute(f"DELETE FROM {table} WHERE {quoted(column)} IN (FROM gone_ids)")  # noqa: S608 - names are code
    if rows is not None and rows.height:
        with registered(con, {"new_rows": rows}):
            con.execute(f"INSERT INTO {table} BY NAME FROM new_rows")
