"""One writer at a time, by a lock that dies with its holder."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.store.errors import Locked, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK_NAME = ".lock"

_held: set[int] = set()


def _close_in_child() -> None:
    """A forked worker must not keep the lock of a holder that was killed: the lock lives as long as any copy of the handle."""
    for handle in _held:
        with suppress(OSError):
            os.close(handle)
    _held.clear()


os.register_at_fork(after_in_child=_close_in_child)


@contextmanager
def writer_lock(home: Path, purpose: str) -> Iterator[None]:
    """Hold the writer's lock of a data root for the block. `purpose` tells others what for, such as 'masthead run'.

    Raises `Locked`, naming the holder, at once if another process (or this one) has it; `StoreError` where it cannot be tried. The file
    `.lock` stays behind; the lock is the kernel's (`flock`), so a killed holder leaves none.
    """
    path = home / LOCK_NAME
    try:
        home.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StoreError(
            f"cannot write to the data root {home}: {error.strerror}. Set MASTHEAD_HOME to a folder you may write to."
        ) from error
    _held.add(handle)
    taken = False
    try:
        _take(handle, path)
        taken = True
        _sign(handle, purpose)
        yield
    finally:
        if handle in _held:  # not so in a forked child, whose copy is closed already
            _held.discard(handle)
            if taken:
                with suppress(OSError):
                    os.ftruncate(handle, 0)
            os.close(handle)


def refuse_if_locked(home: Path) -> None:
    """Raise `Locked` if another process holds the writer's lock right now: to stop early, before anything slow is loaded.

    Says nothing of the next moment: whoever writes takes the lock as well. A data root that is not there is not locked.
    """
    try:
        handle = os.open(home / LOCK_NAME, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        raise _locked(handle) from None
    except OSError:
        return
    finally:
        os.close(handle)


def holder(home: Path) -> str | None:
    """Who holds the writer's lock right now, in words: what for, process, host, since when. None if nobody does."""
    try:
        refuse_if_locked(home)
    except Locked as error:
        return error.holder
    return None


def _take(handle: int, path: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise _locked(handle) from None
    except OSError as error:
        raise StoreError(f"the file system of {path} has no locks: {error.strerror}. Put the data root on a local disk.") from error


def _sign(handle: int, purpose: str) -> None:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    said = {"pid": os.getpid(), "host": socket.gethostname(), "since": since, "purpose": purpose}
    try:
        os.ftruncate(handle, 0)
        os.pwrite(handle, json.dumps(said).encode(), 0)
    except OSError as error:
        raise StoreError(f"cannot write the lock: {error.strerror}. Is the disk full?") from error


def _locked(handle: int) -> Locked:
    """What the holder wrote; '?' where it has only just begun to."""
    with suppress(OSError, ValueError):
        said = json.loads(os.pread(handle, 4096, 0))
        if isinstance(said, dict):
            known = {key: str(said.get(key, "?")) for key in ("pid", "host", "since", "purpose")}
            return Locked(**known)
    return Locked(pid="?", host="?", since="?", purpose="?")
