"""What the report asks the warehouse: one SELECT for each table on the page, on public views and marts only."""

from __future__ import annotations

import re
from datetime import date

from pipeline.store.analyses import analysis, bind

FATES = "SELECT fate, count(*) AS pages FROM page GROUP BY fate"

HOLDINGS = """
SELECT
  (SELECT count(*) FROM page) AS pages,
  (SELECT count(*) FROM articles) AS articles,
  (SELECT coalesce(sum(weight), 0) FROM articles) AS articles_weighted,
  (SELECT count(DISTINCT outlet_id) FROM articles) AS outlets,
  (SELECT count(DISTINCT outlet_id) FROM articles WHERE NOT outlet_catalogued) AS outlets_new,
  (SELECT count(*) FROM articles WHERE published_at IS NULL) AS undated,
  (SELECT min(published_day) FROM articles) AS first_day,
  (SELECT max(published_day) FROM articles) AS last_day,
  (SELECT count(*) FROM figures) AS figures,
  (SELECT count(*) FROM quotes) AS quotes,
  (SELECT count(*) FROM mentions) AS mentions,
  (SELECT count(*) FROM attributions) AS attributions
"""

REASONS = """
SELECT fate, reason, CAST(sum(pages) AS BIGINT) AS pages, count(DISTINCT outlet_id) AS outlets
FROM accounting
WHERE fate <> 'stored'
GROUP BY fate, reason
ORDER BY fate, pages DESC, reason
"""

GAPS = """
SELECT outlet, day, looks_failed
FROM coverage_by_outlet_day
WHERE gap
ORDER BY day DESC, outlet
LIMIT 30
"""

PUBLISHED = """
SELECT outlet_id, outlet, day, articles, articles_weighted, gap
FROM coverage_by_outlet_day
ORDER BY day, outlet_id
"""

NAMED = """
WITH named AS (
  SELECT entity_id, entity, side, article_id, any_value(weight) AS weight
  FROM mentions
  WHERE entity_id IS NOT NULL
  GROUP BY entity_id, entity, side, article_id
)
SELECT
  min(entity) AS entity,
  coalesce(min(side), 'none') AS side,
  count(*) AS articles,
  sum(weight) AS articles_weighted,
  (SELECT sum(weight) FROM articles) AS all_weighted
FROM named
GROUP BY entity_id
HAVING sum(weight) > 0
ORDER BY articles_weighted DESC, articles DESC, entity
LIMIT 20
"""

DISAGREEMENTS = """
SELECT *, kind IN ('killed', 'injured', 'missing', 'displaced', 'detained', 'hostage', 'casualties') AS harm
FROM figure_disagreement
ORDER BY harm DESC, weight DESC, story, kind, less_low, more_low, less_figure_id, more_figure_id
LIMIT 60
"""

REVISIONS = """
WITH lines AS (
  SELECT *, count(*) OVER (PARTITION BY scope, scope_id, story_id, story, kind, counted_group, unit) AS steps
  FROM figure_revision
  WHERE kind IN ('killed', 'injured', 'missing', 'displaced', 'detained', 'hostage', 'casualties')
)
SELECT *
FROM lines
ORDER BY steps DESC, story, kind, counted_group, scope DESC, scope_id, step
LIMIT 200
"""

NAMING = """
SELECT concept, variant, outlet, own_voice, quoted, own_voice_total, own_voice_share
FROM naming_choice
WHERE own_voice_total > 0
ORDER BY concept, own_voice_total DESC, outlet, own_voice DESC, variant
"""

SOURCES_BY_OUTLET = """
SELECT
  min(outlet) AS outlet,
  CAST(sum(attributions) FILTER (WHERE NOT anonymous) AS BIGINT) AS named,
  CAST(sum(attributions) FILTER (WHERE anonymous) AS BIGINT) AS unnamed,
  CAST(sum(attributions) AS BIGINT) AS attributions
FROM sources_cited
WHERE anonymous IS NOT NULL AND NOT unresolved
GROUP BY outlet_id
ORDER BY attributions DESC, outlet
LIMIT 20
"""

SOURCES = """
SELECT
  source,
  min(source_class) AS source_class,
  bool_or(anonymous) AS anonymous,
  CAST(sum(attributions) AS BIGINT) AS attributions,
  sum(attributions_weighted) AS attributions_weighted,
  count(DISTINCT outlet_id) AS outlets
FROM sources_cited
WHERE source IS NOT NULL
GROUP BY source
ORDER BY attributions_weighted DESC, attributions DESC, source
LIMIT 15
"""

LATEST = """
SELECT published_at, outlet, outlet_catalogued, title, url, syndication_role, weight, story, version_count
FROM articles
ORDER BY published_at DESC NULLS LAST, outlet, article_id
LIMIT 25
"""


def tolls() -> str:
    """The analysis `toll_by_day` with its defaults, of which only the numbers that somebody contradicted or that changed: the newest 100."""
    wanted = analysis("toll_by_day")
    given = {name: _literal(value) for name, value in bind(wanted, {}).items()}
    told = re.sub(r"\$(\w+)", lambda match: given[match[1]], wanted.sql)
    return (
        f"SELECT * FROM (\n{told}\n) WHERE contradicted_by IS NOT NULL OR before IS NOT NULL "  # noqa: S608 - our own file and defaults
        "ORDER BY day DESC, outlet, value_low LIMIT 100"
    )


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, date):
        return f"DATE '{value}'"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)
