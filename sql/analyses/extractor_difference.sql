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
-- Only texts that both have read: what one has not read has neither vanished nor appeared.
read_by_both AS (
  SELECT r.version_id, v.rowid AS text_at, a.published_at, a.url
  FROM version_reading AS r
  JOIN article_version AS v ON v.version_id = r.version_id
  LEFT JOIN article AS a ON a.article_id = v.article_id
  WHERE
    list_contains(r.read_by, (SELECT old_id FROM chosen))
    AND list_contains(r.read_by, (SELECT new_id FROM chosen))
    AND (SELECT old_id <> new_id FROM chosen)
    AND coalesce(CAST(a.published_at AS DATE), DATE '1990-01-01') BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
),
held AS NOT MATERIALIZED (
  SELECT
    f.*,
    f.extractor_id = (SELECT new_id FROM chosen) AS is_new,
    {'value': (value_low, value_high, low_inclusive, high_inclusive, unit), 'qualifier': qualifier, 'stance': stance, 'source': source, 'counted': (counted, counted_group), 'kind': kind} AS says
  FROM figure AS f
  WHERE
    f.extractor_id IN (SELECT old_id FROM chosen UNION ALL SELECT new_id FROM chosen)
    AND f.version_id IN (SELECT version_id FROM read_by_both)
),
-- Most texts are read alike: those whose sums of hashes are the same are put aside unread.
read_otherwise AS (
  SELECT version_id
  FROM held
  GROUP BY version_id
  HAVING sum(CASE WHEN is_new THEN 1 ELSE -1 END * CAST(hash(start, "end", says) AS HUGEINT)) <> 0
),
compared AS MATERIALIZED (
  SELECT * FROM held WHERE version_id IN (SELECT version_id FROM read_otherwise)
),
-- What both say alike is put aside first, so that of two figures in the same words the other two are paired.
left_over AS (
  SELECT c.*, row_number() OVER (PARTITION BY c.version_id, c.start, c."end", c.is_new ORDER BY c.kind, c.value_low, c.value_high, c.figure_id) AS nth
  FROM compared AS c
  ANTI JOIN compared AS o ON o.version_id = c.version_id AND o.start = c.start AND o."end" = c."end" AND o.is_new = NOT c.is_new AND o.says = c.says
),
differing AS (
  SELECT
    o AS old_row,
    n AS new_row,
    o.says AS was,
    n.says AS now_is,
    CASE WHEN o.figure_id IS NULL THEN 'appeared' WHEN n.figure_id IS NULL THEN 'vanished' ELSE 'changed' END AS change,
    coalesce(n.version_id, o.version_id) AS version_id,
    coalesce(n.start, o.start) AS start,
    coalesce(n.surface, o.surface) AS surface,
    coalesce(n.sentence_start, o.sentence_start) AS sentence_start,
    coalesce(n.sentence_end, o.sentence_end) AS sentence_end
  FROM (SELECT * FROM left_over WHERE NOT is_new) AS o
  FULL JOIN (SELECT * FROM left_over WHERE is_new) AS n ON n.version_id = o.version_id AND n.start = o.start AND n."end" = o."end" AND n.nth = o.nth
),
-- Texts are long: those of the rows shown alone are read, by where they lie.
shown AS (
  SELECT d.*, r.text_at, r.published_at, r.url
  FROM differing AS d
  JOIN read_by_both AS r ON r.version_id = d.version_id
  WHERE
    (CAST($change AS VARCHAR) IS NULL OR d.change = CAST($change AS VARCHAR))
    AND (CAST($kind AS VARCHAR) IS NULL OR d.was.kind = CAST($kind AS VARCHAR) OR d.now_is.kind = CAST($kind AS VARCHAR))
  ORDER BY r.published_at NULLS LAST, d.version_id, d.start, d.change, d.was.kind, d.now_is.kind
  LIMIT CAST($rows AS BIGINT)
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
  CAST(w.published_at AS DATE) AS published_day,
  v.title,
  w.url,
  w.version_id,
  w.start
FROM shown AS w
JOIN article_version AS v ON v.rowid = w.text_at
LEFT JOIN outlet AS o ON o.outlet_id = v.outlet_id
ORDER BY w.published_at NULLS LAST, w.version_id, w.start, w.change, kind_before, kind_after
