"""Asks the promises of a warehouse file, of what changed since each last held."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING

import duckdb

from pipeline.store import changes
from pipeline.store.checks import checks
from pipeline.store.failures import clear
from pipeline.store.restrict import gather_changes, narrowed

if TYPE_CHECKING:
    import polars as pl

    from pipeline.store.checks import Check


def run(con: duckdb.DuckDBPyConnection, promise: Check, *, limit: int = 1_000, whole: bool = False, noted: bool = True) -> pl.DataFrame:
    """The rows that break a promise, `limit` at most; none is a pass.

    Asked of what changed since it last held, where its SQL says so; of the whole warehouse with `whole`, and where it never held in these
    words. Where it holds, that is `noted` for the next time; if not, or in a file that is only read, the whole warehouse is asked.
    """
    with clear(f"check {promise.name}"):
        if not promise.changed:
            return _ask(con, promise, limit)
        if not noted or _read_only(con):
            with narrowed(con, "change", {f"changed_{table}": table for table in promise.changed}, whole=True):
                return _ask(con, promise, limit)
        con.execute("BEGIN")
        try:
            broken = _ask_changed(con, promise, limit, whole=whole)
            con.execute("COMMIT")
        except BaseException:
            with suppress(duckdb.Error):  # a full disk may have ended it already
                con.execute("ROLLBACK")
            raise
        return broken


def consumer(name: str) -> str:
    """As whom a check reads the log of changes."""
    return f"check {name}"


def forget_unknown(con: duckdb.DuckDBPyConnection) -> None:
    """Checks whose file is gone, or that ask the whole warehouse now, keep no changes waiting any more."""
    known = [consumer(one.name) for one in checks() if one.changed]
    for (name,) in con.execute(
        "SELECT consumer FROM seen WHERE consumer LIKE 'check %' AND NOT list_contains(?, consumer)", [known]
    ).fetchall():
        changes.forget(con, name)


def _ask_changed(con: duckdb.DuckDBPyConnection, promise: Check, limit: int, *, whole: bool) -> pl.DataFrame:
    code = hashlib.blake2b(f"{promise.select}\x1f{sorted(promise.params.items())}".encode(), digest_size=12).hexdigest()
    pending = changes.pending(con, consumer(promise.name), code)
    everything = whole or pending.everything
    if not everything:
        gather_changes(con, pending)
    with narrowed(con, "change", {f"changed_{table}": table for table in promise.changed}, whole=everything):
        broken = _ask(con, promise, limit)
    if broken.is_empty():
        changes.done(con, consumer(promise.name), code)
    elif everything:
        changes.forget(con, consumer(promise.name))  # what is broken may lie anywhere
    return broken


def _read_only(con: duckdb.DuckDBPyConnection) -> bool:
    row = con.execute("SELECT readonly FROM duckdb_databases() WHERE database_name = current_database()").fetchone()
    return bool(row and row[0])


def _ask(con: duckdb.DuckDBPyConnection, promise: Check, limit: int) -> pl.DataFrame:
    return con.sql(f"SELECT * FROM (\n{promise.select}\n) LIMIT {int(limit)}", params=promise.params or None).pl()  # noqa: S608 - the project's SQL
