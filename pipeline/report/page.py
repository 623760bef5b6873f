"""Builds the page: asks the warehouse, draws the charts, fills the template, and puts the file in place whole."""

from __future__ import annotations

import os
from collections import defaultdict
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pipeline.records import FATES, REASONS
from pipeline.report import dictionary as data_dictionary
from pipeline.report import questions, words
from pipeline.store.dictionary import dictionary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import polars as pl

    Query = Callable[[str], pl.DataFrame]

MOST_LINES = 8  # revised figures shown
MOST_OUTLETS = 12  # outlets shown per naming choice
OPEN = 3  # pairs of a story, and choices of names, shown without a click


def build(query: Query, out: Path, *, built_from: str) -> Path:
    """Write the report to `out` and return its path; the data dictionary goes beside it.

    `query` answers one SELECT on the published warehouse; `built_from` says which snapshot that is. The page asks for nothing: charts are
    inline drawings, its policy forbids scripts and requests, links lead to http(s) addresses only. An error of `query` passes through,
    and then the page that was there stays.
    """
    html = render(query, built_from=built_from)
    out.parent.mkdir(parents=True, exist_ok=True)
    data_dictionary.build(dictionary(), out.parent)
    aside = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        aside.write_text(html, encoding="utf-8")
        aside.replace(out)
    finally:
        aside.unlink(missing_ok=True)
    return out


def render(query: Query, *, built_from: str) -> str:
    """The page as text."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - drawing and templates take a second to import

    from pipeline.report import charts  # noqa: PLC0415

    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    page.filters |= {
        "day": words.day,
        "count": words.count,
        "listed": words.listed,
        "shown": words.shown,
        "link": words.link,
        "group": words.group,
    }
    template = page.from_string(files("pipeline.report").joinpath("report.html.j2").read_text(encoding="utf-8"))
    by_outlet, published, who = query(questions.SOURCES_BY_OUTLET), query(questions.PUBLISHED), query(questions.NAMED)
    return template.render(
        built_from=built_from,
        held=query(questions.HOLDINGS).row(0, named=True),
        fates=_fates(query(questions.FATES)),
        reasons=[row | {"means": REASONS.get(row["reason"] or "", "")} for row in _rows(query(questions.REASONS))],
        gaps=_rows(query(questions.GAPS)),
        coverage=charts.coverage(published),
        named=charts.named(who),
        disagreements=_disagreements(_rows(query(questions.DISAGREEMENTS))),
        revisions=_revisions(_rows(query(questions.REVISIONS))),
        tolls=_rows(query(questions.tolls())),
        naming=_naming(_rows(query(questions.NAMING))),
        source_chart=charts.sources(by_outlet),
        sources=_rows(query(questions.SOURCES)),
        latest=_rows(query(questions.LATEST)),
        shown_open=OPEN,
    )


def _rows(frame: pl.DataFrame) -> list[dict[str, Any]]:
    return list(frame.iter_rows(named=True))


def _fates(frame: pl.DataFrame) -> list[tuple[str, int]]:
    counts = dict(frame.iter_rows())
    return [(fate, counts.get(fate, 0)) for fate in FATES]


def _side(row: dict[str, Any], side: str) -> dict[str, Any]:
    """One of the two claims of a disagreement or a step: its sentence in pieces, and who stands behind it."""
    get = {
        name: row.get(f"{side}_{name}")
        for name in ("surface", "source", "sources", "outlet", "url", "outlets", "articles", "articles_weighted", "low", "high")
    }
    return get | {
        "when": row.get(f"{side}_first_day") or row.get(f"{side}_at"),
        "sentence": words.sentence(row[f"{side}_sentence"], row[f"{side}_surface"], row[f"{side}_start"]),
    }


def _disagreements(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Pairs by story, in the order in which the stories come first."""
    stories: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        pair = {name: row[name] for name in ("kind", "counted_group", "unit", "weight")}
        stories[row["story"] or "—"].append(pair | {"less": _side(row, "less"), "more": _side(row, "more")})
    return [{"story": story, "pairs": pairs} for story, pairs in stories.items()]


def _revisions(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lines with their points, first to last, the longest first; a line whose values stand in another in the same order is left out."""

    def line(row: dict[str, Any]) -> tuple[Any, ...]:
        return (row["scope"], row["scope_id"], row["story_id"], row["story"], row["kind"], row["counted_group"], row["unit"])

    found: list[dict[str, Any]] = []
    told: defaultdict[tuple[Any, ...], list[list[tuple[Any, Any]]]] = defaultdict(list)
    for _, group in groupby(rows, key=line):
        steps = list(group)
        first = steps[0]
        points = [_side(first, "from"), *(_side(step, "to") for step in steps)]
        values = [(point["low"], point["high"]) for point in points]
        longer = told[first["story"], first["kind"]]
        if not any(_stands_in(values, other) for other in longer):
            longer.append(values)
            found.append(
                {name: first[name] for name in ("scope", "scope_name", "story", "kind", "counted_group", "unit")} | {"points": points}
            )
    return found[:MOST_LINES]


def _stands_in(values: list[tuple[Any, Any]], other: list[tuple[Any, Any]]) -> bool:
    """Whether the values occur in the other list in the same order, gaps allowed."""
    rest = iter(other)
    return all(value in rest for value in values)


def _naming(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Per concept the variants, most used first, and per outlet how often it uses each itself and in quotations.

    Concepts on which outlets differ come first: those for which the most outlets, of those that name it twice or more, prefer another name
    than most.
    """
    concepts: list[dict[str, Any]] = []
    for concept, group in groupby(rows, key=lambda row: row["concept"]):
        used = list(group)
        totals: defaultdict[str, int] = defaultdict(int)
        outlets: dict[str, dict[str, dict[str, Any]]] = {}
        for row in used:
            totals[row["variant"]] += row["own_voice"]
            outlets.setdefault(row["outlet"], {})[row["variant"]] = row
        if len(totals) > 1:  # one variant is no choice
            variants = sorted(totals, key=lambda variant: (-totals[variant], variant))
            concepts.append(
                {
                    "concept": concept,
                    "variants": variants,
                    "totals": [(variant, totals[variant]) for variant in variants if totals[variant]],
                    "differ": sum(_prefers_another(used_here, variants[0]) for used_here in outlets.values()),
                    "outlets": list(outlets.items())[:MOST_OUTLETS],
                    "hidden": max(0, len(outlets) - MOST_OUTLETS),
                }
            )
    return sorted(concepts, key=lambda choice: -int(choice["differ"]))


def _prefers_another(used: dict[str, dict[str, Any]], usual: str) -> bool:
    own = {variant: int(row["own_voice"]) for variant, row in used.items()}
    return sum(own.values()) > 1 and max(own.values()) > own.get(usual, 0)
