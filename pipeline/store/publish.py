"""Publishing: the written warehouse is copied aside and put in place of the published one in one step, so that no reader sees half a run."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import duckdb

from pipeline.store import parquet
from pipeline.store.durable import copy_file, sync_dir, sync_file
from pipeline.store.errors import StoreError
from pipeline.store.failures import clear
from pipeline.store.full_text import build_index
from pipeline.store.points import reach
from pipeline.store.warehouse import Warehouse

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.settings import Settings

_ASIDE = ".publishing-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The published file. `changed` is false where it already showed all there is; `bytes` is its size, `snapshot` its name."""

    path: Path
    bytes: int
    fingerprint: str
    snapshot: str
    changed: bool


def publish(settings: Settings, *, now: datetime | None = None, force: bool = False) -> Published:
    """Put what is in `settings.build` where everyone reads it, `settings.current`, unless that shows the same already.

    Hold the writer's lock and have the warehouse closed. The file it replaces stays in `home/snapshots`, of which the newest
    `settings.keep_snapshots` are kept. `force` replaces it even if only the log of runs differs. Raises `StoreError` if relations were not
    worked out since the last load, or the disk will not take the copy; the published file is then untouched. With
    `settings.publish_parquet` the same is put beside it as Parquet (`pipeline.store.parquet`).
    """
    with Warehouse.open(settings.build) as warehouse:
        if not warehouse.is_settled():
            raise StoreError("relations are not worked out for all that is loaded, so nothing is published. Run `masthead run` again.")
        warehouse.tidy()
        fingerprint, digest = warehouse.fingerprint(running=True), warehouse.publication_digest(running=True)
        warehouse.checkpoint()
    shown = published(settings.current)
    if shown is not None and shown[2] == digest and not force:
        with clear(f"publishing {parquet.link(settings)}"):
            _sweep(settings.home)
            _mend(settings, shown[0])
        size = settings.current.stat().st_size
        return Published(path=settings.current, bytes=size, fingerprint=shown[1], snapshot=shown[0], changed=False)
    at = (now or datetime.now(UTC)).astimezone(UTC)
    snapshot = f"{at:%Y%m%dT%H%M%S%fZ}-{fingerprint[:8]}"
    aside, folder = (settings.home / f"{_ASIDE}{os.getpid()}.{kind}" for kind in ("duckdb", "parquet"))
    with clear(f"publishing {settings.current}"):
        _sweep(settings.home)
        for path in parquet.superfluous(settings, shown[0] if shown else None):
            parquet.remove(settings, path)
        try:
            copy_file(settings.build, aside)
            _sign(aside, (snapshot, at, fingerprint, digest), settings.search_index_articles)
            sync_file(aside)
            if settings.publish_parquet:
                parquet.write(aside, folder, snapshot=snapshot, before=_before(settings))
            reach("publish.before_replace")
            _keep(settings, shown[0] if shown else None)
            if settings.publish_parquet:
                parquet.place(settings, folder, snapshot)
            reach("publish.parquet_placed")
            aside.replace(settings.current)
        finally:
            _sweep(settings.home)
        sync_dir(settings.home)
        reach("publish.after_replace")
        _mend(settings, snapshot)
        _prune(settings)
        size = settings.current.stat().st_size
    return Published(path=settings.current, bytes=size, fingerprint=fingerprint, snapshot=snapshot, changed=True)


def published(path: Path) -> tuple[str, str, str] | None:
    """(snapshot, fingerprint, digest) of a published file; None where there is none or it cannot be read."""
    if not path.is_file():
        return None
    with suppress(duckdb.Error):
        con = duckdb.connect(str(path), read_only=True)
        try:
            row = con.execute("SELECT snapshot, fingerprint, digest FROM publication").fetchone()
        finally:
            con.close()
        return (row[0], row[1], row[2]) if row else None
    return None


def _sign(path: Path, what: tuple[str, datetime, str, str], index_up_to: int) -> None:
    """Write into the copy what it is, and index it for searching where that can be done."""
    snapshot, at, fingerprint, digest = what
    con = duckdb.connect(str(path))
    try:
        con.execute("DELETE FROM publication")
        con.execute("INSERT INTO publication VALUES (?, ?, ?, ?)", [snapshot, at.replace(tzinfo=None), fingerprint, digest])
        held = con.execute("SELECT count(*) FROM article_version").fetchone()
        if held and 0 < held[0] <= index_up_to:
            build_index(con)
        con.execute("CHECKPOINT")
    finally:
        con.close()


def _before(settings: Settings) -> Path | None:
    """The folder whose parts the next may take."""
    name = parquet.shown(settings)
    return parquet.folders(settings) / name if name else None


def _mend(settings: Settings, snapshot: str) -> None:
    """Lead readers to the Parquet of the snapshot that is published; write it where it is wanted and not there; remove what nobody is led to.

    After a kill, and after the setting was changed, this is what puts file and folder in step again.
    """
    if not settings.publish_parquet:
        parquet.hide(settings)
        for path in parquet.superfluous(settings, None):
            parquet.remove(settings, path)
        return
    if not (parquet.folders(settings) / snapshot / "manifest.json").is_file():
        aside = settings.home / f"{_ASIDE}{os.getpid()}.parquet"
        try:
            parquet.write(settings.current, aside, snapshot=snapshot, before=_before(settings))
            parquet.place(settings, aside, snapshot)
        finally:
            _sweep(settings.home)
    if parquet.shown(settings) != snapshot:
        parquet.show(settings, snapshot)
    for path in parquet.superfluous(settings, snapshot):
        parquet.remove(settings, path)


def _keep(settings: Settings, shown: str | None) -> None:
    """Give the file that will be replaced a second name among the snapshots: no bytes are copied where the file system has hard links."""
    if shown is None or settings.keep_snapshots == 0:
        return
    kept = _snapshots(settings) / f"{shown}.duckdb"
    kept.parent.mkdir(exist_ok=True)
    if kept.exists():
        return
    try:
        kept.hardlink_to(settings.current)
    except OSError:
        half = kept.with_suffix(".tmp")
        shutil.copyfile(settings.current, half)
        half.rename(kept)


def _prune(settings: Settings) -> None:
    """Names begin with the time, so the last by name are the newest."""
    held = sorted(_snapshots(settings).glob("*.duckdb"))
    for path in held[: max(0, len(held) - settings.keep_snapshots)]:
        path.unlink(missing_ok=True)


def _sweep(home: Path) -> None:
    """Remove what killed runs left: of publishing, of journals, and what DuckDB had put out of memory beside the file that is written."""
    for path in [
        *home.glob(f"{_ASIDE}*"),
        *home.glob("build.duckdb.tmp"),
        *(home / "snapshots").glob("*.tmp"),
        *(home / "runs").glob("*.tmp"),
    ]:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _snapshots(settings: Settings) -> Path:
    return settings.home / "snapshots"
