-- title: What another reading changes
-- answers: Which figures appeared, vanished or changed between two extractors that read the same texts?
-- param old text = null: id of the earlier extractor; without it the one that ran before the latest
-- param new text = null: id of the later extractor; without it the one that ran last
-- param change text = null: appeared, vanished or changed; all without it
-- param kind text = null: a kind of figure, before or after; all without it
-- param first date = 1990-01-01: first day of publication, UTC; articles without a date come with the default only
-- param last date = 2100-01-01: last day of publication, UTC
-- param rows integer = 1000: rows at most
-- column change: appeared, vanished, or changed where both read a figure in these words and say another thing of it
-- column what: which fields differ, for a figure that changed
-- column kind_before: what the earlier extractor took it to count
-- column kind_after: what the later one takes it to count
-- column before: the interval of the earlier: '[80, open)'
-- column after: the interval of the later
-- column source_before: who the earlier took to be behind it
-- column source_after: who the later takes to be behind it
-- column surface: the number's words
-- column sentence: the sentence
-- column outlet: who printed it
-- column published_day: day of publication, UTC; NULL where the article has no date
-- column title: the version's headline
-- column url: the article
-- column version_id: the text; earlier versions of an article are compared too
-- column start: where the words begin in it, in code points from 0
WITH ran AS (
  SELECT extractor_id, row_number() OVER (ORDER BY max(started_at) DESC, extractor_id DESC) AS place FROM run GROUP BY extractor_id
),
chosen AS (
  SELECT
    coalesce(CAST($new AS VARCHAR), (SELECT extractor_id FROM ran WHERE place = 1)) AS new_id,
    coalesce(
      CAST($old AS VARCHAR),
      (SELECT extractor_id FROM ran WHERE extractor_id <> coalesce(CAST($new AS VARCHAR), (SELECT extractor_id FROM ran WHERE place = 1)) ORDER BY place LIMIT 1)
    ) AS old_id
),
held AS (
  SELECT f.*, f.extractor_id = (SELECT new_id FROM chosen) AS is_new
  FROM figure AS f
  WHERE f.extractor_id IN ((SELECT old_id FROM chosen), (SELECT new_id FROM chosen))
),
-- Only texts that both have read: what one has not read has neither vanished nor appeared.
read_by AS (
  SELECT version_id, extractor_id FROM held
  UNION
  SELECT version_id, extractor_id FROM rejected_span WHERE extractor_id IN ((SELECT old_id FROM chosen), (SELECT new_id FROM chosen))
  UNION
  SELECT version_id, extractor_id FROM entity_mention WHERE extractor_id IN ((SELECT old_id FROM chosen), (SELECT new_id FROM chosen))
  UNION
  SELECT version_id, extractor_id FROM date_mention WHERE extractor_id IN ((SELECT old_id FROM chosen), (SELECT new_id FROM chosen))
  UNION
  SELECT version_id, extractor_id FROM attribution WHERE extractor_id IN ((SELECT old_id FROM chosen), (SELECT new_id FROM chosen))
),
read_by_both AS (
  SELECT version_id FROM read_by GROUP BY version_id HAVING count(*) = 2
),
compared AS (
  SELECT
    *,
    {'value': (value_low, value_high, low_inclusive, high_inclusive, unit), 'qualifier': qualifier, 'stance': stance, 'source': source, 'counted': (counted, counted_group), 'kind': kind} AS says,
    row_number() OVER (PARTITION BY version_id, start, "end", is_new ORDER BY kind, value_low, value_high, figure_id) AS nth
  FROM held
  WHERE version_id IN (SELECT version_id FROM read_by_both)
),
-- What both say alike is put aside first, so that of two figures in the same words the other two are paired.
alike AS (
  SELECT o.figure_id AS old_figure, n.figure_id AS new_figure
  FROM compared AS o
  JOIN compared AS n ON n.version_id = o.version_id AND n.start = o.start AND n."end" = o."end" AND n.says = o.says
  WHERE NOT o.is_new AND n.is_new
),
left_over AS (
  SELECT * EXCLUDE (nth), row_number() OVER (PARTITION BY version_id, start, "end", is_new ORDER BY kind, value_low, value_high, figure_id) AS nth
  FROM compared
  WHERE CASE WHEN is_new THEN figure_id NOT IN (SELECT new_figure FROM alike) ELSE figure_id NOT IN (SELECT old_figure FROM alike) END
),
differing AS (
  SELECT
    o AS old_row,
    n AS new_row,
    CASE WHEN o.figure_id IS NULL THEN 'appeared' WHEN n.figure_id IS NULL THEN 'vanished' ELSE 'changed' END AS change,
    coalesce(n.version_id, o.version_id) AS version_id,
    coalesce(n.start, o.start) AS start,
    coalesce(n.surface, o.surface) AS surface,
    coalesce(n.sentence_start, o.sentence_start) AS sentence_start,
    coalesce(n.sentence_end, o.sentence_end) AS sentence_end
  FROM (SELECT * FROM left_over WHERE NOT is_new) AS o
  FULL JOIN (SELECT * FROM left_over WHERE is_new) AS n ON n.version_id = o.version_id AND n.start = o.start AND n."end" = o."end" AND n.nth = o.nth
),
worded AS (
  SELECT
    *,
    old_row.says AS was,
    new_row.says AS now_is
  FROM differing
)
SELECT
  w.change,
  CASE WHEN w.change = 'changed' THEN list_filter(
    [
      CASE WHEN w.was.kind IS DISTINCT FROM w.now_is.kind THEN 'kind' END,
      CASE WHEN w.was.value IS DISTINCT FROM w.now_is.value THEN 'value' END,
      CASE WHEN w.was.qualifier IS DISTINCT FROM w.now_is.qualifier THEN 'qualifier' END,
      CASE WHEN w.was.stance IS DISTINCT FROM w.now_is.stance THEN 'stance' END,
      CASE WHEN w.was.source IS DISTINCT FROM w.now_is.source THEN 'source' END,
      CASE WHEN w.was.counted IS DISTINCT FROM w.now_is.counted THEN 'counted' END
    ], lambda field: field IS NOT NULL
  ) END AS what,
  w.was.kind AS kind_before,
  w.now_is.kind AS kind_after,
  CASE WHEN w.change <> 'appeared' THEN format(
    '{}{}, {}{}', CASE WHEN w.old_row.low_inclusive THEN '[' ELSE '(' END, coalesce(CAST(w.old_row.value_low AS VARCHAR), ''),
    coalesce(CAST(w.old_row.value_high AS VARCHAR), 'open'), CASE WHEN w.old_row.value_high IS NOT NULL AND w.old_row.high_inclusive THEN ']' ELSE ')' END
  ) END AS before,
  CASE WHEN w.change <> 'vanished' THEN format(
    '{}{}, {}{}', CASE WHEN w.new_row.low_inclusive THEN '[' ELSE '(' END, coalesce(CAST(w.new_row.value_low AS VARCHAR), ''),
    coalesce(CAST(w.new_row.value_high AS VARCHAR), 'open'), CASE WHEN w.new_row.value_high IS NOT NULL AND w.new_row.high_inclusive THEN ']' ELSE ')' END
  ) END AS after,
  w.was.source AS source_before,
  w.now_is.source AS source_after,
  w.surface,
  substring(v.text, w.sentence_start + 1, w.sentence_end - w.sentence_start) AS sentence,
  coalesce(o.name, v.outlet_id) AS outlet,
  CAST(a.published_at AS DATE) AS published_day,
  v.title,
  a.url,
  w.version_id,
  w.start
FROM worded AS w
JOIN article_version AS v ON v.version_id = w.version_id
LEFT JOIN article AS a ON a.article_id = v.article_id
LEFT JOIN outlet AS o ON o.outlet_id = v.outlet_id
WHERE
  coalesce(CAST(a.published_at AS DATE), DATE '1990-01-01') BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
  AND (CAST($change AS VARCHAR) IS NULL OR w.change = CAST($change AS VARCHAR))
  AND (CAST($kind AS VARCHAR) IS NULL OR w.was.kind = CAST($kind AS VARCHAR) OR w.now_is.kind = CAST($kind AS VARCHAR))
ORDER BY a.published_at NULLS LAST, w.version_id, w.start, w.change, kind_before, kind_after
LIMIT CAST($rows AS BIGINT)
