"""What changed, and who has worked it in: a log of ids, and how far each consumer has read it.

Loading and relating note what they touched; relations, marts and checks then work on that alone, and a kill between two of them leaves the
rest to be done by the next run. Whoever was never seen, or was seen with other code, works everything in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

RELATE: Final = "relate"
"""The consumer that turns what was loaded into relations. Publishing waits for it."""

BY_LOAD: Final = ("page", "article", "version", "outlet", "entity", "look_day")
"""Scopes that loading notes: ids of pages looked at, of articles and versions with new rows or facts, and days of looks."""

BY_RELATE: Final = ("related", "story", "day")
"""Scopes that relating notes: articles, stories and publication days whose relations changed, old and new."""

_NEWEST: Final = "SELECT greatest(coalesce((SELECT max(seq) FROM change_log), 0), coalesce((SELECT max(seq) FROM seen), 0))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """What a consumer has not worked in yet: everything, or what was noted after `after`."""

    everything: bool
    after: int

    def ids(self, scope: str) -> str:
        """A SELECT of the ids of a scope, column `id`; meaningless when everything is pending."""
        if scope not in (*BY_LOAD, *BY_RELATE):
            raise ValueError(f"no scope '{scope}'; there are {', '.join((*BY_LOAD, *BY_RELATE))}")
        return f"SELECT DISTINCT id FROM change_log WHERE scope = '{scope}' AND seq > {self.after}"  # noqa: S608 - one of the above


def note(con: duckdb.DuckDBPyConnection, scope: str, select: str, params: Sequence[object] | None = None) -> None:
    """Note the ids that a SELECT of one column gives; nulls are left out."""
    con.execute(
        f"INSERT INTO change_log SELECT ({_NEWEST}) + 1, '{scope}', id::VARCHAR "  # noqa: S608 - scopes are code
        f"FROM (SELECT DISTINCT id FROM ({select}) found(id) WHERE id IS NOT NULL) ORDER BY id",
        params,
    )


def pending(con: duckdb.DuckDBPyConnection, consumer: str, code: str) -> Pending:
    """What a consumer whose code has this hash has still to work in."""
    row = con.execute("SELECT seq FROM seen WHERE consumer = ? AND code = ?", [consumer, code]).fetchone()
    return Pending(everything=row is None, after=int(row[0]) if row else 0)


def done(con: duckdb.DuckDBPyConnection, consumer: str, code: str) -> None:
    """Say that a consumer has worked in all that is noted by now. In the transaction in which it wrote."""
    row = con.execute(_NEWEST).fetchone()
    con.execute("DELETE FROM seen WHERE consumer = ?", [consumer])
    con.execute("INSERT INTO seen VALUES (?, ?, ?)", [consumer, code, row[0] if row else 0])


def forget(con: duckdb.DuckDBPyConnection, consumer: str) -> None:
    """Take a consumer out: the next time it works everything in, and until then nothing is kept for it."""
    con.execute("DELETE FROM seen WHERE consumer = ?", [consumer])


def settled(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether relations are worked out for all that is loaded."""
    row = con.execute("SELECT seq FROM seen WHERE consumer = ?", [RELATE]).fetchone()
    if row is None:
        return con.execute("SELECT 1 FROM loaded_batch LIMIT 1").fetchone() is None
    loaded = ", ".join(f"'{scope}'" for scope in BY_LOAD)
    return con.execute(f"SELECT 1 FROM change_log WHERE seq > {int(row[0])} AND scope IN ({loaded}) LIMIT 1").fetchone() is None  # noqa: S608


def prune(con: duckdb.DuckDBPyConnection) -> None:
    """Drop what every consumer has seen."""
    con.execute("DELETE FROM change_log WHERE seq <= (SELECT min(seq) FROM seen)")
