"""Answers as files: CSV, JSON, Parquet or a spreadsheet, written aside and renamed, with what they came from."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import polars as pl

from pipeline.store.csv_text import FORMULA, to_csv
from pipeline.store.errors import StoreError
from pipeline.store.failures import clear

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FORMATS = ("csv", "json", "parquet", "xlsx")
"""What a file can be; the screen also has 'table'."""

SHEET_ROWS = 1_048_575
SHEET_CELL = 32_767
"""Rows below the header, and characters of a cell, that a worksheet takes. Source: Microsoft, 'Excel specifications and limits'."""

_BESIDE = ("csv", "json")  # formats with no place for the origin
_EXACT = 2**53  # a spreadsheet's numbers are doubles: larger whole numbers would change
_WIDEST = 60  # characters of a column as it opens


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an answer came from. Parquet and xlsx hold it themselves; beside CSV and JSON it lies as NAME.origin.json."""

    question: str
    snapshot: str
    params: dict[str, Any] = field(default_factory=dict)
    extractor: str | None = None

    def lines(self) -> dict[str, str]:
        """Names and values as text."""
        told = {"question": self.question, "snapshot": self.snapshot, "extractor": self.extractor or "unknown"}
        return told | {f"parameter {name}": "null" if value is None else str(value) for name, value in self.params.items()}


def write(frame: pl.DataFrame, out: Path, form: str, origin: Origin) -> Path:
    """Write an answer to `out` in one of `FORMATS`; what stood there before stays until the new file is whole.

    Raises `StoreError` where `out` is a folder, its folder is not there, the disk is full, or the answer does not fit a worksheet.
    """
    if out.is_dir():
        raise StoreError(f"{out} is a folder. Name a file: --output {out / f'answer.{form}'}.")
    if not out.parent.is_dir():
        raise StoreError(f"there is no folder {out.parent} to write {out.name} to. Make it, or name another file.")
    aside, about = out.with_name(f".{out.name}.{os.getpid()}"), out.with_name(f".{out.name}.{os.getpid()}.origin")
    with clear(f"writing {out}"):
        try:
            _WRITERS[form](frame, aside, origin)
            if form in _BESIDE:
                about.write_text(json.dumps(origin.lines(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
                about.replace(out.with_name(f"{out.name}.origin.json"))
            aside.replace(out)
        finally:
            aside.unlink(missing_ok=True)
            about.unlink(missing_ok=True)
    return out


def to_json(frame: pl.DataFrame) -> str:
    """A list of the rows; days and times as ISO 8601, lists as lists."""
    return json.dumps(frame.to_dicts(), default=_plain, ensure_ascii=False, indent=2) + "\n"


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _write_csv(frame: pl.DataFrame, path: Path, origin: Origin) -> None:  # noqa: ARG001 - see `_BESIDE`
    path.write_text(to_csv(frame), encoding="utf-8")


def _write_json(frame: pl.DataFrame, path: Path, origin: Origin) -> None:  # noqa: ARG001
    path.write_text(to_json(frame), encoding="utf-8")


def _write_parquet(frame: pl.DataFrame, path: Path, origin: Origin) -> None:
    frame.write_parquet(path, compression="zstd", metadata={f"masthead {name}": value for name, value in origin.lines().items()})


def _write_xlsx(frame: pl.DataFrame, path: Path, origin: Origin) -> None:
    """Two sheets, the answer and where it came from. Text is stored as text, so that no program computes it."""
    import xlsxwriter  # noqa: PLC0415 - only here

    if frame.height > SHEET_ROWS:
        raise StoreError(f"a worksheet takes {SHEET_ROWS:,} rows, and the answer has {frame.height:,}. Take --format csv or parquet.")
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": True}
    with xlsxwriter.Workbook(str(path), as_text | {"constant_memory": True}) as book:
        styles = {
            pl.Date: book.add_format({"num_format": "yyyy-mm-dd"}),
            pl.Datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("answer")
        sheet.freeze_panes(1, 0)
        for at, name in enumerate(frame.columns):
            longest = max([len(name), *(len(_shown(value)) for value in frame[name].head(100))])
            sheet.set_column(at, at, min(_WIDEST, longest + 2))
            sheet.write_string(0, at, _safe(name), bold)
        kinds = [styles.get(dtype.base_type()) for dtype in frame.dtypes]
        for number, row in enumerate(frame.iter_rows(), 1):
            for at, value in enumerate(row):
                _cell(sheet, number, at, value, kinds[at])
        about = book.add_worksheet("about")
        about.set_column(0, 0, 24)
        for number, (name, value) in enumerate(origin.lines().items()):
            about.write_string(number, 0, name, bold)
            about.write_string(number, 1, _safe(value))


def _cell(sheet: Any, row: int, at: int, value: object, style: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, at, value)
    elif isinstance(value, float | Decimal) or (isinstance(value, int) and abs(value) <= _EXACT):
        sheet.write_number(row, at, value)
    elif isinstance(value, date):  # and datetimes
        sheet.write_datetime(row, at, value, style)
    else:
        sheet.write_string(row, at, _safe(_shown(value)))


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _safe(text: str) -> str:
    """Text that no spreadsheet computes, also once the file was saved as CSV; cut where a cell ends."""
    guarded = f"'{text}" if FORMULA.match(text) else text
    return guarded if len(guarded) <= SHEET_CELL else guarded[: SHEET_CELL - 1] + "…"


_WRITERS: dict[str, Callable[[pl.DataFrame, Path, Origin], None]] = {
    "csv": _write_csv,
    "json": _write_json,
    "parquet": _write_parquet,
    "xlsx": _write_xlsx,
}
