"""Questions to a lake under the lockdown of questions to a file: read only, its data and nothing else.

DuckDB's own lockdown does not reach the functions that the lake's extensions bring: some ask any PostgreSQL server, some delete files. So a
statement is read by DuckDB's parser first, and refused where it names one of them, the catalogue's own tables, or SQL made of text.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from pipeline.store.build import literal
from pipeline.store.errors import QueryError
from pipeline.store.lake import METADATA, connect, data_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import duckdb

    from pipeline.store.lake import LakeAt

REACHING = re.compile(r"(ducklake|postgres)_.*|pg_clear_cache|read_postgres_binary|query|query_table|json_execute_serialized_sql")
"""Functions that reach further than the lake: those its extensions bring, and DuckDB's own that run SQL or open tables named in a text."""

_EXPLAIN = re.compile(r"\s*EXPLAIN\s+(ANALYZE\s+)?", re.IGNORECASE)


def connection(at: LakeAt, config: Mapping[str, str | int]) -> duckdb.DuckDBPyConnection:
    """A connection that shows the lake as a publication left it, whatever is published meanwhile, with DuckDB's settings `config`.

    Raises `StoreError` as `pipeline.store.lake.connect` does.
    """
    con = connect(at.lake, version=at.version, read_only=True)
    try:
        con.execute(f"SET allowed_directories = [{literal(data_path(con))}]")
        for name, value in config.items():
            con.execute(f"SET {name} = {literal(str(value))}")
        con.execute("SET enable_external_access = false")
    except BaseException:
        con.close()
        raise
    return con


def refuse_reaching(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Raise `QueryError` where one SELECT, explained or not, names what a question to a lake may not."""
    row = con.execute("SELECT json_serialize_sql($sql)", {"sql": _EXPLAIN.sub("", sql, count=1)}).fetchone()
    told = json.loads(row[0]) if row else {"error": True}
    if told.get("error"):
        raise QueryError("this form of SELECT cannot be checked, and so is not answered on a lake. Ask it of the published file.")
    for key, value in _walk(told):
        name = value.lower()
        if key == "function_name" and REACHING.fullmatch(name):
            raise QueryError(f"a query may read this warehouse and nothing else: {name} is not for questions.")
        if key in {"catalog_name", "schema_name", "catalog", "schema"} and name == METADATA:
            raise QueryError("a query may read this warehouse and nothing else: the lake's catalogue is not for questions.")


def _walk(value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - JSON
    ahead: list[Any] = [value]
    while ahead:
        one = ahead.pop()
        if isinstance(one, dict):
            yield from ((key, part) for key, part in one.items() if isinstance(part, str))
            ahead += one.values()
        elif isinstance(one, list):
            ahead += one
