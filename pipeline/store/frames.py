"""Records to frames, with the exact types the warehouse has."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, get_args, get_origin

import polars as pl

from pipeline.store.errors import StoreError
from pipeline.store.tables import TABLES, columns

if TYPE_CHECKING:
    from collections.abc import Iterable

_DTYPES: dict[Any, Any] = {
    str: pl.String,
    int: pl.Int64,
    float: pl.Float64,
    bool: pl.Boolean,
    date: pl.Date,
    datetime: pl.Datetime("us"),
}
_SURROGATE = re.compile("[\ud800-\udfff]")


@cache
def dtypes(record: type) -> dict[str, Any]:
    """Polars type of each column of a record, in order; datetimes are naive (UTC)."""
    return {column.name: _dtype(column.python) for column in columns(record)}


def _dtype(python: Any) -> Any:  # noqa: ANN401 - an annotation in, a Polars type out
    if get_origin(python) is list:
        return pl.List(_dtype(get_args(python)[0]))
    return _DTYPES[python]


def frame(rows: Iterable[Any], record: type) -> pl.DataFrame:
    """A frame of records, also of none. Aware datetimes become naive UTC; naive ones are taken to be UTC.

    A lone surrogate, which no UTF-8 can hold, becomes U+FFFD: one code point for one, so that offsets stay right. Raises `StoreError`
    naming the column if a value has not the type the record says.
    """
    held = list(rows)
    series = []
    for column in columns(record):
        values = list(map(attrgetter(column.name), held))
        if column.python is datetime:
            values = [_naive(value) for value in values]
        series.append(_series(record, column.name, values))
    return pl.DataFrame(series)


def _series(record: type, name: str, values: list[Any]) -> pl.Series:
    dtype = dtypes(record)[name]
    try:
        try:
            return pl.Series(name, values, dtype=dtype, strict=True)
        except UnicodeEncodeError:
            return pl.Series(name, [_storable(value) for value in values], dtype=dtype, strict=True)
    except (TypeError, ValueError, OverflowError, pl.exceptions.PolarsError) as error:
        raise StoreError(f"{record.__name__}.{name}: a value is no {dtype}: {error}") from error


def _naive(value: datetime | None) -> datetime | None:
    return value if value is None or value.tzinfo is None else value.astimezone(UTC).replace(tzinfo=None)


def _storable(value: Any) -> Any:  # noqa: ANN401 - strings and lists of them; anything else as it is
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_storable(part) for part in value]
    return value


def conform(table: str, given: pl.DataFrame) -> pl.DataFrame:
    """The frame in the table's column order and types; null columns take their type, aware datetimes become naive UTC.

    Raises `StoreError` for a table there is none of, a column that is missing or not the table's, or a type that is another.
    """
    if table not in TABLES:
        raise StoreError(f"no table '{table}'; there are {', '.join(TABLES)}")
    wanted = dtypes(TABLES[table])
    if missing := [name for name in wanted if name not in given.columns]:
        raise StoreError(f"{table}: the frame lacks {', '.join(missing)}")
    if further := [name for name in given.columns if name not in wanted]:
        raise StoreError(f"{table} has no column {', '.join(further)}")
    return given.select(_as(table, name, given.schema[name], dtype) for name, dtype in wanted.items())


def _as(table: str, name: str, has: pl.DataType, wanted: Any) -> pl.Expr:  # noqa: ANN401
    column = pl.col(name)
    if has == wanted:
        return column
    if isinstance(has, pl.Datetime) and wanted == pl.Datetime("us"):
        return (column.dt.convert_time_zone("UTC").dt.replace_time_zone(None) if has.time_zone else column).cast(wanted)
    if (has.is_integer() and wanted in (pl.Int64, pl.Float64)) or _untyped(has):
        return column.cast(wanted)
    raise StoreError(f"{table}.{name} is {has}, not {wanted}")


def _untyped(has: pl.DataType) -> bool:
    """Whether the type is Null, or a list of it: what Polars makes of a column that holds nothing."""
    return _untyped(has.inner) if isinstance(has, pl.List) and isinstance(has.inner, pl.DataType) else isinstance(has, pl.Null)
