"""Dagster's history with few waits for the disk: a run writes some six hundred rows, and by default waits twice or more for each."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import event
from sqlalchemy.engine import Engine

from pipeline.store.durable import sync_file

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def few_waits() -> Iterator[None]:
    """Within it, what this process writes into SQLite survives a kill at once; a power cut may take the last rows, never a whole file.

    Dagster opens its file anew for each row and waits for the disk at the commit; then SQLite clears its log away, because nobody has the
    file open any more, and waits again. So connections are told to wait only where the log is cleared away, which cannot break a file
    (https://sqlite.org/pragma.html#pragma_synchronous: NORMAL in WAL mode), and one more a file is held open, so that this happens once.
    While a file is empty its tables are made without a wait; it is on the disk before the first row. Other databases are left alone.
    """
    with ExitStack() as held:
        kept: dict[Path, sqlite3.Connection] = {}

        def connected(connection: object, _record: object) -> None:
            if not isinstance(connection, sqlite3.Connection) or not (name := connection.execute("PRAGMA database_list").fetchone()[2]):
                return
            path = Path(name)
            if path.stat().st_size == 0:
                connection.execute("PRAGMA synchronous = OFF")
                return
            connection.execute("PRAGMA synchronous = NORMAL")
            if path not in kept:
                sync_file(path)
                kept[path] = held.enter_context(closing(sqlite3.connect(path, check_same_thread=False)))
            kept[path].execute("PRAGMA schema_version").fetchone()  # a connection holds the log only once it has read

        event.listen(Engine, "connect", connected)
        held.callback(event.remove, Engine, "connect", connected)
        yield
