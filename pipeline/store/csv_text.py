"""Answers as CSV that a spreadsheet opens as data, never as formulas."""

from __future__ import annotations

import json
import re
from typing import Any

import polars as pl

FORMULA = re.compile(r"[=+\-@\t\r]")
"""First characters that make spreadsheets compute a cell. Source: OWASP, CSV Injection."""


def to_csv(frame: pl.DataFrame) -> str:
    """The frame as CSV with a header. Text that begins like a formula gets an apostrophe before it; numbers stay; lists become JSON."""
    return frame.select(_cell(name, dtype) for name, dtype in frame.schema.items()).write_csv()


def _cell(name: str, dtype: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if dtype.is_nested():
        column = column.map_elements(_json, return_dtype=pl.String)
    elif not isinstance(dtype, pl.String):
        return column.cast(pl.String) if isinstance(dtype, pl.Null) else column
    return (
        pl.when(column.str.contains(f"^{FORMULA.pattern}")).then(pl.concat_str(pl.lit("'"), column)).otherwise(column).alias(_header(name))
    )


def _header(name: str) -> str:
    return f"'{name}" if FORMULA.match(name) else name


def _json(value: Any) -> str:  # noqa: ANN401 - whatever a nested column holds
    return json.dumps(value.to_list() if isinstance(value, pl.Series) else value, ensure_ascii=False, default=str)
