"""What lies in the archive and nobody names: files of killed additions, and objects whose index was never written."""

from __future__ import annotations

import fcntl
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from pipeline.acquire.archive import Archive, ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OBJECT: Final = re.compile(r"[0-9a-f]{64}\.gz\Z")


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Hold the archive's own lock: whoever adds waits, so what is unnamed now is not about to be named. An archive that is not there has none."""
    if not root.is_dir():
        yield
        return
    with (root / "lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # let go when the file is closed, or its process dies
        yield


def unfinished(root: Path) -> list[Path]:
    """Files that killed additions left aside. Hold the lock (`alone`): then nobody is writing them."""
    aside = root / "tmp"
    return sorted(path for path in aside.iterdir() if path.is_file()) if aside.is_dir() else []


def unnamed(root: Path) -> list[Path]:
    """Objects that no index names, in order. Adding their page again would write them again, so nothing is lost with them.

    Files that are no objects by their name are never among them. Raises `ArchiveError` where an index cannot be read, and where there are
    objects but no index at all: then nothing is proved.
    """
    objects = root / "objects"
    if not objects.is_dir():
        return []
    archive = Archive(root)
    indexes = [index for day in archive.days() for index in archive.indexes(day)]
    named = {bytes.fromhex(entry.raw_hash) for index in indexes for entry in archive.entries_of(index) if entry.raw_hash}
    found = [
        path
        for folder in sorted(objects.iterdir())
        if folder.is_dir()
        for path in sorted(folder.iterdir())
        if _OBJECT.match(path.name) and path.name[:2] == folder.name and bytes.fromhex(path.name[:64]) not in named
    ]
    if found and not indexes:
        raise ArchiveError(
            f"{root} holds objects and not one index, so it looks like half an archive. Restore {root / 'index'} from a copy."
        )
    return found
