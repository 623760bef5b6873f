"""Marts that add up the rows of another, kept true as these come and go: what a day costs hangs on what it changed, not on how much is held.

The header of such a mart names the mart it adds up and the columns that are sums; all others are its keys::

    -- refresh: sums
    -- sums cited_words: n

Its SELECT must give of two sets of rows together the sums of what it gives of each. So it may count an article once only where the other mart
has all rows of one article come and go together, as those do that are refreshed by article or by what articles belong to. A row whose sums are
all 0 stands for nothing and is not kept. Fractions have four decimals, as weights have: sums are rounded to them, and are the same in any order.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.store.restrict import forget
from pipeline.store.tables import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

    from pipeline.store.marts import Mart

_DECIMALS = 4


@contextmanager
def followed(con: duckdb.DuckDBPyConnection, source: Mart, sums: Sequence[Mart], gone: str, made: str) -> Iterator[None]:
    """Around a block that takes rows out of a mart and puts others in: do the same to these sums over it, in the caller's transaction.

    `gone` selects the rows that the block takes out, before it does, and `made` those that it has put in.
    """
    for one in sums:
        _add_up(con, one, source, gone, "lost")
    yield
    for one in sums:
        _add_up(con, one, source, made, "won")
        _move(con, one, one.sums[source.name])
        con.execute(f"DROP TABLE temp.{quoted(f'lost_{one.name}')}; DROP TABLE temp.{quoted(f'won_{one.name}')}")


def _add_up(con: duckdb.DuckDBPyConnection, wanted: Mart, source: Mart, rows: str, what: str) -> None:
    """What the mart's SELECT gives of these rows of its source, as a temporary table."""
    con.execute(f"CREATE OR REPLACE TEMP VIEW {quoted(source.name)} AS {rows}")
    try:
        con.execute(f"CREATE OR REPLACE TEMP TABLE {quoted(f'{what}_{wanted.name}')} AS {wanted.select}")
    finally:
        con.execute(f"DROP VIEW temp.{quoted(source.name)}")


def _move(con: duckdb.DuckDBPyConnection, wanted: Mart, sums: Sequence[str]) -> None:
    """Add what was won and take away what was lost."""
    name, keys = quoted(wanted.name), [quoted(column) for column in wanted.columns if column not in sums]
    kinds = dict(
        con.execute("SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? AND NOT internal", [wanted.name]).fetchall()
    )

    def exact(column: str, total: str) -> str:
        return f"round({total}, {_DECIMALS})" if kinds[column] == "DOUBLE" else f"CAST({total} AS {kinds[column]})"

    by, of_moved = ", ".join(keys), ", ".join(f"m.{key}" for key in keys)
    listed, taken = (", ".join([by, *(f"{sign}{quoted(column)} AS {quoted(column)}" for column in sums)]) for sign in ("", "-"))
    moved = f"SELECT {listed} FROM temp.{quoted(f'won_{wanted.name}')} UNION ALL SELECT {taken} FROM temp.{quoted(f'lost_{wanted.name}')}"  # noqa: S608 - names are those of files
    added = ", ".join(f"{exact(column, f'sum({quoted(column)})')} AS {quoted(column)}" for column in sums)
    some = " OR ".join(f"{quoted(column)} <> 0" for column in sums)
    together = ", ".join(f"{exact(column, f'coalesce(t.{quoted(column)}, 0) + m.{quoted(column)}')} AS {quoted(column)}" for column in sums)
    same = " AND ".join(f"t.{key} IS NOT DISTINCT FROM m.{key}" for key in keys)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE summed AS SELECT t.rowid AS held_at, {of_moved}, {together} "  # noqa: S608
        f"FROM (FROM (SELECT {by}, {added} FROM ({moved}) GROUP BY {by}) WHERE {some}) m LEFT JOIN {name} t ON {same}"
    )
    con.execute(f"DELETE FROM {name} WHERE rowid IN (SELECT held_at FROM summed)")  # noqa: S608
    con.execute(f"INSERT INTO {name} ({by}, {', '.join(map(quoted, sums))}) SELECT * EXCLUDE (held_at) FROM summed WHERE {some}")  # noqa: S608
    con.execute("DROP TABLE temp.summed")
    forget(con, wanted.name)
