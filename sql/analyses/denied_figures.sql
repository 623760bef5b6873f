-- title: Who denied which number
-- answers: Which numbers were printed as denied, by whom, and which outlets printed the same number as asserted?
-- param words text = null: words of the number or of its sentence; all without it
-- param first date = 1990-01-01: first day of publication, UTC; articles without a date are left out
-- param last date = 2100-01-01: last day of publication, UTC
-- param copies boolean = false: true to list wire copies too
-- param rows integer = 100: rows at most
-- column published_day: day of publication, UTC
-- column outlet: who printed the denial
-- column kind: what is counted
-- column number: the number denied
-- column denied_by: who denies it; NULL for the outlet's own voice
-- column sentence: the sentence
-- column asserted_by: sources on whose word the same number stands in the same story
-- column asserted_in: outlets that print it as asserted there
-- column story: the event
-- column url: the article
-- column weight: 0 for a wire copy
WITH denials AS (
  SELECT *
  FROM figures
  WHERE
    stance = 'denied'
    AND published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
    AND (weight > 0 OR CAST($copies AS BOOLEAN))
    AND (CAST($words AS VARCHAR) IS NULL OR contains(lower(surface || ' ' || sentence), lower(CAST($words AS VARCHAR))))
),
asserted AS (
  SELECT d.figure_id, list_sort(list(DISTINCT c.source) FILTER (WHERE c.source IS NOT NULL)) AS sources, list_sort(list(DISTINCT c.outlet)) AS outlets
  FROM denials AS d
  JOIN claims AS c
    ON c.story_key = coalesce(d.story_id, d.article_id)
    AND c.kind = d.kind
    AND c.unit = coalesce(d.unit, '')
    AND c.value_low IS NOT DISTINCT FROM d.value_low
  GROUP BY d.figure_id
)
SELECT
  d.published_day,
  d.outlet,
  d.kind,
  d.surface AS number,
  d.speaker AS denied_by,
  d.sentence,
  coalesce(a.sources, []) AS asserted_by,
  coalesce(a.outlets, []) AS asserted_in,
  coalesce(d.story, d.title) AS story,
  d.url,
  d.weight
FROM denials AS d
LEFT JOIN asserted AS a ON a.figure_id = d.figure_id
ORDER BY d.published_day, d.outlet, d.url, d.start
LIMIT CAST($rows AS BIGINT)
