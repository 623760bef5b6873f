"""The columns of a record as Polars sees them: every frame that enters or leaves this stage has them."""

from __future__ import annotations

import types
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_PLAIN: dict[Any, Any] = {
    str: pl.String,
    int: pl.Int64,
    float: pl.Float64,
    bool: pl.Boolean,
    bytes: pl.Binary,
    date: pl.Date,
    datetime: pl.Datetime("us"),
}


def _dtype(hint: Any) -> Any:  # noqa: ANN401 - a type hint may be anything, and so may a Polars type
    if get_origin(hint) in (Union, types.UnionType):
        return _dtype(next(part for part in get_args(hint) if part is not type(None)))
    if get_origin(hint) is list:
        return pl.List(_dtype(get_args(hint)[0]))
    return _PLAIN[hint]


@cache
def schema(record: type) -> pl.Schema:
    """Column names and Polars types of a record; datetimes are naive UTC, as the warehouse keeps them."""
    return pl.Schema({name: _dtype(hint) for name, hint in get_type_hints(record).items()})


def conform(frame: pl.DataFrame, record: type, *, without: Collection[str] = ()) -> pl.DataFrame:
    """The frame with the record's columns in the record's order and types, but for those `without` which it will do.

    Aware datetimes become naive UTC, null columns take their type, further columns are dropped. A missing column raises Polars'
    `ColumnNotFoundError`.
    """
    aware = [
        pl.col(name).dt.convert_time_zone("UTC").dt.replace_time_zone(None)
        for name, dtype in frame.schema.items()
        if isinstance(dtype, pl.Datetime) and dtype.time_zone is not None
    ]
    wanted = schema(record)
    return frame.with_columns(aware).select([pl.col(name).cast(dtype) for name, dtype in wanted.items() if name not in without])


def differing(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Rows of one of two frames with the same columns that the other lacks: what a rewriting changes, as it was and as it is."""
    return pl.concat(
        [
            one.join(other, on=one.columns, how="anti", nulls_equal=True)
            for one, other in ((before, after), (after.select(before.columns), before))
        ]
    )


def build(rows: Iterable[Mapping[str, object]], record: type) -> pl.DataFrame:
    """A frame with the record's columns from dictionaries; naive or aware datetimes, none mixed in one column."""
    rows = list(rows)
    wanted = schema(record)
    return conform(pl.DataFrame(rows, schema=list(wanted), orient="row", infer_schema_length=None), record) if rows else wanted.to_frame()
