"""What grouping into stories asks of the warehouse: rows of the days it works on, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

import polars as pl

from pipeline.relate.stories import ARTICLE, as_groups
from pipeline.relate.vectors import LEAD_CHARACTERS, vector, words
from pipeline.store.found import found

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.store.warehouse import Warehouse

TOP_CHARACTERS = 3_000
"""What stands further down is background: the war that a last paragraph recalls is not what the article tells."""
HEADLINE, TOP, BELOW = 10, 5, 1
"""What a mention counts: twice in the headline, a fifth below the top."""
SMALLEST_FIGURE = 5  # ones and twos are in every article
RECALLED_DAYS = 60  # a figure whose period ended so long before publication is of another event
AT_ONCE = 20_000  # articles whose rows are held in memory at a time

_KEPT = """
  SELECT article_id, outlet_id, title, published_at, CAST(published_at AS DATE) AS day, current_version_id AS version_id
  FROM article
  WHERE ({where}) AND article_id IN (SELECT article_id FROM page WHERE fate = 'stored' AND article_id IN (SELECT article_id FROM article WHERE {where}))
"""
_READ_BY = "SELECT version_id, extractor_id FROM {table} SEMI JOIN told USING (version_id)"
_FACTS = ("figure", "entity_mention", "attribution", "quote", "naming", "date_mention", "rejected_span")


def ids(name: str, values: Iterable[str]) -> pl.DataFrame:
    """A frame of one column of ids, sorted, each once."""
    return pl.DataFrame({name: sorted(set(values))}, schema={name: pl.String})


def touched_days(warehouse: Warehouse, changed: pl.DataFrame | None) -> list[date | None]:
    """The days on which articles are published now, or were when groups were made of them; of these articles only, where they are given.

    None stands for articles without a date.
    """
    only, kept = ("", "true") if changed is None else ("SEMI JOIN changed USING (article_id)", "article_id IN (FROM changed)")
    given = {} if changed is None else {"changed": changed}
    rows = warehouse.frame(
        f"SELECT day FROM ({_KEPT.format(where=kept)}) UNION SELECT day FROM (SELECT day, unnest(article_ids) AS article_id FROM story_group) {only} "  # noqa: S608
        "ORDER BY day NULLS FIRST",
        None,
        **given,
    )
    return rows["day"].to_list()


def held_days(warehouse: Warehouse) -> list[date]:
    """The days of which there are groups."""
    return warehouse.frame("SELECT DISTINCT day FROM story_group WHERE day IS NOT NULL ORDER BY day")["day"].to_list()


def held_groups(warehouse: Warehouse, first: date, last: date) -> pl.DataFrame:
    """The groups of some days, first and last included, sorted."""
    rows = warehouse.frame("FROM story_group WHERE day BETWEEN $first AND $last", {"first": first, "last": last})
    return as_groups(rows)


def undated_groups(warehouse: Warehouse, changed: pl.DataFrame | None) -> pl.DataFrame:
    """The groups without a day: of articles that changed, where these are given."""
    only = "" if changed is None else "AND article_ids[1] IN (FROM changed)"
    rows = warehouse.frame(f"FROM story_group WHERE day IS NULL {only}", None, **({} if changed is None else {"changed": changed}))
    return as_groups(rows)


def articles(
    warehouse: Warehouse, days: Sequence[date | None], changed: pl.DataFrame | None = None
) -> Iterator[tuple[date | None, pl.DataFrame]]:
    """The articles of each of these days, in order of the days, with their vectors; a day without articles is left out.

    Where `changed` is given, of the articles without a date only those.
    """
    wanted = pl.DataFrame({"day": days}, schema={"day": pl.Date})
    where = "CAST(published_at AS DATE) IN (FROM wanted)" + (" OR published_at IS NULL" if None in days else "")
    counts = dict(
        warehouse.frame(
            f"SELECT d.day, count(*) AS n FROM ({_KEPT.format(where=where)}) AS a JOIN wanted AS d ON d.day IS NOT DISTINCT FROM a.day GROUP BY ALL",  # noqa: S608
            wanted=wanted,
        )
        .select("day", "n")
        .iter_rows()
    )
    part: list[date | None] = []
    total = 0
    for day in [*days, date.max]:
        if part and (day == date.max or total + counts.get(day, 0) > AT_ONCE):
            yield from _articles(warehouse, part, changed)
            part, total = [], 0
        if day in counts:
            part.append(day)
            total += counts[day]


def _articles(
    warehouse: Warehouse, days: Sequence[date | None], changed: pl.DataFrame | None
) -> Iterator[tuple[date | None, pl.DataFrame]]:
    dated = [day for day in days if day is not None]
    spans = {"first": min(dated), "last": max(dated)} if dated else None
    within = "CAST(published_at AS DATE) BETWEEN $first AND $last" if spans else "false"
    undated = "false" if None not in days else f"published_at IS NULL {'' if changed is None else 'AND article_id IN (FROM changed)'}"
    given = {} if changed is None or None not in days else {"changed": changed}
    kept = _KEPT.format(where=f"({within}) OR ({undated})")
    told = warehouse.frame(f"{kept} ORDER BY published_at NULLS FIRST, article_id", spans, **given)
    told = told.filter(pl.col("day").is_in(dated) | pl.col("day").is_null())
    facts = _facts(warehouse, told)
    texts = warehouse.frame(
        "SELECT v.version_id, substring(v.text, 1, v.body_start + $lead) AS text, v.body_start "  # noqa: S608 - SQL of this package
        f"FROM {found('article_version', 'version_id', 'SELECT version_id FROM told')} AS v",
        {"lead": LEAD_CHARACTERS},
        told=told.select("version_id"),
    )
    by_version = {row[0]: row[1:] for row in texts.iter_rows()}
    for day, rows in groupby(told.iter_rows(named=True), key=lambda row: row["day"]):
        made = [
            {
                "article_id": row["article_id"],
                "outlet_id": row["outlet_id"],
                "title": row["title"],
                "features": vector(words(row["title"], *by_version[row["version_id"]]), *facts(row["version_id"])),
            }
            for row in rows
            if row["version_id"] in by_version
        ]
        yield day, pl.DataFrame(made, schema=ARTICLE, orient="row")


def _facts(warehouse: Warehouse, told: pl.DataFrame) -> Any:  # noqa: ANN401 - a function from a version's id to its names and figures
    """Who is named and which figures are printed, by version, of the extractor that read the version last."""
    versions = told.select("version_id", "published_at")
    several = warehouse.frame("SELECT count(*) AS n FROM extractor")["n"][0] > 1
    newest = _newest(warehouse, versions) if several else None
    by_newest = "SEMI JOIN newest AS n ON n.version_id = f.version_id AND n.extractor_id = f.extractor_id" if several else ""
    given = {"told": versions} if newest is None else {"told": versions, "newest": newest}
    named = warehouse.frame(
        f"SELECT f.version_id, f.entity_id, CAST(sum(CASE WHEN f.in_headline THEN {HEADLINE} WHEN f.start < v.body_start + {TOP_CHARACTERS} "  # noqa: S608
        f"THEN {TOP} ELSE {BELOW} END) AS BIGINT) AS often FROM {found('entity_mention', 'version_id', 'SELECT version_id FROM told')} AS f JOIN told AS t ON t.version_id = f.version_id "
        f"JOIN article_version AS v ON v.version_id = f.version_id {by_newest} WHERE f.entity_id IS NOT NULL GROUP BY ALL",
        None,
        **given,
    )
    printed = warehouse.frame(
        f"SELECT f.version_id, f.kind, f.value_low, bool_or(f.start < v.body_start + {TOP_CHARACTERS}) AS on_top "  # noqa: S608
        f"FROM {found('figure', 'version_id', 'SELECT version_id FROM told')} AS f JOIN told AS t ON t.version_id = f.version_id JOIN article_version AS v ON v.version_id = f.version_id "
        f"{by_newest} WHERE f.value_low >= {SMALLEST_FIGURE} AND f.stance <> 'hypothetical' "
        f"AND coalesce(f.period_to >= CAST(t.published_at AS DATE) - {RECALLED_DAYS}, true) GROUP BY ALL",
        None,
        **given,
    )
    names: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for version_id, entity_id, often in named.iter_rows():
        names[version_id][entity_id] = often / TOP
    figures: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for version_id, kind, low, on_top in printed.iter_rows():
        figures[version_id][f"{kind} {low:g}"] = 1.0 if on_top else BELOW / TOP
    return lambda version_id: (names.get(version_id, {}), figures.get(version_id, {}))


def _newest(warehouse: Warehouse, told: pl.DataFrame) -> pl.DataFrame:
    """(version, extractor): who read each version last, as the mart version_reading has it."""
    return warehouse.frame(
        f"WITH seen AS ({' UNION '.join(_READ_BY.format(table=table) for table in _FACTS)}), "  # noqa: S608
        "last_runs AS (SELECT extractor_id, max(started_at) AS at FROM run GROUP BY extractor_id) "
        "SELECT s.version_id, arg_max(s.extractor_id, (coalesce(l.at, TIMESTAMP '9999-12-31'), s.extractor_id)) AS extractor_id "
        "FROM seen AS s LEFT JOIN last_runs AS l USING (extractor_id) GROUP BY s.version_id",
        told=told,
    )
