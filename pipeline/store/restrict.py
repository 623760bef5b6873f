"""Narrows tables to what changed, so that a SELECT written for the whole warehouse runs over that part alone.

While a block of `narrowed` runs, temporary views stand before the tables of the same name and show only the rows that belong to pending ids;
SQL that names the tables, also through a view, sees the part.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from pipeline.store.changes import BY_LOAD, BY_RELATE
from pipeline.store.found import located
from pipeline.store.tables import TABLES, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import duckdb

    from pipeline.store.changes import Pending

GRAINS: Final = ("version", "article", "story", "day", "month")
"""What a part of the warehouse may be cut by. An article without a story is a story of its own; articles without a date are in every month."""

CHANGE: Final = "change"
"""What checks are asked of: whatever changed, by its own id."""

_AROUND: Final = "around"
"""The versions of all that is pending, by whatever grain: rows of theirs are looked for in a table once, and each grain's among them."""

_SHOWN: Final[Mapping[str, Mapping[str, str]]] = {
    "version": {"version_id": "version"},
    "article": {"version_id": "version", "article_id": "article"},
    "story": {"story_key": "story", "version_id": "version", "article_id": "article", "story_id": "story"},
    "day": {"version_id": "version", "article_id": "article", "day": "day"},
    "month": {"version_id": "version", "article_id": "article", "month": "month"},
    "change": {"page_id": "page", "story_id": "story", "article_id": "article", "version_id": "version"},
}
"""By grain: the first of these columns that a table has says which of its rows are shown. A table with none of them stays whole."""

_MANY: Final = ("day", "month")  # grains whose part of the warehouse may be a large one
_LONG: Final = "article_version"  # its text is dear to read: rows that lie far from wanted ones are not touched
_NEAR: Final = 20_000  # rows; two wanted ones that lie closer are read with those between them
_ISLANDS: Final = 200  # more stretches than this and the table is read whole


def gather(con: duckdb.DuckDBPyConnection, grain: str, pending: Pending, again: Iterable[str] = ()) -> int:
    """Put the pending ids of a grain, and of all that belongs to them, into temporary tables `pending_<what>`; how many of the grain.

    `again` are SELECTs of further ids of the grain. Where the connection gathered the same changes last, that is shown again.
    """
    sign = "" if again else _sign(con, pending)
    if (count := _shown_again(con, grain, sign)) is not None:
        return count
    if sign:
        _gather_around(con, pending, sign)
    count = _gather(con, grain, pending, again)
    _note(con, grain, sign)
    return count


def _gather_around(con: duckdb.DuckDBPyConnection, pending: Pending, sign: str) -> None:
    """The versions of the stories that anything is pending of, and those pending themselves: no grain that is gathered by these changes has others."""
    if _is_gathered(con, _AROUND, sign):
        return
    _gather(con, "story", pending, ())
    _note(con, "story", sign)
    _hold(con, _AROUND, "version", ["FROM pending_version", pending.ids("version")])
    _note(con, _AROUND, sign)


def _gather(con: duckdb.DuckDBPyConnection, grain: str, pending: Pending, again: Iterable[str]) -> int:
    related = f"{pending.ids('related')} UNION SELECT article_id FROM article WHERE outlet_id IN ({pending.ids('outlet')})"  # noqa: S608 - code's own SQL
    if grain == "version":
        return _hold(con, grain, "version", [pending.ids("version"), *again])
    _hold(con, grain, "article", [related])
    if grain == "story":
        of_articles = "SELECT story_id FROM article_story WHERE article_id IN (FROM pending_article)"
        count = _hold(con, grain, "story", [pending.ids("story"), "FROM pending_article", of_articles, *again])
        members = "SELECT article_id FROM article_story WHERE story_id IN (FROM pending_story)"
        in_stories = "SELECT article_id FROM article_story WHERE article_id IN (FROM pending_story)"
        _hold(
            con,
            grain,
            "article",
            [
                members,
                f"SELECT article_id FROM article WHERE article_id IN (FROM pending_story) AND article_id NOT IN ({in_stories})",  # noqa: S608
            ],
        )
    elif grain == "article":
        count = _hold(con, grain, "article", ["FROM pending_article", *again])
    else:
        count = _hold_days(con, grain, pending)
    _hold(con, grain, "version", ["SELECT version_id FROM article_version WHERE article_id IN (FROM pending_article)"])
    return count


def gather_changes(con: duckdb.DuckDBPyConnection, pending: Pending) -> None:
    """Put all that is pending into temporary tables, for `narrowed` by the grain `change`: facts of changed versions, rows of changed articles."""
    sign = _sign(con, pending)
    if _shown_again(con, CHANGE, sign) is not None:
        return
    _gather_around(con, pending, sign)
    _hold(con, CHANGE, "version", [pending.ids("version")])
    of_versions = "SELECT article_id FROM article_version WHERE version_id IN (FROM pending_version)"
    _hold(con, CHANGE, "article", [pending.ids("article"), pending.ids("related"), of_versions])
    _hold(con, CHANGE, "story", [pending.ids("story"), "SELECT story_id FROM article_story WHERE article_id IN (FROM pending_article)"])
    _hold(con, CHANGE, "page", [pending.ids("page"), "SELECT page_id FROM page WHERE article_id IN (FROM pending_article)"])
    _note(con, CHANGE, sign)


def _sign(con: duckdb.DuckDBPyConnection, pending: Pending) -> str:
    """What tells the pending changes from others: consumers have read up to different places of the log, and mostly the same is left for them."""
    scopes = ", ".join(f"'{scope}'" for scope in (*BY_LOAD, *BY_RELATE))
    row = con.execute(f"SELECT count(*), min(seq), max(seq) FROM change_log WHERE seq > {pending.after} AND scope IN ({scopes})").fetchone()  # noqa: S608
    return repr(row)


def _note(con: duckdb.DuckDBPyConnection, grain: str, sign: str) -> None:
    """Remember what was gathered for a grain, and forget the rows cut for what was gathered before."""
    for name in _temporary(con, f"part_{grain}_"):
        con.execute(f"DROP TABLE temp.{quoted(name)}")
    con.execute("DELETE FROM gathered WHERE grain = ?", [grain])
    con.execute("INSERT INTO gathered VALUES (?, ?)", [grain, sign])


def _shown_again(con: duckdb.DuckDBPyConnection, grain: str, sign: str) -> int | None:
    """Show what was gathered for the changes of this sign before, and answer how many ids of the grain that were; None where it was for others.

    What further ids were gathered with has no sign, and is not shown again.
    """
    if not _is_gathered(con, grain, sign):
        return None
    prefix = f"held_{grain}_"
    counts = {what: _show(con, grain, what) for what in (name.removeprefix(prefix) for name in _temporary(con, prefix))}
    return max(counts.get(grain, 0), int(grain == "month" and counts["article"] > 0))


def _is_gathered(con: duckdb.DuckDBPyConnection, grain: str, sign: str) -> bool:
    con.execute("CREATE TEMP TABLE IF NOT EXISTS gathered (grain VARCHAR, sign VARCHAR)")
    return bool(sign) and con.execute("SELECT 1 FROM gathered WHERE grain = ? AND sign = ?", [grain, sign]).fetchone() is not None


def _hold_days(con: duckdb.DuckDBPyConnection, grain: str, pending: Pending) -> int:
    listed = [f"SELECT id::DATE FROM ({pending.ids('day')}) WHERE id IS NOT NULL"]  # noqa: S608
    listed.append("SELECT published_at::DATE FROM article WHERE article_id IN (FROM pending_article) AND published_at IS NOT NULL")
    if grain == "day":
        listed.append(f"SELECT id::DATE FROM ({pending.ids('look_day')})")  # noqa: S608
        count = _hold(con, grain, "day", listed)
        _hold(con, grain, "article", ["SELECT article_id FROM article WHERE published_at::DATE IN (FROM pending_day)"])
        return count
    anything = con.execute("SELECT 1 FROM pending_article LIMIT 1").fetchone() is not None
    count = _hold(con, grain, "month", [f"SELECT DISTINCT date_trunc('month', day)::DATE FROM ({' UNION '.join(listed)}) days(day)"])  # noqa: S608
    in_months = "date_trunc('month', published_at)::DATE IN (FROM pending_month)"
    _hold(con, grain, "article", [f"SELECT article_id FROM article WHERE published_at IS NULL OR {in_months}"])  # noqa: S608
    return max(count, int(anything))


def _hold(con: duckdb.DuckDBPyConnection, grain: str, what: str, selects: list[str]) -> int:
    """Keep ids for a grain and show them as `pending_<what>`; how many."""
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE held_new AS SELECT DISTINCT id FROM ({' UNION ALL '.join(f'({one})' for one in selects)}) found(id)"  # noqa: S608
    )
    con.execute(f"DROP TABLE IF EXISTS temp.held_{grain}_{what}")
    con.execute(f"ALTER TABLE temp.held_new RENAME TO held_{grain}_{what}")
    return _show(con, grain, what)


def _show(con: duckdb.DuckDBPyConnection, grain: str, what: str) -> int:
    con.execute(f"CREATE OR REPLACE TEMP VIEW pending_{what} AS FROM temp.held_{grain}_{what}")
    row = con.execute(f"SELECT count(*) FROM pending_{what}").fetchone()  # noqa: S608
    return int(row[0]) if row else 0


@contextmanager
def narrowed(con: duckdb.DuckDBPyConnection, grain: str, tables: Mapping[str, str], *, whole: bool = False) -> Iterator[None]:
    """Let SQL of the block see, under these names, only the rows of these tables that belong to the ids gathered; all rows if `whole`."""
    main = main_schema(con)
    # Few rows are copied: a SELECT that names a table five times then finds them once, and is planned for as few as there are.
    copied = not whole and grain not in _MANY
    made: list[str] = []
    try:
        for name, table in sorted(tables.items()):
            rows = "" if whole else part(con, grain, table)
            if rows or name != table:
                if rows and copied:
                    select = _cut(con, grain, table, rows)
                else:
                    select = f"SELECT * FROM {main}.{quoted(table)} WHERE {_near(con, table, rows) if rows else 'true'}"  # noqa: S608
                con.execute(f"CREATE OR REPLACE TEMP VIEW {quoted(name)} AS {select}")
                made.append(name)
        yield
    finally:
        for name in made:
            con.execute(f"DROP VIEW IF EXISTS temp.{quoted(name)}")


def _cut(con: duckdb.DuckDBPyConnection, grain: str, table: str, rows: str) -> str:
    """A SELECT of a table's rows of the ids gathered, kept until others are gathered or, of a mart, until it is changed."""
    held = f"part_{grain}_{table}"
    if held in _temporary(con, held):
        return f"FROM temp.{quoted(held)}"
    source = f"{main_schema(con)}.{quoted(table)}"
    if table == _LONG:
        rows = _near(con, table, rows)
    elif table in TABLES and rows == mine("version_id", "version") and _lies_around(con, grain):
        source = _around(con, table)
    elif _is_table(con, table):
        rows = located(source, rows)
    else:
        return f"SELECT * FROM {source} WHERE {rows}"  # noqa: S608
    con.execute(f"CREATE TEMP TABLE {quoted(held)} AS SELECT * FROM {source} WHERE {rows}")  # noqa: S608
    return f"FROM temp.{quoted(held)}"


def keep(con: duckdb.DuckDBPyConnection, grain: str, mart: str, rows: str) -> None:
    """Take a temporary table for the rows of a mart that belong to the ids gathered: those it was just given."""
    con.execute(f"ALTER TABLE temp.{quoted(rows)} RENAME TO {quoted(f'part_{grain}_{mart}')}")


def forget(con: duckdb.DuckDBPyConnection, mart: str) -> None:
    """Drop the rows cut from a mart: it is about to change, or did."""
    for grain in (*GRAINS, CHANGE):
        con.execute(f"DROP TABLE IF EXISTS temp.{quoted(f'part_{grain}_{mart}')}")


def _lies_around(con: duckdb.DuckDBPyConnection, grain: str) -> bool:
    """Whether what was gathered for a grain last is of the same changes as what was gathered around."""
    same = "SELECT 1 FROM gathered g JOIN gathered a ON a.sign = g.sign WHERE g.grain = ? AND a.grain = ?"
    return con.execute(same, [grain, _AROUND]).fetchone() is not None


def _around(con: duckdb.DuckDBPyConnection, table: str) -> str:
    """The temporary table of all rows around."""
    held, source = f"part_{_AROUND}_{table}", f"{main_schema(con)}.{quoted(table)}"
    if held not in _temporary(con, held):
        found = located(source, f"version_id IN (FROM temp.held_{_AROUND}_version)")
        con.execute(f"CREATE TEMP TABLE {quoted(held)} AS SELECT * FROM {source} WHERE {found}")  # noqa: S608
    return f"temp.{quoted(held)}"


def part(con: duckdb.DuckDBPyConnection, grain: str, table: str) -> str:
    """The condition that a table's rows of the pending ids fulfil; empty where the table has no column of the grain."""
    has = {row[0] for row in con.execute(f"DESCRIBE {main_schema(con)}.{quoted(table)}").fetchall()}
    column = next((name for name in _SHOWN[grain] if name in has), None)
    if column is None:
        return ""
    return mine(column, _SHOWN[grain][column])


def _near(con: duckdb.DuckDBPyConnection, table: str, rows: str) -> str:
    """The same rows, of a table of long ones by the stretches in which they lie."""
    return f"{rows} AND ({_stretches(con, rows)})" if table == _LONG else rows


def mine(column: str, what: str) -> str:
    """The condition that a column holds a pending id."""
    found = f"{quoted(column)} IN (FROM pending_{what})"
    return f"({found} OR {quoted(column)} IS NULL)" if what == "month" else found


def _stretches(con: duckdb.DuckDBPyConnection, rows: str) -> str:
    found = con.execute(
        f"SELECT min(r), max(r) FROM (SELECT r, count(*) FILTER (apart) OVER (ORDER BY r ROWS UNBOUNDED PRECEDING) AS island FROM "  # noqa: S608
        f"(SELECT rowid AS r, coalesce(rowid - lag(rowid) OVER (ORDER BY rowid) > {_NEAR}, false) AS apart FROM {main_schema(con)}.{_LONG} WHERE {rows})) "
        "GROUP BY island ORDER BY 1"
    ).fetchall()
    if len(found) > _ISLANDS:
        return "true"
    return " OR ".join(f"rowid BETWEEN {first} AND {last}" for first, last in found) or "false"


def _temporary(con: duckdb.DuckDBPyConnection, prefix: str) -> list[str]:
    """Names of the temporary tables that begin so."""
    listed = "SELECT table_name FROM duckdb_tables() WHERE database_name = 'temp' AND starts_with(table_name, ?)"
    return [row[0] for row in con.execute(listed, [prefix]).fetchall()]


def _is_table(con: duckdb.DuckDBPyConnection, name: str) -> bool:
    held = "SELECT 1 FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = 'main' AND table_name = ?"
    return con.execute(held, [name]).fetchone() is not None


def main_schema(con: duckdb.DuckDBPyConnection) -> str:
    """The schema of the open file, quoted: a name beginning with it is no temporary table's."""
    row = con.execute("SELECT current_database()").fetchone()
    return f"{quoted(row[0] if row else 'memory')}.main"
