"""Questions to the published warehouse: read only, no other file, no network, bounded in memory, time and rows."""

from __future__ import annotations

import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow  # noqa: F401, ICN001 - DuckDB imports it with the first frame, on the query's time

from pipeline.store.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import polars as pl

    from pipeline.store.lake import LakeAt

_THREADS = 4
_SPILL = "4GB"  # temporary files of one query
_ANSWERING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)


class Reader:
    """A published warehouse opened for questions: it shows the snapshot it was opened on, whatever is published meanwhile. See `opened`."""

    def __init__(self, con: duckdb.DuckDBPyConnection, memory: str, seconds: float, *, in_lake: bool = False) -> None:
        self._con = con
        self._in_lake = in_lake
        self._memory = memory
        self._seconds = seconds

    def answer(self, sql: str, params: Mapping[str, Any] | Sequence[Any] | None = None, *, rows: int | None = 100_000) -> pl.DataFrame:
        """The answer to one SELECT, `rows` rows of it at most (None: all). `$name` parameters come from a mapping, `?` from a sequence.

        Raises `QueryError` if the text is not one SELECT, it is wrong, reaches for anything outside the file, or takes more than it may.
        """
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._con.interrupt()

        timer = threading.Timer(self._seconds, stop)
        timer.daemon = True
        with _said(self._seconds, self._memory, late):
            try:
                _refuse_others(self._con, sql)
                if self._in_lake:
                    from pipeline.store import lake_read  # noqa: PLC0415 - questions to a file need none of it

                    lake_read.refuse_reaching(self._con, sql)
                timer.start()
                relation = self._con.sql(sql, params=params) if params else self._con.sql(sql)
                return (relation if rows is None else relation.limit(rows)).pl()
            finally:
                timer.cancel()

    def statements(self, script: str) -> list[str]:
        """The statements of a text, in order, without what stands between them. Raises `QueryError` where it cannot be read."""
        with _said(self._seconds, self._memory, threading.Event()):
            return [statement.query.strip().removesuffix(";") for statement in self._con.extract_statements(script)]

    def interrupt(self) -> None:
        """Stop the question that is being answered, from a signal's handler or another thread; `answer` then raises `QueryError`."""
        self._con.interrupt()


@contextmanager
def opened(path: Path | LakeAt, *, memory: str = "2GB", seconds: float = 60.0) -> Iterator[Reader]:
    """Open a warehouse file, or a publication in a lake, for questions, each of which may take `seconds` and `memory` (as DuckDB writes it, '2GB').

    Raises `QueryError` if there is no such file or it is no warehouse, `StoreError` if the lake cannot be reached.
    """
    if isinstance(path, Path) and not path.is_file():
        raise QueryError(f"there is no warehouse {path}. Run `masthead run` first.")
    with tempfile.TemporaryDirectory(prefix="masthead-query-") as spill:
        with _said(seconds, memory, threading.Event()):
            con = _open(path, memory, spill)
        try:
            yield Reader(con, memory, seconds, in_lake=not isinstance(path, Path))
        finally:
            con.close()


def run(
    path: Path | LakeAt,
    sql: str,
    params: Mapping[str, Any] | Sequence[Any] | None = None,
    *,
    memory: str = "2GB",
    seconds: float = 60.0,
    rows: int | None = 100_000,
) -> pl.DataFrame:
    """The answer to one SELECT on a warehouse file: `opened` for a single `answer`. Raises `QueryError` as they do."""
    with opened(path, memory=memory, seconds=seconds) as reader:
        return reader.answer(sql, params, rows=rows)


def _open(path: Path | LakeAt, memory: str, spill: str) -> duckdb.DuckDBPyConnection:
    bounds: dict[str, str | int] = {"memory_limit": memory, "threads": _THREADS, "temp_directory": spill, "max_temp_directory_size": _SPILL}
    if not isinstance(path, Path):
        from pipeline.store import lake_read  # noqa: PLC0415

        con = lake_read.connection(path, bounds)
    else:
        config: dict[str, str | bool | int | float | list[str]] = {
            "enable_external_access": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            **bounds,
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
def _said(seconds: float, memory: str, late: threading.Event) -> Iterator[None]:
    """DuckDB's errors as `QueryError`s in words that say what to do."""
    try:
        yield
    except duckdb.InterruptException as error:
        if not late.is_set():
            raise QueryError("the query was stopped.") from error
        raise QueryError(f"the query took longer than {seconds:g} s and was stopped. Narrow it, or raise query_seconds.") from error
    except duckdb.OutOfMemoryException as error:
        raise QueryError(f"the query needs more than {memory} of memory. Narrow it, or raise query_memory.") from error
    except duckdb.PermissionException as error:
        raise QueryError(f"a query may read this warehouse and nothing else: {_first_line(error)}") from error
    except duckdb.Error as error:
        raise QueryError(str(error).strip()) from error


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
