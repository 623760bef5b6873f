"""What must hold within a row, derived from a record's field names so that a new field of a known shape is held to it too."""

from __future__ import annotations

from datetime import datetime

import polars as pl

from pipeline.records import Capture, Figure, Page, SpanList
from pipeline.store.tables import columns

EARLIEST = datetime(1990, 1, 1)  # noqa: DTZ001 - frames are naive UTC. Before the web there is nothing to fetch: older dates are misreadings

OFF_TEXT = ("credit",)
"""Words that may stand outside the text: a wire is often credited in the byline."""

_SHARES = ("relevance", "containment", "weight", "score", "value", "low", "high")
_PIECE = ("start", "end")
_LOW_HIGH = (("value_low", "value_high"), ("value_start", "value_end"), ("period_from", "period_to"), ("day_first", "day_last"))


def rules(record: type) -> dict[str, pl.Expr]:
    """Rule name to expression, true where a row keeps it. Null counts as kept."""
    names = tuple(column.name for column in columns(record))
    found: dict[str, pl.Expr] = {}
    if "surface" in names:
        found["span_order"] = pl.col("start") < pl.col("end")
        found["span_length"] = pl.col("surface").str.len_chars() == pl.col("end") - pl.col("start")
    for name in names:
        if f"{name}_start" in names:
            found[f"{name}_words"] = _words(name)
    for low, high in _LOW_HIGH:
        if low in names and high in names:
            found[f"{low}_order"] = pl.col(low) <= pl.col(high)
    if "sentence_start" in names:
        found["in_sentence"] = (pl.col("sentence_start") <= pl.col("start")) & (pl.col("end") <= pl.col("sentence_end"))
    return {name: rule.fill_null(value=True) for name, rule in {**found, **_by_type(record), **_by_record(record, names)}.items()}


def _by_type(record: type) -> dict[str, pl.Expr]:
    found: dict[str, pl.Expr] = {}
    for column in columns(record):
        if column.python == SpanList:
            found[f"{column.name}_pieces"] = _pieces(column.name)
        if column.name in _SHARES:
            found[f"{column.name}_share"] = pl.col(column.name).is_between(0, 1)
        if column.python is int:
            found[f"{column.name}_negative"] = pl.col(column.name) >= 0
    return found


def _words(name: str) -> pl.Expr:
    """Words and their two offsets are there together or not at all, and the offsets are as far apart as the words are long."""
    words, start, end = pl.col(name), pl.col(f"{name}_start"), pl.col(f"{name}_end")
    absent = start.is_null() & end.is_null() & (True if name in OFF_TEXT else words.is_null())
    return absent | (words.is_not_null() & (start >= 0) & (end - start == words.str.len_chars()).fill_null(value=False))


def _pieces(name: str) -> pl.Expr:
    """Every piece is a [start, end] with start before end, and the pieces stand in order of the text."""
    pieces = pl.col(name)
    pairs = pieces.list.eval(pl.element().list.len() == len(_PIECE)).list.all()
    first, last = pl.element().list.get(0, null_on_oob=True), pl.element().list.get(1, null_on_oob=True)
    ordered = pieces.list.eval((first >= 0) & (first < last) & (first >= last.shift(1).fill_null(0))).list.all()
    return pairs & ordered


def _by_record(record: type, names: tuple[str, ...]) -> dict[str, pl.Expr]:
    found: dict[str, pl.Expr] = {}
    if record in (Page, Capture):
        found["reason_unless_stored"] = pl.col("reason").is_null() == (pl.col("fate") == "stored")
    if record is Figure:
        found |= _bounds()
    if "body_start" in names:
        found["body_in_text"] = pl.col("body_start") <= pl.col("text").str.len_chars()
    if "published_at" in names:
        found["published_since_1990"] = pl.col("published_at") >= EARLIEST
    for name in names:
        if name.endswith("_method"):
            found[f"{name}_known"] = pl.col(name).is_null() == pl.col(name.replace("_method", "_at")).is_null()
    return found


def _bounds() -> dict[str, pl.Expr]:
    """The interval is as the qualifier has it: docs/figures.md. Only the first two leave the upper end open."""
    low, high, qualifier = pl.col("value_low"), pl.col("value_high"), pl.col("qualifier")
    open_above = qualifier.is_in(["more_than", "at_least"])
    return {
        "bounds_of_qualifier": low.is_not_null() & (high.is_null() == open_above),
        "bounds_of_none": (qualifier != "none") | (high == 0),
        "bounds_inclusive": (low != high) | (pl.col("low_inclusive") & pl.col("high_inclusive")),
    }
