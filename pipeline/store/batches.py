"""Batches: what one reading of pages came to, as Parquet in a folder that is there whole or not at all.

`<root>/<ingest day>/<batch id>/` holds `<table>.parquet` for each table that has rows, and `manifest.json`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from pipeline.store.durable import sync_dir, sync_file
from pipeline.store.errors import SchemaMismatchError, StoreError
from pipeline.store.failures import clear
from pipeline.store.frames import conform
from pipeline.store.points import reach
from pipeline.store.tables import LOADED, SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import polars as pl

MANIFEST = "manifest.json"

_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")
_ASIDE = ".tmp-"  # in the name of a folder that is being written


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A batch on disk. `counts` are its rows per table."""

    batch_id: str
    day: date
    path: Path
    counts: dict[str, int]
    written_at: str = ""  # ISO time: of two readings of one page the later counts


def write(root: Path, day: date, batch_id: str, tables: Mapping[str, pl.DataFrame]) -> Path:
    """Write a batch and return its folder; one that is there already stays as it is.

    Written aside, synced and renamed whole; what killed writers left in the day's folder is swept first, so hold the writer's lock. Raises
    `StoreError` for a table no batch holds, a frame that is not the table's, a batch id that is no plain file name, or a full disk.
    """
    if not _ID.fullmatch(batch_id):
        raise StoreError(f"'{batch_id}' is no batch id: letters, digits, '.', '_' and '-', 100 at most")
    if unknown := [name for name in tables if name not in LOADED]:
        raise StoreError(f"no batch holds {', '.join(unknown)}: it is worked out from the others")
    target = root / day.isoformat() / batch_id
    if target.is_dir():
        return target
    whole = {name: conform(name, rows) for name, rows in tables.items() if not rows.is_empty()}
    with clear(f"writing the batch {day}/{batch_id}"):
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target.parent)
        aside = target.parent / f".{batch_id}{_ASIDE}{os.getpid()}"
        try:
            _fill(aside, day, batch_id, whole)
            reach("batch.before_rename")
            aside.rename(target)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
        sync_dir(target.parent)
    return target


def _fill(folder: Path, day: date, batch_id: str, tables: Mapping[str, pl.DataFrame]) -> None:
    folder.mkdir()
    for name, rows in tables.items():
        path = folder / f"{name}.parquet"
        rows.write_parquet(path, compression="zstd")
        sync_file(path)
        reach("batch.half_written")
    said = {
        "schema_version": SCHEMA_VERSION,
        "day": day.isoformat(),
        "batch_id": batch_id,
        "written_at": datetime.now(UTC).isoformat(),
        "counts": {name: rows.height for name, rows in tables.items()},
    }
    manifest = folder / MANIFEST
    manifest.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
    sync_file(manifest)
    sync_dir(folder)


def sweep(day_folder: Path) -> int:
    """Remove what killed writers left in a day's folder; how many there were. For holders of the writer's lock."""
    left = [path for path in day_folder.glob(f".*{_ASIDE}*") if path.is_dir()]
    for path in left:
        shutil.rmtree(path, ignore_errors=True)
    return len(left)


def listing(root: Path, days: Iterable[date] | None = None) -> list[Batch]:
    """The batches under a root, of some days or of all, by day and id. Raises as `read_manifest` does."""
    if days is None:
        folders = [path for path in root.iterdir() if path.is_dir() and _is_day(path.name)] if root.is_dir() else []
    else:
        folders = [root / day.isoformat() for day in set(days)]
    found = (path for folder in folders if folder.is_dir() for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    return [read_manifest(path) for path in sorted(found)]


def _is_day(name: str) -> bool:
    try:
        return date.fromisoformat(name).isoformat() == name
    except ValueError:
        return False


def read_manifest(path: Path) -> Batch:
    """What a batch's folder says of itself.

    A batch of older code is a batch: the loader fills the columns it lacks. Raises `SchemaMismatchError` if it was written by newer code,
    `StoreError` if it is no batch.
    """
    try:
        said = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        version = int(said["schema_version"])
        counts = {str(name): int(count) for name, count in said["counts"].items()}
        batch = Batch(
            batch_id=str(said["batch_id"]),
            day=date.fromisoformat(said["day"]),
            path=path,
            counts=counts,
            written_at=str(said.get("written_at", "")),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(
            f"{path} is no batch: its {MANIFEST} cannot be read ({error}). Move the folder away and run its day again."
        ) from error
    if version > SCHEMA_VERSION:
        raise SchemaMismatchError(f"{path} was written by newer code (schema {version}, this is {SCHEMA_VERSION}): update masthead.")
    if unknown := [name for name in counts if name not in LOADED]:
        raise StoreError(f"{path} holds tables no batch holds: {', '.join(unknown)}")
    return batch
