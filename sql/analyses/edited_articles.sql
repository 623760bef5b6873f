-- title: What was edited after publication
-- answers: Which articles were changed after they were published, and did a figure or the headline change with them?
-- param outlet text = null: id or part of the name of an outlet; all without it
-- param figures boolean = false: true to list only articles in which a figure was revised
-- param first date = 1990-01-01: first day of publication, UTC; articles without a date are left out
-- param last date = 2100-01-01: last day of publication, UTC
-- param rows integer = 100: rows at most
-- column published_day: day of publication, UTC
-- column outlet: who publishes
-- column headline: the headline now
-- column first_headline: the first headline; NULL where it did not change
-- column versions: texts it has had
-- column words_before: words of the first text
-- column words_now: words of the text now
-- column figures_revised: figures that moved: 'injured 11 -> 34'
-- column edits: sentences and headlines added, removed, changed or moved over all versions
-- column declared: what the outlet said of its changes: retraction, correction, clarification, update or note; empty where it was silent
-- column last_change: when the text now was first seen, UTC
-- column weight: the article's weight: 0 for a wire copy
-- column url: the article
WITH edited AS (
  SELECT article_id, outlet, published_day, title, version_count, current_version_id, word_count, weight, url
  FROM articles
  WHERE
    published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
    AND version_count > 1
    AND (
      CAST($outlet AS VARCHAR) IS NULL
      OR outlet_id = CAST($outlet AS VARCHAR)
      OR contains(lower(outlet), lower(CAST($outlet AS VARCHAR)))
    )
),
looks AS (
  SELECT c.article_id, arg_min(c.version_id, c.fetched_at) AS first_version, min(c.fetched_at) FILTER (WHERE c.version_id = e.current_version_id) AS last_change
  FROM capture AS c
  JOIN edited AS e ON e.article_id = c.article_id
  WHERE c.version_id IS NOT NULL
  GROUP BY c.article_id
),
told AS (
  SELECT article_id, count(*) FILTER (NOT is_note) AS edits, list_sort(list(DISTINCT declared) FILTER (declared IS NOT NULL)) AS declared
  FROM article_edits
  WHERE article_id IN (SELECT article_id FROM edited)
  GROUP BY article_id
),
revised AS (
  SELECT scope_id AS article_id, list(format('{} {} -> {}', kind, from_surface, to_surface) ORDER BY kind, counted_group, step) AS steps
  FROM figure_revision
  WHERE scope = 'article'
  GROUP BY scope_id
)
SELECT
  e.published_day,
  e.outlet,
  e.title AS headline,
  CASE WHEN v.title IS DISTINCT FROM e.title THEN v.title END AS first_headline,
  e.version_count AS versions,
  v.word_count AS words_before,
  e.word_count AS words_now,
  coalesce(r.steps, []) AS figures_revised,
  coalesce(t.edits, 0) AS edits,
  coalesce(t.declared, []) AS declared,
  l.last_change,
  e.weight,
  e.url
FROM edited AS e
LEFT JOIN looks AS l ON l.article_id = e.article_id
LEFT JOIN article_version AS v ON v.version_id = l.first_version
LEFT JOIN told AS t ON t.article_id = e.article_id
LEFT JOIN revised AS r ON r.article_id = e.article_id
WHERE NOT CAST($figures AS BOOLEAN) OR r.article_id IS NOT NULL
ORDER BY e.published_day DESC, e.outlet, e.url
LIMIT CAST($rows AS BIGINT)
