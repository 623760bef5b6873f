"""Makes marts in a warehouse file, with their comments, keeps them up with what changed, and drops those whose file is gone."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING

import duckdb

from pipeline.store import changes
from pipeline.store.errors import StoreError
from pipeline.store.failures import clear
from pipeline.store.marts import foundations, mart, readers, sources, summing
from pipeline.store.restrict import forget, gather, keep, main_schema, mine, narrowed
from pipeline.store.schema import OWN_TABLES
from pipeline.store.sql_files import files
from pipeline.store.sums import followed
from pipeline.store.tables import TABLES, quoted

if TYPE_CHECKING:
    from pipeline.store.changes import Pending
    from pipeline.store.marts import Mart

_COLUMNS = {
    "version": ("version_id",),
    "article": ("article_id",),
    "story": ("story_key", "story_id"),
    "day": ("day",),
    "month": ("month",),
}
"""By grain: the column of a mart that says which rows are of a changed id."""


def build(con: duckdb.DuckDBPyConnection, wanted: Mart, *, whole: bool = False) -> int | None:
    """Bring a mart up to date, in one transaction; its number of rows, of a view None: to count it is to ask it. The marts it reads must be up to date.

    A table is made anew where it, or one it reads, was never made by this code, or with `whole`; else only the rows of what changed are.
    Raises `StoreError` if the SQL fails, or if the columns are not those the header describes.
    """
    with clear(f"building the mart {wanted.name}"):
        con.execute("BEGIN")
        try:
            code = _code(con, wanted)
            pending = changes.pending(con, consumer(wanted.name), code)
            forget(con, wanted.name)
            if whole or pending.everything or not _stands(con, wanted) or _catalogue_changed(con, wanted, pending):
                _make(con, wanted)
            elif wanted.kind == "table" and wanted.refresh == "all":
                _remake(con, wanted)
            elif wanted.kind == "table" and wanted.refresh != "sums":
                _refresh(con, wanted, pending)
            changes.done(con, consumer(wanted.name), code)
            con.execute("COMMIT")
        except BaseException:
            with suppress(duckdb.Error):  # a full disk may have ended it already
                con.execute("ROLLBACK")
            raise
        if wanted.kind == "view":
            return None
        count = con.execute(f"SELECT count(*) FROM {quoted(wanted.name)}").fetchone()  # noqa: S608
    return int(count[0]) if count else 0


def consumer(name: str) -> str:
    """As whom a mart reads the log of changes."""
    return f"mart {name}"


def _code(con: duckdb.DuckDBPyConnection, wanted: Mart) -> str:
    """Hash of the mart's file, of the marts it rests on, and of what they say they depend on: another one, and all is made anew."""
    rests_on = [mart(name) for name in sorted(foundations(wanted.name) & files("marts").keys())]
    parts: list[str] = []
    for one in (wanted, *rests_on):
        parts += [one.select, repr(sorted(one.columns.items())), one.answers, one.grain, one.refresh, one.kind]
        if one.depends:
            parts.append(repr(con.execute(one.depends).fetchall()))
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=12).hexdigest()


def _stands(con: duckdb.DuckDBPyConnection, wanted: Mart) -> bool:
    row = con.execute("SELECT table_type FROM information_schema.tables WHERE table_name = ?", [wanted.name]).fetchone()
    return row is not None and (row[0] == "VIEW") == (wanted.kind == "view")


def _keeps_up(con: duckdb.DuckDBPyConnection, wanted: Mart) -> bool:
    """Whether what stands was made by this code. Else it is made anew at its turn, and its SQL may not fit yet what it rests on."""
    return _stands(con, wanted) and not changes.pending(con, consumer(wanted.name), _code(con, wanted)).everything


def _catalogue_changed(con: duckdb.DuckDBPyConnection, wanted: Mart, pending: Pending) -> bool:
    """An entity's name stands in rows of any day."""
    return "entity" in foundations(wanted.name) and con.execute(f"{pending.ids('entity')} LIMIT 1").fetchone() is not None


def _make(con: duckdb.DuckDBPyConnection, wanted: Mart) -> None:
    name, kind = quoted(wanted.name), wanted.kind.upper()
    row = con.execute("SELECT table_type FROM information_schema.tables WHERE table_name = ?", [wanted.name]).fetchone()
    if row and (row[0] == "VIEW") != (kind == "VIEW"):
        con.execute(f"DROP {'VIEW' if row[0] == 'VIEW' else 'TABLE'} {name}")
    con.execute(f"CREATE OR REPLACE {kind} {name} AS {wanted.select}")
    has = [found[0] for found in con.execute(f"DESCRIBE {name}").fetchall()]
    if set(has) != set(wanted.columns):
        missing, further = sorted(set(has) - set(wanted.columns)), sorted(set(wanted.columns) - set(has))
        raise StoreError(f"mart {wanted.name}: columns not described: {missing or 'none'}; described and not there: {further or 'none'}")
    said = [f"COMMENT ON {kind} {name} IS {literal(f'{wanted.answers} Grain: {wanted.grain}.')}"]
    said += [f"COMMENT ON COLUMN {name}.{quoted(column)} IS {literal(about)}" for column, about in wanted.columns.items()]
    con.execute("; ".join(said))
    for other in summing(wanted.name):
        changes.forget(con, consumer(other))


def _remake(con: duckdb.DuckDBPyConnection, wanted: Mart) -> None:
    """All rows anew; where the header asks for a note of those that differ, only these are touched. No row of such a mart is there twice."""
    name = quoted(wanted.name)
    if not wanted.notes:
        con.execute(f"DELETE FROM {name}")  # noqa: S608 - names are those of files
        con.execute(f"INSERT INTO {name} BY NAME {wanted.select}")
        return
    con.execute(f"CREATE OR REPLACE TEMP TABLE made_anew AS {wanted.select}")
    same = " AND ".join(f"o.{quoted(column)} IS NOT DISTINCT FROM n.{quoted(column)}" for column in wanted.columns)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE gone AS SELECT o.rowid AS held_at, o.* FROM {name} o WHERE NOT EXISTS (FROM made_anew n WHERE {same})"  # noqa: S608
    )
    con.execute(f"CREATE OR REPLACE TEMP TABLE new AS SELECT n.* FROM made_anew n WHERE NOT EXISTS (FROM {name} o WHERE {same})")  # noqa: S608
    con.execute(
        "CREATE OR REPLACE TEMP VIEW differing AS SELECT * EXCLUDE (held_at), false AS is_new FROM gone UNION ALL BY NAME SELECT *, true AS is_new FROM new"
    )
    changes.note(con, consumer(wanted.name), wanted.notes)
    con.execute(f"DELETE FROM {name} WHERE rowid IN (SELECT held_at FROM gone)")  # noqa: S608
    con.execute(f"INSERT INTO {name} BY NAME FROM new")
    con.execute("DROP VIEW differing; DROP TABLE made_anew; DROP TABLE gone; DROP TABLE new")


def _refresh(con: duckdb.DuckDBPyConnection, wanted: Mart, pending: Pending) -> None:
    """The rows of changed ids go and are made anew from the rows of these ids alone."""
    again = [_again(con, other, select, wanted.refresh, pending) for other, select in wanted.again.items()]
    if not gather(con, wanted.refresh, pending, [select for select in again if select]):
        return
    column = next(name for name in _COLUMNS[wanted.refresh] if name in wanted.columns)
    name = quoted(wanted.name)
    held = f"{main_schema(con)}.{name}"
    con.execute(f"CREATE OR REPLACE TEMP TABLE gone AS SELECT rowid AS held_at FROM {held} WHERE {mine(column, wanted.refresh)}")  # noqa: S608 - names are those of files
    gone = "rowid IN (SELECT held_at FROM temp.gone)"
    sums = [one for one in map(mart, summing(wanted.name)) if _keeps_up(con, one)]
    with followed(con, wanted, sums, f"SELECT * FROM {held} WHERE {gone}", "FROM temp.made_anew"):  # noqa: S608
        con.execute(f"DELETE FROM {held} WHERE {gone}")  # noqa: S608
        cut = sources(wanted.name) - wanted.whole - {wanted.name}
        with narrowed(con, wanted.refresh, {table: table for table in cut}):
            con.execute(f"CREATE OR REPLACE TEMP TABLE made_anew AS {wanted.select}")
        con.execute(f"INSERT INTO {held} BY NAME FROM temp.made_anew")
    con.execute("DROP TABLE temp.gone")
    if any(mart(other).refresh == wanted.refresh for other in readers(wanted.name)):
        keep(con, wanted.refresh, wanted.name, "made_anew")
    else:
        con.execute("DROP TABLE temp.made_anew")


def _again(con: duckdb.DuckDBPyConnection, other: str, select: str, grain: str, pending: Pending) -> str:
    """A SELECT of the ids that another mart's changes touch; noted too, so that marts built from this one follow. Empty for none."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE changed AS SELECT DISTINCT id FROM change_log WHERE scope = ? AND seq > ?",
        [consumer(other), pending.after],
    )
    if con.execute("SELECT 1 FROM changed LIMIT 1").fetchone() is None:
        return ""
    table = f"again_{other}"
    con.execute(f"CREATE OR REPLACE TEMP TABLE {quoted(table)} AS SELECT DISTINCT id FROM ({select}) found(id)")  # noqa: S608
    changes.note(con, grain, f"FROM {quoted(table)}")
    return f"FROM {quoted(table)}"


def drop_unknown(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Drop tables and views that neither schema nor marts know: marts whose file is gone. Their names."""
    known = {*TABLES, *OWN_TABLES, *files("marts")}
    found = con.execute("SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = 'main' ORDER BY 1").fetchall()
    gone = [(name, kind) for name, kind in found if name not in known]
    for name, kind in gone:
        con.execute(f"DROP {'VIEW' if kind == 'VIEW' else 'TABLE'} IF EXISTS {quoted(name)}")
        changes.forget(con, consumer(name))
    return [name for name, _ in gone]


def literal(text: str) -> str:
    """A SQL string: COMMENT ON takes no parameters."""
    return "'" + text.replace("'", "''") + "'"
