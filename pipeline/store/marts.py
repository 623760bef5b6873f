"""The marts of `sql/marts/`: one SELECT a file, built as a view or a table of the file's name, after those it reads.

How a table keeps up with what changed is in its header::

    -- refresh: story                         only rows of changed stories are made anew; version, article, story, day, month, all or sums
    -- whole: telling_words                   read whole all the same
    -- depends: SELECT ...                    another answer than before, and all is made anew
    -- notes: SELECT words FROM differing     (refresh: all) ids that are noted for marts that say `again`, told from the rows that come and go
    -- again source_words: SELECT ...         of the ids that another mart noted (`changed`), ids of one's own
    -- sums cited_words: n                    (refresh: sums) that mart's rows added up: `n` is the sum, see `pipeline.store.sums`
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from pipeline.store.errors import StoreError
from pipeline.store.schema import OWN_TABLES
from pipeline.store.sql_files import SqlFile, files, required
from pipeline.store.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

KINDS = ("view", "table")
REFRESHES = ("version", "article", "story", "day", "month", "all", "sums")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mart:
    """A mart: `columns` are its described columns, `built_from` the marts it reads, `reads` the tables and marts.

    `refresh` and what follows it are the header's words on how a table keeps up with what changed.
    """

    name: str
    title: str
    answers: str
    grain: str
    kind: str
    columns: dict[str, str]
    built_from: frozenset[str]
    reads: frozenset[str]
    select: str
    refresh: str
    whole: frozenset[str]
    depends: str | None
    notes: str | None
    again: Mapping[str, str]
    sums: Mapping[str, tuple[str, ...]]


def marts() -> list[Mart]:
    """The marts in an order in which they can be built. Raises `StoreError` for a bad header, unreadable SQL or a circle."""
    held = files("marts")
    graph = dependencies()
    try:
        order = list(TopologicalSorter({name: sorted(graph[name]) for name in held}).static_order())
    except CycleError as error:
        raise StoreError(f"marts read one another in a circle: {' <- '.join(error.args[1])}") from error
    return [_mart(held[name], frozenset(graph[name])) for name in order]


def mart(name: str) -> Mart:
    """The mart of that name. Raises `StoreError` if there is none."""
    held = files("marts")
    if name not in held:
        raise StoreError(f"no mart '{name}'; there are {', '.join(held)}")
    return _mart(held[name], frozenset(reads(held[name].select)) & held.keys())


def dependencies() -> dict[str, set[str]]:
    """Mart name to the marts it reads."""
    held = files("marts")
    return {name: set(reads(file.select) & held.keys()) - {name} for name, file in held.items()}


def summing(name: str) -> tuple[str, ...]:
    """The marts that add up the rows of this one."""
    return tuple(other for other, file in files("marts").items() if f"sums {name}" in file.head)


def sources(name: str) -> frozenset[str]:
    """The tables, of the schema and of marts, that a mart reads itself or through views."""
    return _sources(name, files("marts"))


def readers(name: str) -> frozenset[str]:
    """The marts that read this one's table, themselves or through views."""
    held = files("marts")
    return frozenset(other for other in held if other != name and name in _sources(other, held))


def _sources(name: str, held: Mapping[str, SqlFile]) -> frozenset[str]:
    found: set[str] = set()
    for source in reads(held[name].select):
        if source in held and held[source].head.get("kind") == "view":
            found |= _sources(source, held)
        else:
            found.add(source)
    return frozenset(found)


def foundations(name: str) -> frozenset[str]:
    """Everything a mart rests on: what it reads, what that reads, and so on."""
    held = files("marts")
    found: set[str] = set()
    ahead = [name]
    while ahead:
        new = reads(held[ahead.pop()].select) - found
        found |= new
        ahead += new & held.keys()
    return frozenset(found - {name})


@cache
def reads(select: str) -> frozenset[str]:
    """The tables and views a SELECT names, its own WITH names left out. Raises `StoreError` if it cannot be read as one SELECT."""
    row = _parser().execute("SELECT json_serialize_sql(?)", [select]).fetchone()
    parsed = json.loads(row[0] if row else "{}")
    if parsed.get("error", True) or len(parsed["statements"]) != 1:
        raise StoreError(f"not one SELECT: {select[:80]!r}: {parsed.get('error_message', 'several statements')}")
    return _named(parsed["statements"], frozenset())


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    import duckdb  # noqa: PLC0415 - listing what there is loads no database

    return duckdb.connect(config={"threads": 1})


def _named(node: object, own: frozenset[str]) -> frozenset[str]:
    """The tables that a part of a parsed SELECT names; `own` are the WITH names it may use, of which each knows those before it."""
    if isinstance(node, list):
        return frozenset[str]().union(*(_named(part, own) for part in node))
    if not isinstance(node, dict):
        return frozenset()
    found = frozenset[str]()
    for entry in node.get("cte_map", {}).get("map", ()):
        found |= _named(entry["value"], own)
        own |= {entry["key"]}
    if node.get("type") == "RECURSIVE_CTE_NODE":
        own |= {node["cte_name"]}
    if node.get("type") == "BASE_TABLE" and node["table_name"] not in own:
        found |= {node["table_name"]}
    return found.union(*(_named(part, own) for key, part in node.items() if key != "cte_map"))


def _mart(file: SqlFile, built_from: frozenset[str]) -> Mart:
    required(file, "title", "answers", "grain", "kind")
    if file.head["kind"] not in KINDS:
        raise StoreError(f"{file.path}: kind is '{file.head['kind']}'; it is one of {', '.join(KINDS)}")
    refresh = file.head.get("refresh", "all")
    if refresh not in REFRESHES:
        raise StoreError(f"{file.path}: refresh is '{refresh}'; it is one of {', '.join(REFRESHES)}")
    if file.name in TABLES or file.name in OWN_TABLES:
        raise StoreError(f"{file.path}: '{file.name}' is a table of the schema; give the mart another name")
    again = {key.removeprefix("again "): text for key, text in file.head.items() if key.startswith("again ")}
    if unknown := again.keys() - built_from:
        raise StoreError(f"{file.path}: again {', '.join(sorted(unknown))}: no mart that it reads")
    sums = {key.removeprefix("sums "): tuple(text.split(", ")) for key, text in file.head.items() if key.startswith("sums ")}
    if len(sums) != (refresh == "sums") or not all(set(columns) <= file.columns.keys() for columns in sums.values()):
        raise StoreError(
            f"{file.path}: with refresh: sums, and only then, goes one line 'sums MART: columns', of columns that are described"
        )
    return Mart(
        name=file.name,
        title=file.head["title"],
        answers=file.head["answers"],
        grain=file.head["grain"],
        kind=file.head["kind"],
        columns=file.columns,
        built_from=built_from,
        reads=reads(file.select),
        select=file.select,
        refresh=refresh,
        whole=frozenset(name.strip() for name in file.head.get("whole", "").split(",") if name.strip()),
        depends=file.head.get("depends"),
        notes=file.head.get("notes"),
        again=again,
        sums=sums,
    )
