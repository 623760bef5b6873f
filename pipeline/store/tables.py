"""Which table keeps which record, by which key, and how its columns are typed: derived from `pipeline.records`, not said twice."""

from __future__ import annotations

import types
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from pipeline import records as r

SCHEMA_VERSION = 2
"""Of the warehouse file and the batches. Raise it with any change of a table's columns; `pipeline.store.upgrade` takes older ones over."""

TABLES: dict[str, type] = {
    "outlet": r.Outlet,
    "entity": r.Entity,
    "extractor": r.Extractor,
    "capture": r.Capture,
    "page": r.Page,
    "article": r.Article,
    "article_version": r.ArticleVersion,
    "figure": r.Figure,
    "date_mention": r.DateMention,
    "entity_mention": r.EntityMention,
    "quote": r.Quote,
    "attribution": r.Attribution,
    "naming": r.Naming,
    "rejected_span": r.RejectedSpan,
    "syndication": r.Syndication,
    "article_edit": r.ArticleEdit,
    "story": r.Story,
    "article_story": r.ArticleStory,
    "story_change": r.StoryChange,
    "fetch_state": r.FetchState,
    "fetch_day": r.FetchDay,
    "coverage": r.Coverage,
    "quality": r.Quality,
    "run": r.Run,
    "bad_row": r.BadRow,
}
"""Table name to record, referenced tables first."""

KEYS: dict[str, tuple[str, ...]] = {
    "outlet": ("outlet_id",),
    "entity": ("entity_id",),
    "extractor": ("extractor_id",),
    "capture": ("capture_id",),
    "page": ("page_id",),
    "article": ("article_id",),
    "article_version": ("version_id",),
    "figure": ("figure_id",),
    "date_mention": ("date_id",),
    "entity_mention": ("mention_id",),
    "quote": ("quote_id",),
    "attribution": ("attribution_id",),
    "naming": ("naming_id",),
    "rejected_span": ("rejected_id",),
    "syndication": ("article_id",),
    "article_edit": ("edit_id",),
    "story": ("story_id",),
    "article_story": ("article_id", "story_id"),
    "story_change": ("change_id",),
    "fetch_state": ("page_id",),
    "fetch_day": ("fetch_day_id",),
    "coverage": ("outlet_id", "day"),
    "quality": ("quality_id",),
    "run": ("run_id",),
    "bad_row": ("bad_row_id",),
}

FACTS: tuple[str, ...] = tuple(name for name, record in TABLES.items() if record in r.FACTS)
"""Tables whose rows are a span of an article version."""

UPSERTED: tuple[str, ...] = ("outlet", "entity", "capture", "fetch_state", "fetch_day")
"""A batch written later replaces the row of the same key: a look is decided anew by whoever reads it last. Everywhere else the first row of a
key stays, rows being named by their content."""

RECOMPUTED: tuple[str, ...] = (
    "page",
    "article",
    "syndication",
    "article_edit",
    "story",
    "article_story",
    "story_change",
    "coverage",
    "quality",
)
"""Never in a batch: worked out from the others, or (quality) from annotated texts, and put in by `Warehouse.replace` and `merge`."""

LOADED: tuple[str, ...] = tuple(name for name in TABLES if name not in RECOMPUTED)
"""What a batch may hold."""

_SQL_TYPES: dict[Any, str] = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN", date: "DATE", datetime: "TIMESTAMP"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A field of a record as SQL has it. `python` is the annotation without `| None`."""

    name: str
    python: Any
    sql_type: str
    nullable: bool


@cache
def columns(record: type) -> tuple[Column, ...]:
    """The columns of a record in order. Datetimes are TIMESTAMP, naive UTC by convention; lists are nested SQL lists."""
    return tuple(_column(name, hint) for name, hint in get_type_hints(record).items())


def _column(name: str, hint: Any) -> Column:  # noqa: ANN401 - an annotation may be anything
    nullable = get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint)
    python = next(part for part in get_args(hint) if part is not type(None)) if nullable else hint
    return Column(name=name, python=python, sql_type=_sql_type(python), nullable=nullable)


def _sql_type(python: Any) -> str:  # noqa: ANN401
    if get_origin(python) is list:
        return f"{_sql_type(get_args(python)[0])}[]"
    return _SQL_TYPES[python]


def quoted(name: str) -> str:
    """An identifier between double quotes: `end` is a reserved word."""
    return '"' + name.replace('"', '""') + '"'
