"""Raw pages as they came: bytes by their hash, and one immutable index file per addition and day.

    objects/ab/<sha256>.gz          a page's bytes
    index/2020-01-08/<hash>.jsonl.gz  what is known of each page without reading it: `Entry`, one a line
    tmp/                            files being written; whatever lies here when an addition begins was left by a killed one

Nothing is ever changed or overwritten, so copying the folder is a backup, and two copies can be laid over each other.
"""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import json
import os
import shutil
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Final

from pipeline.acquire.errors import InputError
from pipeline.acquire.seen import Seen
from pipeline.errors import Problem
from pipeline.records import RawPage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import Any

_LEVEL: Final = 6
_TOGETHER: Final = 256  # objects synced at a time
_SYNCERS: Final = 8  # threads that wait for the disk, which settles several files in one go


class ArchiveError(Problem):
    """An object or index of the archive is missing or damaged. The message names the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One archived look at a page: `RawPage` without its body, which `raw_hash` names."""

    url: str | None
    outlet: str | None
    origin: str
    found_in: str | None
    fetched_at: datetime
    status: int
    media_type: str
    charset: str | None
    title: str | None
    published: str | None
    authors: list[str]
    error: str | None
    detail: str | None
    raw_hash: str | None  # sha256 of the body; None where nothing came
    byte_count: int
    headers: list[list[str]] = field(default_factory=list)  # lines written before these three were kept lack them
    request_headers: list[list[str]] = field(default_factory=list)
    final_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayIndex:
    """What one addition did. `path` is None where nothing was new. `discovered == added + unchanged`."""

    day: date
    path: Path | None
    added: int
    unchanged: int  # already archived: same address, outlet and bytes


class Archive:
    """The folder `root`. One process adds at a time (the others wait); readers need no lock."""

    def __init__(self, root: Path) -> None:
        """Nothing is created before the first `add`."""
        self.root = root

    def add(self, day: date, pages: Iterable[RawPage], *, since: datetime | None = None) -> DayIndex:
        """Archive the pages under the ingest day; what is archived already, on any day, is counted as `unchanged`.

        With `since`, only looks fetched from that moment on, and archived under its day or later or under `day`, count as archived already:
        for a caller that knows by itself what it has seen, and only adds again what it did not hear was added. Time and memory then do not
        grow with the archive.

        A crash at any moment leaves the archive as it was, or with objects nobody names yet; adding again completes it.
        """
        with self._locked():
            seen = Seen(self._known(day, since))
            temporary = self.root / "tmp" / "index"
            digest, added, unchanged = hashlib.sha256(), 0, 0
            objects = _Objects(self.root)
            with _gzip_writer(temporary) as lines:
                for page in pages:
                    entry = _entry(page)
                    if not seen.is_new(entry):
                        unchanged += 1
                        continue
                    if entry.raw_hash:
                        objects.put(entry.raw_hash, page.body)
                    line = _line(entry)
                    digest.update(line)
                    lines.write(line)
                    added += 1
            if not added:
                temporary.unlink()
                return DayIndex(day=day, path=None, added=0, unchanged=unchanged)
            objects.settle()  # they must outlive a power cut before the index names them
            path = self.root / "index" / day.isoformat() / f"{digest.hexdigest()[:32]}.jsonl.gz"
            path.parent.mkdir(parents=True, exist_ok=True)
            _sync_path(temporary)
            temporary.replace(path)
            _sync_path(path.parent)
            return DayIndex(day=day, path=path, added=added, unchanged=unchanged)

    def days(self) -> list[date]:
        """The ingest days that have an index, in order."""
        index = self.root / "index"
        return sorted(date.fromisoformat(path.name) for path in index.iterdir() if path.is_dir()) if index.is_dir() else []

    def indexes(self, day: date) -> list[Path]:
        """The day's index files, one per addition, by name. An index never changes: what was read from one need not be read again."""
        return sorted((self.root / "index" / day.isoformat()).glob("*.jsonl.gz"))

    def entries_of(self, index: Path) -> list[Entry]:
        """Every look one index file lists, in order of arrival. Raises `ArchiveError`."""
        try:
            with gzip.open(index, "rb") as lines:
                return [_read_line(line) for line in lines]
        except (OSError, EOFError, zlib.error, ValueError, TypeError, KeyError) as error:
            raise ArchiveError(f"{index} is damaged ({error}). Restore it from a copy, or remove it and run the day again.") from error

    def entries(self, day: date) -> list[Entry]:
        """Every look archived under the day, by time of fetch, then in order of arrival. Raises `ArchiveError`."""
        found = [entry for index in self.indexes(day) for entry in self.entries_of(index)]
        return sorted(found, key=lambda entry: entry.fetched_at)

    def page(self, entry: Entry) -> RawPage:
        """The page with its bytes, whose hash is verified. Raises `ArchiveError`."""
        known = {field.name: getattr(entry, field.name) for field in fields(Entry) if field.name not in {"raw_hash", "byte_count"}}
        if entry.raw_hash is None:
            return RawPage(**known, body=b"")
        path = _object(self.root, entry.raw_hash)
        try:
            with gzip.open(path, "rb") as file:
                body = file.read(entry.byte_count + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise ArchiveError(
                f"{path} is damaged ({error}). Restore it from a copy, or fetch {entry.url or entry.found_in} again."
            ) from error
        if hashlib.sha256(body).hexdigest() != entry.raw_hash:
            raise ArchiveError(
                f"{path} does not hold the bytes its name says. Restore it from a copy, or fetch {entry.url or entry.found_in} again."
            )
        return RawPage(**known, body=body)

    def _known(self, day: date, since: datetime | None) -> Iterator[Entry]:
        for known in self.days():
            if since is None or known == day or known >= since.date():
                for index in self.indexes(known):
                    yield from (entry for entry in self.entries_of(index) if since is None or entry.fetched_at >= since)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            lock = (self.root / "lock").open("ab")
        except OSError as error:
            raise InputError(f"{self.root}: {error.strerror}. The archive must be a folder that can be written to.") from error
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # let go when the file is closed, or its process dies
            shutil.rmtree(self.root / "tmp", ignore_errors=True)
            (self.root / "tmp").mkdir()
            yield


_COLUMNS: Final = tuple(column.name for column in fields(Entry))


@dataclass(slots=True)
class _Objects:
    """Objects on their way to the disk: written aside, synced many at a time (one by one, a slow disk takes minutes), then renamed."""

    root: Path
    waiting: dict[str, Path] = field(default_factory=dict)
    touched: set[Path] = field(default_factory=set)

    def put(self, raw_hash: str, body: bytes) -> None:
        # named by content and renamed whole: what exists is complete
        if raw_hash in self.waiting or _object(self.root, raw_hash).exists():
            return
        temporary = self.root / "tmp" / raw_hash
        temporary.write_bytes(gzip.compress(body, _LEVEL, mtime=0))
        self.waiting[raw_hash] = temporary
        if len(self.waiting) >= _TOGETHER:
            self._place()

    def settle(self) -> None:
        self._place()
        for folder in self.touched:
            _sync_path(folder)

    def _place(self) -> None:
        with ThreadPoolExecutor(_SYNCERS) as syncers:
            list(syncers.map(_sync_path, self.waiting.values()))
        for raw_hash, temporary in self.waiting.items():
            path = _object(self.root, raw_hash)
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.replace(path)
            self.touched.add(path.parent)
        self.waiting.clear()


def _object(root: Path, raw_hash: str) -> Path:
    return root / "objects" / raw_hash[:2] / f"{raw_hash}.gz"


def _entry(page: RawPage) -> Entry:
    known = {field.name: getattr(page, field.name) for field in fields(RawPage) if field.name != "body"}
    empty = page.error is not None and not page.body
    return Entry(**known, raw_hash=None if empty else hashlib.sha256(page.body).hexdigest(), byte_count=len(page.body))


def _line(entry: Entry) -> bytes:
    row = {name: getattr(entry, name) for name in _COLUMNS} | {"fetched_at": entry.fetched_at.isoformat()}
    return json.dumps(row, separators=(",", ":")).encode("ascii") + b"\n"


def _read_line(line: bytes) -> Entry:
    row: dict[str, Any] = json.loads(line)
    return Entry(**row | {"fetched_at": datetime.fromisoformat(row["fetched_at"])})


@contextmanager
def _gzip_writer(path: Path) -> Iterator[IO[bytes]]:
    with path.open("wb") as file, gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=_LEVEL, mtime=0) as lines:
        yield lines  # type: ignore[misc]  # GzipFile is an IO[bytes] in all but name


def _sync_path(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
