"""What killed writers left in a data root, and batches that a later reading replaces. For holders of the writer's lock."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from pipeline.store import parquet
from pipeline.store.batches import _ASIDE as BATCH_ASIDE
from pipeline.store.batches import Batch, listing
from pipeline.store.publish import _ASIDE as PUBLISHING
from pipeline.store.publish import published

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.settings import Settings


def leftovers(settings: Settings) -> list[Path]:
    """Files and folders written aside that were never renamed into place: of batches, publishing, snapshots and journals; and Parquet nobody is shown."""
    home = settings.home
    return sorted(
        [
            *(path for path in settings.batches.glob(f"*/.*{BATCH_ASIDE}*") if path.is_dir()),
            *home.glob(f"{PUBLISHING}*"),
            *(home / "snapshots").glob("*.tmp"),
            *(home / "runs").glob("*.tmp"),
            *_unshown(settings),
        ]
    )


def _unshown(settings: Settings) -> list[Path]:
    """Folders of Parquet that a killed publisher had put in place and readers were never led to."""
    shown = published(settings.current)
    return parquet.superfluous(settings, shown[0]) if shown else []


def superseded(root: Path, extractor_id: str) -> list[Batch]:
    """Batches of other extractors whose pages the extractor has read as well, and no fewer articles in them.

    The warehouse keeps the facts it has loaded from them. Raises as `batches.listing` does.
    """
    held = listing(root)
    current = {(batch.day, _part(batch)): batch for batch in held if batch.batch_id.endswith(f"-{extractor_id}")}
    found = []
    for batch in held:
        newer = current.get((batch.day, _part(batch)))
        if newer is not None and newer is not batch and _articles(newer) >= _articles(batch):
            found.append(batch)
    return found


def size(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) if path.is_dir() else path.stat().st_size


def remove(path: Path) -> None:
    """Remove a file or folder; a folder is renamed first, so that a kill leaves no half batch."""
    if not path.is_dir():
        path.unlink(missing_ok=True)
        return
    aside = path if path.name.startswith(".") else path.with_name(f".{path.name}{BATCH_ASIDE}{os.getpid()}")
    if aside != path:
        path.rename(aside)
    shutil.rmtree(aside)


def _part(batch: Batch) -> str:
    """The part of the archive that was read: a batch is called '<part>-<extractor>'."""
    return batch.batch_id.partition("-")[0]


def _articles(batch: Batch) -> int:
    return batch.counts.get("article_version", 0)
