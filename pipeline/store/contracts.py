"""The contracts at the warehouse's door, derived from the records: rows that keep them go in, the others are kept as bad rows."""

from __future__ import annotations

import json
import types
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_origin

import dataframely as dy
import polars as pl

from pipeline.records import BadRow, make_id
from pipeline.store.allowed import ALLOWED
from pipeline.store.frames import conform, frame
from pipeline.store.rules import rules
from pipeline.store.tables import KEYS, TABLES, Column, columns

if TYPE_CHECKING:
    from collections.abc import Callable

_CUT = 2_000  # characters kept of a text in a bad row: enough to see what is wrong
_PLAIN: dict[Any, Callable[..., dy.Column]] = {
    str: dy.String,
    int: dy.Int64,
    float: dy.Float64,  # refuses NaN and infinity unless told otherwise
    bool: dy.Bool,
    date: dy.Date,
    datetime: dy.Datetime,
}


class Split(NamedTuple):
    """Rows that keep a table's contract, and a `BadRow` frame of those that do not."""

    good: pl.DataFrame
    bad: pl.DataFrame


@cache
def contract(table: str) -> type[dy.Schema]:
    """The dataframely schema of a table: types, non-null, allowed words, and the rules of `pipeline.store.rules`."""
    body: dict[str, Any] = {column.name: _column(table, column) for column in columns(TABLES[table])}
    for name, expression in rules(TABLES[table]).items():
        body[name] = dy.rule()(_returning(expression))
    made: type[dy.Schema] = types.new_class(f"{TABLES[table].__name__}Contract", (dy.Schema,), exec_body=lambda space: space.update(body))
    return made


def _returning(expression: pl.Expr) -> Callable[[type[dy.Schema]], pl.Expr]:
    return lambda _: expression


def _column(table: str, column: Column) -> dy.Column:
    words = ALLOWED.get((table, column.name))
    if words is not None:
        return dy.String(nullable=column.nullable, check={"allowed": lambda value: value.is_in(words)})
    if column.name in KEYS[table] and column.python is str:
        return dy.String(nullable=False, min_length=1)
    return _typed(column.python, nullable=column.nullable)


def _typed(python: Any, *, nullable: bool) -> dy.Column:  # noqa: ANN401 - an annotation may be anything
    if get_origin(python) is list:
        return dy.List(_typed(get_args(python)[0], nullable=False), nullable=nullable)
    return _PLAIN[python](nullable=nullable)


def split(table: str, given: pl.DataFrame, *, day: date, batch_id: str) -> Split:
    """Sort a table's rows into those that keep its contract and those that do not.

    Rows that are equal throughout count once; of rows with the same key and other contents the first is kept, the others are refused.
    `day` and `batch_id` say where bad rows came from. Raises `StoreError` if the frame has not the table's columns.
    """
    rows = conform(table, given)
    distinct = rows.unique(maintain_order=True) if rows.select(KEYS[table]).is_duplicated().any() else rows
    first = distinct.select(pl.struct(KEYS[table]).is_first_distinct()).to_series()
    good, failure = contract(table).filter(distinct.filter(first))
    twice = refused(table, distinct.filter(~first), "unique", day=day, batch_id=batch_id)
    details = failure.details()
    names = [name for name in details.columns if name not in rows.columns]
    broken = details.select(
        pl.concat_str(
            [pl.when(pl.col(name) == "invalid").then(pl.lit(name.replace("|", " "))) for name in names], separator=", ", ignore_nulls=True
        )
    ).to_series()
    reasons = broken.to_list()
    return Split(good, pl.concat([refused(table, details.select(rows.columns), reasons, day=day, batch_id=batch_id), twice]))


def refused(table: str, rows: pl.DataFrame, rule: str | list[str], *, day: date, batch_id: str) -> pl.DataFrame:
    """A `BadRow` frame of rows that broke a rule: one for all, or one for each."""
    said = [rule] * rows.height if isinstance(rule, str) else rule
    texts = [json.dumps(_cut(row), ensure_ascii=False, default=str) for row in rows.to_dicts()]
    return frame(
        (
            BadRow(bad_row_id=make_id(table, text, why), table_name=table, rule=why, row_json=text, ingest_day=day, batch_id=batch_id)
            for text, why in zip(texts, said, strict=True)
        ),
        BadRow,
    )


def _cut(row: dict[str, Any]) -> dict[str, Any]:
    return {name: f"{value[:_CUT]}…" if isinstance(value, str) and len(value) > _CUT else value for name, value in row.items()}
