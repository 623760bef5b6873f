"""The frontier's file: opened by one process at a time, created and checked, and changed in whole transactions only."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, Final, Self

from pipeline.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

SCHEMA_VERSION: Final = 2

# Times are seconds since 1970, UTC. `next_look` is NULL for what is never looked at again.
_SCHEMA: Final = """
CREATE TABLE url (
    url TEXT PRIMARY KEY,
    host TEXT NOT NULL,
    outlet TEXT,
    role TEXT NOT NULL,             -- listing, page
    origin TEXT NOT NULL,           -- feed, sitemap, url
    found_in TEXT,
    depth INTEGER NOT NULL,         -- of a sitemap below the catalogue's
    title TEXT,                     -- what the listing said, like the next two
    published TEXT,
    authors TEXT NOT NULL,          -- JSON
    fate TEXT NOT NULL,             -- open, stored, duplicate, skipped, failed, quarantined
    reason TEXT,                    -- of the last look that gave nothing
    detail TEXT,
    duplicate_of TEXT,
    tries INTEGER NOT NULL DEFAULT 0,  -- failures in a row
    looks INTEGER NOT NULL DEFAULT 0,  -- answers
    status INTEGER,
    final_url TEXT,
    etag TEXT,
    last_modified TEXT,
    raw_hash TEXT,                  -- of the last answer
    discovered_at REAL NOT NULL,
    first_fetched_at REAL,
    fetched_at REAL,
    lastmod REAL,                   -- of a sitemap, as its index says
    next_look REAL,
    looked_at REAL,                 -- last look, whatever it met
    unchanged INTEGER NOT NULL DEFAULT 0,  -- looks that showed what the one before had
    hops TEXT                       -- JSON of [when, status, address] each, where the last look that was answered was sent on
);
CREATE INDEX url_due ON url (next_look, host, outlet) WHERE next_look IS NOT NULL;
CREATE INDEX url_of_host ON url (host, role, next_look) WHERE next_look IS NOT NULL;
CREATE INDEX url_of_outlet ON url (outlet, role);

CREATE TABLE host (
    host TEXT PRIMARY KEY,
    next_allowed REAL NOT NULL DEFAULT 0,
    crawl_delay REAL,
    retry_after REAL NOT NULL DEFAULT 0,     -- the host's own wish
    breaker_until REAL NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,     -- in a row, whatever the page
    opened INTEGER NOT NULL DEFAULT 0,       -- times the breaker tripped in a row
    reason TEXT
);

CREATE TABLE robots (
    site TEXT PRIMARY KEY,          -- scheme://host:port
    status INTEGER,                 -- NULL where none could be had
    body BLOB,
    detail TEXT,
    good_until REAL NOT NULL
);

CREATE TABLE forgotten (            -- pages settled long ago: known, so that no listing makes them new, and no more
    id TEXT PRIMARY KEY,            -- hash of the address
    fate TEXT NOT NULL,
    reason TEXT,
    day TEXT NOT NULL               -- of the last look, or of the discovery where there was none, UTC
) WITHOUT ROWID;
CREATE INDEX url_settled ON url (coalesce(looked_at, discovered_at)) WHERE next_look IS NULL AND role = 'page';

CREATE TABLE landed (               -- looks on their way to the archive
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    look TEXT NOT NULL,             -- JSON of RawPage without its body
    body BLOB NOT NULL,
    bytes INTEGER NOT NULL
);

CREATE TABLE tally (
    outlet TEXT NOT NULL,
    day TEXT NOT NULL,              -- of the look, UTC
    what TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (outlet, day, what)
) WITHOUT ROWID;
"""


_MIGRATIONS: Final = {
    1: """
ALTER TABLE url ADD COLUMN looked_at REAL;
ALTER TABLE url ADD COLUMN unchanged INTEGER NOT NULL DEFAULT 0;
ALTER TABLE url ADD COLUMN hops TEXT;
UPDATE url SET looked_at = coalesce(fetched_at, discovered_at)
    WHERE fate <> 'open' AND NOT (fate = 'skipped' AND reason IN ('not_relevant', 'too_old'));
CREATE TABLE forgotten (id TEXT PRIMARY KEY, fate TEXT NOT NULL, reason TEXT, day TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX url_settled ON url (coalesce(looked_at, discovered_at)) WHERE next_look IS NULL AND role = 'page';
""",
}
"""What makes a file of that version one of the next."""


class FrontierError(Problem):
    """The frontier cannot be used. The message names the file, and what to do."""


class FrontierBusyError(Problem):
    """Another process fetches into this data root."""

    exit_code = 3


class Frontier:
    """The open file. Close it, or use it in a `with` block; what a killed process had not committed never happened."""

    def __init__(self, path: Path) -> None:
        """Open for writing, creating it where there is none. Raises `FrontierBusyError` and `FrontierError`."""
        self.path = path
        self._lock = _locked(path)
        try:
            self._connection = _connected(path)
        except BaseException:
            self._lock.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of file and lock."""
        self._connection.close()
        self._lock.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing of what is written in the block. Blocks do not nest."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:  # a full disk has ended it already
                self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def write(self, sql: str, *values: object) -> int:
        """Run one statement that changes rows. How many it changed."""
        return self._connection.execute(sql, values).rowcount

    def rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """The rows of a query, by column name."""
        return [dict(row) for row in self._connection.execute(sql, values)]

    def row(self, sql: str, *values: object) -> dict[str, Any] | None:
        """The first row of a query; None where there is none."""
        found = self._connection.execute(sql, values).fetchone()
        return None if found is None else dict(found)


def opened(path: Path) -> sqlite3.Connection:
    """The frontier at `path` for reading, without its lock: beside a running fetch, and in any thread. Raises `FrontierError`."""
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False, timeout=30)
    except sqlite3.OperationalError as error:
        raise FrontierError(f"{path} cannot be read ({error}). Nothing has been fetched into this data root yet.") from error
    connection.row_factory = sqlite3.Row
    if 0 < _version(connection) < SCHEMA_VERSION:  # an update of Masthead lies between the last fetch and this
        connection.close()
        Frontier(path).close()
        return opened(path)
    return connection


def _version(connection: sqlite3.Connection) -> int:
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.DatabaseError:
        return 0  # what is asked next says what is wrong


def _locked(path: Path) -> IO[bytes]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.with_name(f"{path.name}.lock").open("a+b")
    except OSError as error:
        raise FrontierError(f"{path.parent}: {error.strerror}. The data root must be a folder that can be written to.") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # let go when its process dies
    except BlockingIOError:
        lock.seek(0)
        holder = lock.read(20).decode("ascii", "replace").strip() or "unknown"
        lock.close()
        raise FrontierBusyError(f"another run (process {holder}) fetches into {path.parent}. Wait for it to end.") from None
    lock.truncate(0)
    lock.write(str(os.getpid()).encode())
    lock.flush()
    return lock


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=True, timeout=30)
    connection.row_factory = sqlite3.Row
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # A power cut may lose the last commits, never the file; a kill loses none. What is lost is fetched again.
        connection.execute("PRAGMA synchronous = NORMAL")
        known = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if known == 0:
            connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
        for version in range(known, SCHEMA_VERSION) if known else ():
            connection.executescript(f"BEGIN IMMEDIATE; {_MIGRATIONS[version]} PRAGMA user_version = {version + 1}; COMMIT;")
    except sqlite3.DatabaseError as error:
        connection.close()
        raise FrontierError(f"{path} is damaged ({error}). Restore it from a copy, or remove it: pages are then looked at anew.") from error
    if known > SCHEMA_VERSION:
        connection.close()
        raise FrontierError(f"{path} was written by a newer Masthead (schema {known}, this one knows {SCHEMA_VERSION}). Use that one.")
    return connection
