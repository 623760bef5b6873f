"""Looks on their way to the archive, and the day's counts: written in the transaction of what became of the address."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from pipeline.acquire.frontier.database import opened
from pipeline.acquire.redaction import without_secrets
from pipeline.records import RawPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.acquire.frontier.database import Frontier

UNKNOWN: Final = ""
"""The outlet of what was added by hand without one, in the counts."""
_NEXT: Final = "SELECT id, look, body FROM landed WHERE id > ? AND id <= ? ORDER BY id LIMIT 1"
_NAMES: Final = tuple(field.name for field in fields(RawPage) if field.name != "body")


def land(frontier: Frontier, page: RawPage) -> None:
    """Keep a look until the archive has it. Inside the caller's transaction."""
    look = {name: getattr(page, name) for name in _NAMES} | {
        "fetched_at": page.fetched_at.astimezone(UTC).isoformat(),
        "found_in": without_secrets(page.found_in) if page.found_in else None,  # a feed's address may carry its reader's key
    }
    frontier.write("INSERT INTO landed (look, body, bytes) VALUES (?, ?, ?)", json.dumps(look), page.body, len(page.body))


def size(frontier: Frontier) -> tuple[int, int]:
    """How many looks wait for the archive, and how many bytes they have."""
    found = frontier.row("SELECT count(*) AS looks, coalesce(sum(bytes), 0) AS bytes FROM landed")
    return (found["looks"], found["bytes"]) if found else (0, 0)


def waiting(frontier: Frontier) -> tuple[int, datetime] | None:
    """The number of the look that landed last, and when the earliest waiting one was made; None where none waits."""
    found = frontier.row("SELECT max(id) AS last, min(json_extract(look, '$.fetched_at')) AS since FROM landed")
    return (found["last"], datetime.fromisoformat(found["since"])) if found and found["last"] else None


def looks(path: Path, up_to: int) -> Iterator[RawPage]:
    """The waiting looks of the frontier at `path` up to that number, in the order they landed, one in memory at a time.

    Reads through a connection of its own, so another thread may call it while the frontier is written.
    """
    with closing(opened(path)) as connection:
        after = 0
        while found := connection.execute(_NEXT, (after, up_to)).fetchone():
            after, look, body = found[0], json.loads(found[1]), found[2]
            yield RawPage(**look | {"fetched_at": datetime.fromisoformat(look["fetched_at"]), "body": body})


def forget(frontier: Frontier, up_to: int) -> None:
    """Drop the looks up to that number: the archive has them."""
    with frontier.transaction():
        frontier.write("DELETE FROM landed WHERE id <= ?", up_to)


def tally(frontier: Frontier, outlet: str | None, now: datetime, what: str, count: int = 1) -> None:
    """Count events of an outlet's day. Inside the caller's transaction."""
    frontier.write(
        "INSERT INTO tally (outlet, day, what, count) VALUES (?, ?, ?, ?) ON CONFLICT (outlet, day, what)"
        " DO UPDATE SET count = count + excluded.count",
        outlet or UNKNOWN,
        now.astimezone(UTC).date().isoformat(),
        what,
        count,
    )
