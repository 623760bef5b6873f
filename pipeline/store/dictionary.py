"""The data dictionary: every table, view, mart and ready question with its columns, from their comments and headers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import duckdb

from pipeline.store import build, marts, schema
from pipeline.store.analyses import analyses
from pipeline.store.sql_files import files
from pipeline.store.tables import TABLES

if TYPE_CHECKING:
    from pipeline.store.analyses import Analysis
    from pipeline.store.marts import Mart
    from pipeline.store.sql_files import SqlFile


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMeaning:
    """A column, its DuckDB type and what it holds."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A table or view of a warehouse file. `kind` is 'table' or 'view'."""

    name: str
    kind: str
    meaning: str
    columns: tuple[ColumnMeaning, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A mart, with the question it answers, its grain and an example that runs. `example_title` says in words what the example asks."""

    mart: Mart
    relation: Relation
    example: str
    example_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionary:
    """All there is to ask: tables as loaded, marts built from them, ready questions."""

    tables: tuple[Relation, ...]
    marts: tuple[Described, ...]
    analyses: tuple[Analysis, ...] = field(default=())


def dictionary() -> Dictionary:
    """The dictionary of this version of the code, worked out on an empty warehouse in memory."""
    con = duckdb.connect()
    try:
        schema.create(con)
        ordered = marts.marts()
        for mart in ordered:
            build.build(con, mart)
        held = {relation.name: relation for relation in described(con)}
    finally:
        con.close()
    examples = files("examples")
    return Dictionary(
        tables=tuple(held[name] for name in TABLES),
        marts=tuple(_described(mart, held[mart.name], examples) for mart in sorted(ordered, key=lambda one: one.name)),
        analyses=tuple(analyses()),
    )


def described(con: duckdb.DuckDBPyConnection) -> list[Relation]:
    """The tables and marts that a warehouse file holds, by name, from its comments; tables of the store itself are left out."""
    known = {*TABLES, *files("marts")}
    columns: dict[str, list[ColumnMeaning]] = {}
    for table, name, kind, comment in con.execute(
        "SELECT table_name, column_name, data_type, comment FROM duckdb_columns() WHERE NOT internal AND schema_name = 'main' "
        "ORDER BY table_name, column_index"
    ).fetchall():
        columns.setdefault(table, []).append(ColumnMeaning(name=name, type=kind, meaning=comment or ""))
    found = con.execute(
        "SELECT table_name, 'table', comment FROM duckdb_tables() WHERE NOT internal AND schema_name = 'main' "
        "UNION ALL SELECT view_name, 'view', comment FROM duckdb_views() WHERE NOT internal AND schema_name = 'main' ORDER BY 1"
    ).fetchall()
    return [
        Relation(name=name, kind=kind, meaning=comment or "", columns=tuple(columns.get(name, ())))
        for name, kind, comment in found
        if name in known
    ]


def _described(mart: Mart, relation: Relation, examples: dict[str, SqlFile]) -> Described:
    """With the example of `sql/examples/`; where there is none, the first rows are one."""
    example = examples.get(mart.name)
    if example is None:
        return Described(mart=mart, relation=relation, example=f"FROM {mart.name} LIMIT 10", example_title="Its first rows")
    return Described(mart=mart, relation=relation, example=example.select, example_title=example.head.get("title", ""))
