"""Makes marts in a warehouse file, with their comments, and drops those whose file is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.store.errors import StoreError
from pipeline.store.failures import clear
from pipeline.store.schema import OWN_TABLES
from pipeline.store.sql_files import files
from pipeline.store.tables import TABLES, quoted

if TYPE_CHECKING:
    import duckdb

    from pipeline.store.marts import Mart


def build(con: duckdb.DuckDBPyConnection, wanted: Mart) -> int:
    """Make or replace a mart, with its comments; its number of rows. The marts it reads must be there.

    Raises `StoreError` if the SQL fails, or if the columns are not those the header describes.
    """
    name = quoted(wanted.name)
    kind = wanted.kind.upper()
    with clear(f"building the mart {wanted.name}"):
        row = con.execute("SELECT table_type FROM information_schema.tables WHERE table_name = ?", [wanted.name]).fetchone()
        if row and (row[0] == "VIEW") != (kind == "VIEW"):
            con.execute(f"DROP {'VIEW' if row[0] == 'VIEW' else 'TABLE'} {name}")
        con.execute(f"CREATE OR REPLACE {kind} {name} AS {wanted.select}")
        has = [found[0] for found in con.execute(f"DESCRIBE {name}").fetchall()]
        if set(has) != set(wanted.columns):
            missing, further = sorted(set(has) - set(wanted.columns)), sorted(set(wanted.columns) - set(has))
            raise StoreError(
                f"mart {wanted.name}: columns not described: {missing or 'none'}; described and not there: {further or 'none'}"
            )
        con.execute(f"COMMENT ON {kind} {name} IS {literal(f'{wanted.answers} Grain: {wanted.grain}.')}")
        for column, about in wanted.columns.items():
            con.execute(f"COMMENT ON COLUMN {name}.{quoted(column)} IS {literal(about)}")
        count = con.execute(f"SELECT count(*) FROM {name}").fetchone()  # noqa: S608
    return int(count[0]) if count else 0


def drop_unknown(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Drop tables and views that neither schema nor marts know: marts whose file is gone. Their names."""
    known = {*TABLES, *OWN_TABLES, *files("marts")}
    found = con.execute("SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = 'main' ORDER BY 1").fetchall()
    gone = [(name, kind) for name, kind in found if name not in known]
    for name, kind in gone:
        con.execute(f"DROP {'VIEW' if kind == 'VIEW' else 'TABLE'} IF EXISTS {quoted(name)}")
    return [name for name, _ in gone]


def literal(text: str) -> str:
    """A SQL string: COMMENT ON takes no parameters."""
    return "'" + text.replace("'", "''") + "'"
