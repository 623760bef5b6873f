"""The lake: published warehouses as Parquet in a folder or object store, under a DuckLake catalogue that many machines can ask at once.

A lake is told by two settings: `lake`, what DuckLake keeps its catalogue in (`postgres:dbname=... host=...`, or the path of a DuckDB file), and
`lake_data`, where the Parquet goes. One publication is one snapshot of the catalogue, named in its commit message: readers see a whole one.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from pipeline.store import extensions
from pipeline.store.build import literal
from pipeline.store.errors import QueryError, StoreError
from pipeline.store.failures import clear
from pipeline.store.snapshots import picked, published_at

if TYPE_CHECKING:
    from pipeline.settings import Settings

NAME = "lake"
"""Under which a lake is attached."""

AUTHOR = "masthead"
"""Of the snapshots that are publications. Merging files makes snapshots too, which are not."""

METADATA = f"__ducklake_metadata_{NAME}"
"""Under which DuckLake attaches its catalogue beside. Source: DuckLake's own naming."""

_SECRET = re.compile(r"password\s*=|\bpostgres(ql)?://[^@\s]*:[^@\s]*@", re.IGNORECASE)
_POSTGRES = "postgres:"
_REMOTE = re.compile(r"(?P<store>[a-z][a-z0-9+.-]{0,20})://", re.IGNORECASE)
_S3 = {
    "KEY_ID": "AWS_ACCESS_KEY_ID",
    "SECRET": "AWS_SECRET_ACCESS_KEY",
    "SESSION_TOKEN": "AWS_SESSION_TOKEN",
    "REGION": "AWS_REGION",
}
"""Field of DuckDB's S3 secret to environment variable. Source: DuckDB, 'S3 API Support'; AWS, 'Environment variables'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lake:
    """Where a lake is. `catalog` is what follows `ducklake:`; `data` is None where the catalogue's own word is taken."""

    catalog: str
    data: str | None

    @classmethod
    def of(cls, settings: Settings) -> Lake:
        """The lake of the settings; local paths are seen from the data root. Raises `StoreError` where none is set, or it holds a password."""
        if not settings.lake:
            raise StoreError("no lake is set. Set lake (the catalogue) and lake_data (a folder or s3:// address): see docs/lake.md.")
        if _SECRET.search(settings.lake):
            raise StoreError("the setting lake holds a password. Leave it out there: set PGPASSWORD, or write it into ~/.pgpass.")
        catalog = settings.lake
        if not catalog.startswith(_POSTGRES):
            catalog = str(settings.home / Path(catalog).expanduser())
        data = settings.lake_data
        if data and not _REMOTE.match(data):
            data = f"{settings.home / Path(data).expanduser()}/"
        return cls(catalog=catalog, data=data)


@dataclass(frozen=True, slots=True, kw_only=True)
class LakeSnapshot:
    """A publication in a lake. `published_at` is UTC and aware, `version` DuckLake's number for it; `current` is what readers get."""

    name: str
    published_at: datetime
    version: int
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LakeAt:
    """A lake as a publication left it: what `pipeline.store.query.opened` takes in place of a file."""

    lake: Lake
    version: int
    name: str


def connect(lake: Lake, *, version: int | None = None, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection with the lake attached as `lake` and in use; in the state of a snapshot with `version`. Making one where there is none.

    Raises `StoreError` where an extension is not installed, or catalogue or data cannot be reached.
    """
    con = duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
    try:
        con.execute("SET TimeZone = 'UTC'")
        _prepare(con, lake)
        with clear(f"opening the lake {lake.catalog}"):
            con.execute(_attach(lake, version=version, read_only=read_only))
            con.execute(f"USE {NAME}")
    except BaseException:
        con.close()
        raise
    return con


def snapshots(lake: Lake) -> list[LakeSnapshot]:
    """The publications that can be asked, oldest first. Raises `StoreError` as `connect` does, `QueryError` where nothing was published."""
    con = connect(lake, read_only=True)
    try:
        return held(con)
    finally:
        con.close()


def held(con: duckdb.DuckDBPyConnection) -> list[LakeSnapshot]:
    """The publications of the lake that is attached, oldest first."""
    found = con.execute(
        f"SELECT snapshot_id, commit_message FROM ducklake_snapshots('{NAME}') WHERE author = ? ORDER BY snapshot_id",  # noqa: S608 - a constant
        [AUTHOR],
    ).fetchall()
    named = [(version, name, at) for version, name in found if (at := published_at(name))]
    return [
        LakeSnapshot(name=name, published_at=at, version=version, current=number == len(named))
        for number, (version, name, at) in enumerate(named, 1)
    ]


def publication(lake: Lake, when: str | None) -> LakeAt:
    """The newest publication, or the one shown at a day, time or under a name: see `pipeline.store.snapshots.as_of`."""
    found = snapshots(lake)
    if not found:
        raise QueryError(f"nothing is published in the lake {lake.catalog}. Run `masthead run` where it is written.")
    one = found[-1] if when is None else picked(found, when)
    return LakeAt(lake=lake, version=one.version, name=one.name)


def data_path(con: duckdb.DuckDBPyConnection) -> str:
    """Where the attached lake's Parquet is."""
    row = con.execute(f"SELECT value FROM ducklake_options('{NAME}') WHERE option_name = 'data_path'").fetchone()  # noqa: S608
    return str(row[0]) if row else ""


def _attach(lake: Lake, *, version: int | None, read_only: bool) -> str:
    options = ["READ_ONLY" if read_only else "DATA_INLINING_ROW_LIMIT 0"]  # all rows into Parquet, which others can read too
    if lake.data and not read_only:
        options.append(f"DATA_PATH {literal(lake.data)}")
    if version is not None:
        options.append(f"SNAPSHOT_VERSION {version}")
    return f"ATTACH {literal(f'ducklake:{lake.catalog}')} AS {NAME} ({', '.join(options)})"


def _prepare(con: duckdb.DuckDBPyConnection, lake: Lake) -> None:
    remote = _REMOTE.match(lake.data or "")
    for name in ("ducklake", *(["postgres_scanner"] if lake.catalog.startswith(_POSTGRES) else []), *(["httpfs"] if remote else [])):
        if not extensions.load(con, name):
            raise StoreError(f"DuckDB's extension {name} for {duckdb.__version__} is not installed: pip install 'masthead[lake]'.")
    if remote and remote["store"].lower() in {"s3", "s3a", "s3n", "r2", "gcs"}:
        _sign_in(con)


def _sign_in(con: duckdb.DuckDBPyConnection) -> None:
    """Give DuckDB the keys of the object store that the environment holds; none for a public one."""
    given = [f"{field} {literal(value)}" for field, variable in _S3.items() if (value := os.environ.get(variable))]
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    if endpoint:
        scheme, _, host = endpoint.rpartition("://")
        given += [f"ENDPOINT {literal(host.rstrip('/'))}", "URL_STYLE 'path'", f"USE_SSL {scheme != 'http'}"]
    try:
        con.execute(f"CREATE SECRET object_store (TYPE s3{''.join(f', {part}' for part in given)})")
    except duckdb.Error:  # whose message may hold the statement
        raise StoreError("the keys of the object store could not be used: see AWS_ACCESS_KEY_ID and so on in docs/lake.md.") from None


def now() -> datetime:
    """The time, UTC and aware."""
    return datetime.now(UTC)
