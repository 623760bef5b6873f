"""Publishing to a lake: the published file's tables, views and marts, as one snapshot in one transaction.

What is published there is what `current.duckdb` shows. Killed before the commit, the lake shows the publication before; killed after, nothing is
left to do. The row of `publication` goes and comes with every publication, so that of two writers at once one fails, and writes nothing.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import duckdb

from pipeline.store import lake_copy, marts
from pipeline.store.build import literal
from pipeline.store.errors import StoreError
from pipeline.store.failures import clear
from pipeline.store.lake import AUTHOR, NAME, Lake, connect, held, now
from pipeline.store.points import reach
from pipeline.store.publish import published
from pipeline.store.snapshots import published_at
from pipeline.store.sql_files import files
from pipeline.store.tables import TABLES

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.settings import Settings
    from pipeline.store.lake import LakeSnapshot
    from pipeline.store.lake_copy import Shape, State

_SIGNED = "publication"
_SMALL = 100_000_000  # bytes: files below are merged when a table has come to `_MANY`
_MANY = 30
_READING = timedelta(days=1)  # how long a file outlives the last snapshot that shows it: whoever opened that one may still read
_WRITING = timedelta(days=7)  # how old a file nobody knows must be: it may belong to a transaction that is under way


@dataclass(frozen=True, slots=True, kw_only=True)
class LakePublished:
    """What a lake shows. `changed` is false where it showed the same before; rows `inserted` and `deleted` are over all tables."""

    snapshot: str
    version: int
    changed: bool
    inserted: int
    deleted: int
    tables: int


def publish_lake(settings: Settings) -> LakePublished:
    """Put what `settings.current` shows into the lake of the settings, unless that shows it already; snapshots too many are let go.

    Hold the writer's lock. Raises `StoreError` where no lake is set or reached, nothing is published yet, another wrote to the lake meanwhile,
    or it shows a later publication; the lake is then as it was.
    """
    lake = Lake.of(settings)
    shown = published(settings.current)
    if shown is None:
        raise StoreError(f"there is no published warehouse {settings.current}. Run `masthead run` first.")
    con = connect(lake)
    try:
        with clear(f"publishing to the lake {lake.catalog}"):
            con.execute(f"ATTACH {literal(str(settings.current))} AS {lake_copy.SOURCE} (READ_ONLY)")
            done = _write(con, lake, shown[0])
            if done.changed:
                tidy(con, settings.lake_snapshots, now())
    finally:
        con.close()
    return done


def tidy(con: duckdb.DuckDBPyConnection, keep: int, at: datetime) -> None:
    """Let go of all but the newest publication and `keep` before it, merge small files, and remove files that nobody has shown for a day."""
    last = held(con)[-keep - 1 :]
    if last:
        older = con.execute(f"SELECT snapshot_id FROM ducklake_snapshots('{NAME}') WHERE snapshot_id < ?", [last[0].version]).fetchall()  # noqa: S608
        if older:
            versions = ", ".join(str(version) for (version,) in older)
            con.execute(f"CALL ducklake_expire_snapshots('{NAME}', versions => [{versions}])")
    many = con.execute(f"SELECT table_name FROM ducklake_table_info('{NAME}') WHERE file_count > {_MANY}").fetchall()  # noqa: S608
    for (table,) in many:
        con.execute(f"CALL ducklake_merge_adjacent_files('{NAME}', {literal(table)}, max_file_size => {_SMALL})")
    con.execute(f"CALL ducklake_rewrite_data_files('{NAME}', delete_threshold => 0.5)")
    con.execute(f"CALL ducklake_cleanup_old_files('{NAME}', older_than => TIMESTAMPTZ '{at - _READING}')")
    con.execute(f"CALL ducklake_delete_orphaned_files('{NAME}', older_than => TIMESTAMPTZ '{at - _WRITING}')")


def _write(con: duckdb.DuckDBPyConnection, lake: Lake, snapshot: str) -> LakePublished:
    con.execute(f"CALL {NAME}.set_option('parquet_compression', 'zstd')")
    con.execute("BEGIN")
    try:
        before = held(con)
        if before and before[-1].name == snapshot:
            con.execute("ROLLBACK")
            return LakePublished(snapshot=snapshot, version=before[-1].version, changed=False, inserted=0, deleted=0, tables=0)
        _refuse_older(lake, before, snapshot)
        done = _copy_all(con, _noted(con, before))
        noted = json.dumps({"tables": lake_copy.told({name: one.state for name, one in done.items()})})
        con.execute(f"CALL ducklake_set_commit_message('{NAME}', {literal(AUTHOR)}, {literal(snapshot)}, extra_info => {literal(noted)})")
        reach("lake.before_commit")
        con.execute("COMMIT")
    except BaseException:
        with suppress(duckdb.Error):  # a commit that failed has ended it
            con.execute("ROLLBACK")
        raise
    reach("lake.after_commit")
    return LakePublished(
        snapshot=snapshot,
        version=held(con)[-1].version,
        changed=True,
        inserted=sum(one.inserted for one in done.values()),
        deleted=sum(one.deleted for one in done.values()),
        tables=len(done),
    )


def _copy_all(con: duckdb.DuckDBPyConnection, noted: dict[str, State]) -> dict[str, lake_copy.Copied]:
    """Tables first, then views after what they read; what the file no longer has goes."""
    wanted, there = _wanted(con), lake_copy.shapes(con, NAME)
    for name in there.keys() - wanted.keys():
        lake_copy.drop(con, there[name])
    return {name: lake_copy.copy(con, shape, there.get(name), noted.get(name)) for name, shape in wanted.items()}


def _wanted(con: duckdb.DuckDBPyConnection) -> dict[str, Shape]:
    """What readers are shown: tables of the schema, marts, and what was published; not the tables the store works with."""
    found = lake_copy.shapes(con, lake_copy.SOURCE)
    known = {*TABLES, *files("marts"), _SIGNED}
    views = [one.name for one in marts.marts() if one.name in found and found[one.name].view is not None]
    tables = sorted(name for name, shape in found.items() if name in known and shape.view is None)
    return {name: found[name] for name in (*tables, *views)}


def _noted(con: duckdb.DuckDBPyConnection, before: list[LakeSnapshot]) -> dict[str, State]:
    """What the last publication noted of each table."""
    if not before:
        return {}
    row = con.execute(
        f"SELECT commit_extra_info FROM ducklake_snapshots('{NAME}') WHERE snapshot_id = ?",  # noqa: S608
        [before[-1].version],
    ).fetchone()
    with suppress(ValueError):
        told = json.loads(row[0] if row and row[0] else "{}")
        return lake_copy.read(told.get("tables") if isinstance(told, dict) else None)
    return {}


def _refuse_older(lake: Lake, before: list[LakeSnapshot], snapshot: str) -> None:
    """A lake has one writer: whoever finds a later publication there is not the one."""
    at = published_at(snapshot)
    if before and at and before[-1].published_at > at:
        raise StoreError(
            f"the lake {lake.catalog} shows a publication of {before[-1].published_at:%Y-%m-%d %H:%M:%S} UTC, which is later than this "
            "warehouse's: another one is published there. Give each warehouse a lake of its own."
        )
