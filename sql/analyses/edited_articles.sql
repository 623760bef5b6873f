-- title: What was edited after publication
-- answers: Which articles were changed after they were published, and did a figure or the headline change with them?
-- param outlet text = null: id or part of the name of an outlet; all without it
-- param figures boolean = false: true to list only articles in which a figure or its qualifier is another
-- param silent boolean = false: true to list only articles with edits that no note speaks of
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
-- column figures_revised: figures that are another, with their kind, in the order of the changes: 'injured 11 -> 34'; 'at least 34 -> 34' too
-- column edits: sentences and headlines added, removed, changed or moved over all versions
-- column silent_edits: those of them of which no note speaks
-- column declared: what the outlet said of its changes: retraction, correction, clarification, update or note; empty where it was silent
-- column last_change: when the last change was first seen, UTC
-- column weight: the article's weight: 0 for a wire copy
-- column url: the article
WITH edited AS (
  SELECT article_id, outlet, published_day, title, version_count, word_count, weight, url
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
told AS (
  SELECT
    article_id,
    arg_min(before_version_id, step) AS first_version,
    count(*) FILTER (NOT is_note) AS edits,
    count(*) FILTER (NOT is_note AND declared IS NULL) AS silent_edits,
    list_sort(list(DISTINCT declared) FILTER (declared IS NOT NULL)) AS declared,
    max(seen_at) AS last_change
  FROM article_edits
  WHERE article_id IN (SELECT article_id FROM edited)
  GROUP BY article_id
),
revised AS (
  SELECT f.article_id, list(format('{} {} -> {}', f.kind, f.before, f.after) ORDER BY e.step, e.position, f.after_start) AS figures
  FROM edited_facts AS f
  JOIN article_edits AS e ON e.article_id = f.article_id AND e.edit_id = f.edit_id
  WHERE f.against = 'revision' AND f.aspect IN ('figure', 'qualifier') AND f.change = 'altered' AND f.article_id IN (SELECT article_id FROM edited)
  GROUP BY f.article_id
)
SELECT
  e.published_day,
  e.outlet,
  e.title AS headline,
  CASE WHEN v.title IS DISTINCT FROM e.title THEN v.title END AS first_headline,
  e.version_count AS versions,
  v.word_count AS words_before,
  e.word_count AS words_now,
  coalesce(r.figures, []) AS figures_revised,
  t.edits,
  t.silent_edits,
  coalesce(t.declared, []) AS declared,
  t.last_change,
  e.weight,
  e.url
FROM edited AS e
JOIN told AS t ON t.article_id = e.article_id
LEFT JOIN article_version AS v ON v.version_id = t.first_version
LEFT JOIN revised AS r ON r.article_id = e.article_id
WHERE (NOT CAST($figures AS BOOLEAN) OR r.article_id IS NOT NULL) AND (NOT CAST($silent AS BOOLEAN) OR t.silent_edits > 0)
ORDER BY e.published_day DESC, e.outlet, e.url
LIMIT CAST($rows AS BIGINT)
