"""What is settled for long leaves the frontier, all but the word that it is known: nothing is fetched anew because it was forgotten."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from pipeline.acquire.frontier.queue import LEFT_OUT
from pipeline.records import make_id

if TYPE_CHECKING:
    from pipeline.acquire.frontier.database import Frontier
    from pipeline.acquire.manners import Manners

TOGETHER: Final = 5_000
"""Rows that leave in one transaction, so that a killed run keeps what it did and nobody waits long."""
_UNSEEN: Final = f"fate = 'skipped' AND reason IN {LEFT_OUT!r} AND looks = 0"
_SETTLED: Final = "next_look IS NULL AND role = 'page' AND coalesce(looked_at, discovered_at) < ?1"


def prune(frontier: Frontier, now: datetime, manners: Manners) -> int:
    """Take out the rows of pages that are looked at no more, and were last long enough ago. How many went.

    Entries left out unseen go after `manners.keep_left_out` seconds, all others after `manners.keep_settled`; None keeps them. The counts of
    their days stay, and so does the address's hash with its fate.
    """
    gone = 0
    for kept, which in ((manners.keep_left_out, f" AND {_UNSEEN}"), (manners.keep_settled, f" AND NOT ({_UNSEEN})")):
        while kept is not None and (count := _some(frontier, now.timestamp() - kept, which)):
            gone += count
    return gone


def _some(frontier: Frontier, before: float, which: str) -> int:
    with frontier.transaction():
        found = frontier.rows(
            f"SELECT url, fate, reason, coalesce(looked_at, discovered_at) AS at FROM url WHERE {_SETTLED}{which} LIMIT {TOGETHER}",  # noqa: S608
            before,
        )
        for row in found:
            _forget(frontier, row)
    return len(found)


def _forget(frontier: Frontier, row: dict[str, Any]) -> None:
    frontier.write(
        "INSERT OR REPLACE INTO forgotten (id, fate, reason, day) VALUES (?, ?, ?, ?)",
        make_id(row["url"]),
        row["fate"],
        row["reason"],
        datetime.fromtimestamp(row["at"], UTC).date().isoformat(),
    )
    frontier.write("DELETE FROM url WHERE url = ?", row["url"])
