"""A batch's rows at the door: each table by its contract, then every fact against the text it points into."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from pipeline.records import BadRow, SpanList
from pipeline.store.contracts import refused, split
from pipeline.store.errors import StoreError
from pipeline.store.frames import frame
from pipeline.store.tables import FACTS, LOADED, TABLES, columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

_TOLD_THROUGH = {"figure": "attribution_id", "quote": "attribution_id", "attribution": "parent_id"}
"""Columns that name an attribution of the same version: emptied where that attribution was refused."""


def admit(tables: Mapping[str, pl.DataFrame], *, day: date, batch_id: str) -> dict[str, pl.DataFrame]:
    """The tables with only the rows that may go in, and `bad_row` with the others and why.

    Beyond each row's own contract: the facts of a refused version are refused with it, and a fact whose words, parts or pieces are not at
    their offsets is refused. Raises `StoreError` for a table no batch may hold. Every table given is in the answer, as is `bad_row`.
    """
    if unknown := [name for name in tables if name not in LOADED]:
        raise StoreError(f"no batch holds {', '.join(unknown)}: it is worked out from the others")
    bad: list[pl.DataFrame] = []
    good: dict[str, pl.DataFrame] = {}
    for table, rows in tables.items():
        good[table], faulty = split(table, rows, day=day, batch_id=batch_id)
        bad.append(faulty)
    lost = _lost(tables, good, "article_version", "version_id")
    texts = _texts(good.get("article_version"))
    for table in ("article_version", *FACTS):
        if table in good:
            wrong = _wrong(table, good[table], texts, lost)
            broken = pl.Series("rule", wrong, dtype=pl.String)
            bad.append(refused(table, good[table].filter(broken != ""), [rule for rule in wrong if rule], day=day, batch_id=batch_id))
            good[table] = good[table].filter(broken == "")
            lost |= _lost(tables, good, "article_version", "version_id")
    unheard = _lost(tables, good, "attribution", "attribution_id")
    for table, column in _TOLD_THROUGH.items() if unheard else ():
        if table in good:
            heard = ~pl.col(column).is_in(list(unheard))
            good[table] = good[table].with_columns(pl.when(heard).then(pl.col(column)).alias(column))
    good["bad_row"] = pl.concat([good.get("bad_row", frame([], BadRow)), *bad]).unique("bad_row_id", keep="first", maintain_order=True)
    return good


def _lost(given: Mapping[str, pl.DataFrame], good: Mapping[str, pl.DataFrame], table: str, key: str) -> set[str]:
    """Keys that were given and are not among the good."""
    return set(given[table][key].drop_nulls()) - set(good[table][key]) if table in given else set()


def _texts(versions: pl.DataFrame | None) -> dict[str, tuple[str, int]]:
    """Version id to its text and where the body begins."""
    if versions is None:
        return {}
    rows = versions.select("version_id", "text", "body_start").iter_rows()
    return {version_id: (text, body_start) for version_id, text, body_start in rows}


def _wrong(table: str, rows: pl.DataFrame, texts: Mapping[str, tuple[str, int]], lost: set[str]) -> list[str]:
    """Per row the rules it breaks, joined; empty where none.

    Facts of a version that came in earlier cannot be held against its text here: `sql/checks/spans.sql` does.
    """
    broken: list[list[str]] = [["its version was refused"] if version_id in lost else [] for version_id in rows["version_id"].to_list()]
    known = [texts.get(version_id) for version_id in rows["version_id"].to_list()]
    for rule, needs, keeps in _held_against_text(table):
        for at, (of, *values) in enumerate(zip(known, *(rows[name].to_list() for name in needs), strict=True)):
            if of is not None and not keeps(of, *values):
                broken[at].append(rule)
    return [", ".join(rules) for rules in broken]


def _held_against_text(table: str) -> Iterator[tuple[str, tuple[str, ...], Callable[..., bool]]]:
    """(rule, columns it looks at, whether they keep it given text and body start), from the shape of a table's columns."""
    names = [column.name for column in columns(TABLES[table])]
    if "surface" in names:
        yield "surface at its offsets", ("surface", "start", "end"), _is_at
    for name in names:
        if f"{name}_start" in names and f"{name}_end" in names:
            yield f"{name} at its offsets", (name, f"{name}_start", f"{name}_end"), _is_at
    for column in columns(TABLES[table]):
        if column.python == SpanList:
            words = column.name.removesuffix("_spans")
            yield f"{words} in its pieces", (words, column.name), _is_in_pieces
    if "in_headline" in names:
        yield "headline flag", ("in_headline", "start"), _is_flagged


def _is_at(of: tuple[str, int], words: str | None, start: int | None, end: int | None) -> bool:
    return words is None or start is None or of[0][start:end] == words  # words without a place are the contract's business


def _is_in_pieces(of: tuple[str, int], words: str | None, spans: list[list[int]]) -> bool:
    """Words are their pieces joined by one blank; without words there are no pieces."""
    found = " ".join(of[0][start:end] for start, end in spans)
    return bool(spans) == (words is not None) and found == (words or "")


def _is_flagged(of: tuple[str, int], in_headline: bool, start: int) -> bool:
    return in_headline == (start < of[1])
