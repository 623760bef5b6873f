-- title: Whose facts are shown
-- answers: Which extractor read each article version last, so that views show one reading and not two on top of each other?
-- grain: one row per article version that any extractor read
-- kind: table
-- refresh: version
-- depends: SELECT extractor_id FROM (SELECT extractor_id, NULL AS started_at FROM extractor UNION ALL SELECT extractor_id, started_at FROM run)
--   GROUP BY extractor_id ORDER BY coalesce(max(started_at), TIMESTAMP '9999-12-31'), extractor_id
-- column version_id: the article version
-- column extractor_id: the newest extractor that read it: the one of the latest run
-- column readings: how many extractors have read the version
-- column read_by: their ids
WITH seen AS (
  SELECT version_id, extractor_id FROM figure
  UNION SELECT version_id, extractor_id FROM entity_mention
  UNION SELECT version_id, extractor_id FROM attribution
  UNION SELECT version_id, extractor_id FROM quote
  UNION SELECT version_id, extractor_id FROM naming
  UNION SELECT version_id, extractor_id FROM date_mention
  UNION SELECT version_id, extractor_id FROM rejected_span
),
last_runs AS (
  SELECT extractor_id, max(started_at) AS last_run_at FROM run GROUP BY extractor_id
)
SELECT
  s.version_id,
  -- An extractor without a finished run is the one that is reading now.
  arg_max(s.extractor_id, (coalesce(l.last_run_at, TIMESTAMP '9999-12-31'), s.extractor_id)) AS extractor_id,
  count(*) AS readings,
  list(s.extractor_id ORDER BY s.extractor_id) AS read_by
FROM seen AS s
LEFT JOIN last_runs AS l USING (extractor_id)
GROUP BY s.version_id
