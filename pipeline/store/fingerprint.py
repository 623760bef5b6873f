"""What 'the same warehouse' means: a hash over the contents of all facts and relations, whatever the order and time they came in.

Left out are the log of what was done (runs, loads, captures, coverage, scores, refused rows) and the columns in `LEFT_OUT`, which tell when this
machine looked and not what was found. Two machines given the same pages have the same fingerprint; so has a run repeated or resumed.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from pipeline.store.sql_files import files
from pipeline.store.tables import LOADED, SCHEMA_VERSION, TABLES, UPSERTED, Column, columns, quoted

if TYPE_CHECKING:
    import duckdb

LOG: tuple[str, ...] = ("capture", "fetch_state", "fetch_day", "story_change", "coverage", "quality", "run", "bad_row")
"""Tables of what was done; the store's own tables (loaded_batch and so on) are of that kind too."""

FINGERPRINTED: tuple[str, ...] = tuple(name for name in TABLES if name not in LOG)

LEFT_OUT: dict[str, frozenset[str]] = {
    "article": frozenset({"first_fetched_at"}),
    "page": frozenset({"retry_at", "detail", "last_looked_at", "unchanged"}),
}
"""Columns that hold times of looking, or words about them."""

_PUBLISHED = (*FINGERPRINTED, "capture", "fetch_state", "fetch_day", "story_change", "coverage", "quality", "bad_row")
"""What readers see: all but the log of runs, which grows with every run that finds nothing new."""

GROWING: frozenset[str] = frozenset({"story_change", *(name for name in LOADED if name not in UPSERTED)})
"""Rows are added to these and never change, so that what earlier publications hashed of them need not be hashed again. Of the other tables the
sums are kept true by whoever writes them (`moved`)."""

_NULL = "chr(30)"  # no clean text holds these two control characters
_BETWEEN = "chr(31)"


def digests(con: duckdb.DuckDBPyConnection, *, running: bool = False) -> dict[str, str]:
    """Hash of each table's rows, 32 hexadecimal characters: to see which table differs.

    Count, exclusive or and sum of the rows' MD5: independent of order, and unlike exclusive or alone not blind to a row that is there twice.
    With `running`, what `remember` kept is built on, and only rows that changed since are read.
    """
    return {table: _digest(_sums(con, table, LEFT_OUT.get(table, frozenset()), running=running)) for table in FINGERPRINTED}


def fingerprint(con: duckdb.DuckDBPyConnection, *, running: bool = False) -> str:
    """32 hexadecimal characters, equal for equal facts and relations."""
    return _joined(digests(con, running=running))


def publication_digest(con: duckdb.DuckDBPyConnection, *, running: bool = False) -> str:
    """Hash over everything readers are shown: rows but the log of runs, and the marts' definitions. Equal: nothing new to publish."""
    rows = {table: _digest(_sums(con, table, frozenset(), running=running)) for table in _PUBLISHED}
    return _joined(rows | {f"mart {name}": file.path.read_text(encoding="utf-8") for name, file in files("marts").items()})


def remember(con: duckdb.DuckDBPyConnection) -> None:
    """Keep the sums of all tables, so that the next publication hashes only what changed."""
    kept = {name: _sums(con, table, left_out, running=True) for name, (table, left_out) in _KEPT.items()}
    con.execute("BEGIN")
    con.execute("DELETE FROM table_sum")
    con.executemany("INSERT INTO table_sum VALUES (?, ?, ?, ?)", [[name, *sums] for name, sums in kept.items()])
    con.execute("COMMIT")


def moved(con: duckdb.DuckDBPyConnection, table: str, *, gone: str, made: str) -> None:
    """Keep a table's sums true when the rows of one relation go and those of another come. In the transaction in which they do."""
    for name, (of, left_out) in _KEPT.items():
        if of == table and of not in GROWING and (sums := _kept(con, name)) is not None:
            out, new = (_reckoned(con, table, relation, left_out) for relation in (gone, made))
            now = [sums.rows - out.rows + new.rows, sums.xor ^ out.xor ^ new.xor, sums.sum - out.sum + new.sum]
            con.execute("UPDATE table_sum SET row_count = ?, hash_xor = ?, hash_sum = ? WHERE table_name = ?", [*now, name])


class _Sums(NamedTuple):
    """Over the rows of a table: how many, exclusive or and sum of their hashes."""

    rows: int
    xor: int
    sum: int


_NOTHING: frozenset[str] = frozenset()
_KEPT = {name: (name, _NOTHING) for name in _PUBLISHED} | {f"{name}, as found": (name, left_out) for name, left_out in LEFT_OUT.items()}
"""By the name under which sums are kept: the table, and the columns left out."""


def _sums(con: duckdb.DuckDBPyConnection, table: str, left_out: frozenset[str], *, running: bool) -> _Sums:
    kept = _kept(con, f"{table}, as found" if left_out else table) if running else None
    rows, end = con.execute(f"SELECT count(*), coalesce(max(rowid) + 1, 0) FROM {table}").fetchone() or (0, 0)  # noqa: S608
    if kept and table not in GROWING and kept.rows == rows:
        return kept
    if kept and table in GROWING and kept.rows <= rows == end:  # numbered through from nought: none was deleted
        new = _reckoned(con, table, table, left_out, f"rowid >= {kept.rows}")
        return _Sums(kept.rows + new.rows, kept.xor ^ new.xor, kept.sum + new.sum)
    return _reckoned(con, table, table, left_out)


def _reckoned(con: duckdb.DuckDBPyConnection, table: str, relation: str, left_out: frozenset[str], where: str = "true") -> _Sums:
    """Of the rows of a relation that has the table's columns."""
    parts = ", ".join(f"coalesce({_text(column)}, {_NULL})" for column in columns(TABLES[table]) if column.name not in left_out)
    row = con.execute(
        f"SELECT count(*), coalesce(bit_xor(md5_number(line)), 0), coalesce(sum(md5_number_lower(line)), 0) "  # noqa: S608
        f"FROM (SELECT concat_ws({_BETWEEN}, {parts}) AS line FROM {relation} WHERE {where})"
    ).fetchone()
    return _Sums(*(row or (0, 0, 0)))


def _kept(con: duckdb.DuckDBPyConnection, name: str) -> _Sums | None:
    row = con.execute("SELECT row_count, hash_xor, hash_sum FROM table_sum WHERE table_name = ?", [name]).fetchone()
    return _Sums(*row) if row else None


def _digest(sums: _Sums) -> str:
    return hashlib.blake2b(repr(tuple(sums)).encode(), digest_size=16).hexdigest()


def _text(column: Column) -> str:
    name = quoted(column.name)
    return f"array_to_string({name}, chr(29))" if column.sql_type == "VARCHAR[]" else f"{name}::VARCHAR"


def _joined(parts: dict[str, str]) -> str:
    lines = "\n".join(f"{name} {parts[name]}" for name in sorted(parts))
    return hashlib.blake2b(f"{SCHEMA_VERSION}\n{lines}".encode(), digest_size=16).hexdigest()
