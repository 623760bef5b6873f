"""Questions to the published warehouse: read only, no other file, no network, bounded in memory, time and rows."""

from __future__ import annotations

import tempfile
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow  # noqa: F401, ICN001 - DuckDB imports it with the first frame, on the query's time

from pipeline.store.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import polars as pl

_THREADS = 4
_SPILL = "4GB"  # temporary files of one query
_ANSWERING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)


def run(
    path: Path,
    sql: str,
    params: Mapping[str, Any] | Sequence[Any] | None = None,
    *,
    memory: str = "2GB",
    seconds: float = 60.0,
    rows: int | None = 100_000,
) -> pl.DataFrame:
    """The answer to one SELECT on a warehouse file, `rows` rows of it at most (None: all).

    `$name` parameters come from a mapping, `?` from a sequence. `memory` is as DuckDB writes it, '2GB'. Raises `QueryError` if the file is
    not there, the text is not one SELECT, it is wrong, reaches for anything outside the file, or takes more than it may.
    """
    if not path.is_file():
        raise QueryError(f"there is no warehouse {path}. Run `masthead run` first.")
    with tempfile.TemporaryDirectory(prefix="masthead-query-") as spill, _said(seconds, memory):
        con = _open(path, memory, spill)
        timer = threading.Timer(seconds, con.interrupt)
        timer.daemon = True
        try:
            _refuse_others(con, sql)
            timer.start()
            relation = con.sql(sql, params=params) if params else con.sql(sql)
            return (relation if rows is None else relation.limit(rows)).pl()
        finally:
            timer.cancel()
            con.close()


def _open(path: Path, memory: str, spill: str) -> duckdb.DuckDBPyConnection:
    config: dict[str, str | bool | int | float | list[str]] = {
        "enable_external_access": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "memory_limit": memory,
        "threads": _THREADS,
        "temp_directory": spill,
        "max_temp_directory_size": _SPILL,
    }
    con = duckdb.connect(str(path), read_only=True, config=config)
    con.execute("SET TimeZone = 'UTC'")
    con.execute("SET python_enable_replacements = false")  # or a name in the SQL would find a variable of this program
    con.execute("SET lock_configuration = true")
    return con


def _refuse_others(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    statements = con.extract_statements(sql)
    if len(statements) != 1 or statements[0].type not in _ANSWERING:
        raise QueryError(f"one SELECT is answered, and nothing else; this is {len(statements)} statement(s): {sql.strip()[:80]!r}")


@contextmanager
def _said(seconds: float, memory: str) -> Iterator[None]:
    """DuckDB's errors as `QueryError`s in words that say what to do."""
    try:
        yield
    except duckdb.InterruptException as error:
        raise QueryError(f"the query took longer than {seconds:g} s and was stopped. Narrow it, or raise query_seconds.") from error
    except duckdb.OutOfMemoryException as error:
        raise QueryError(f"the query needs more than {memory} of memory. Narrow it, or raise query_memory.") from error
    except duckdb.PermissionException as error:
        raise QueryError(f"a query may read this warehouse and nothing else: {_first_line(error)}") from error
    except duckdb.Error as error:
        raise QueryError(str(error).strip()) from error


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
