-- title: Who covered it when
-- answers: How many articles did each outlet publish on each day, and on which days do we not know?
-- param first date = 1990-01-01: first day, UTC
-- param last date = 2100-01-01: last day, UTC
-- param outlet text = null: id or part of the name of an outlet; all without it
-- column day: day of publication, UTC
-- column outlet: who published
-- column articles: articles
-- column articles_weighted: the same with wire copies counted once
-- column figures: figures in them
-- column looks_failed: looks at the outlet's pages that failed that day
-- column gap: whether silence that day proves nothing
-- column gap_reason: why: not_tried, errors, no_listing or silent
SELECT day, outlet, articles, articles_weighted, figures, looks_failed, gap, gap_reason
FROM coverage_by_outlet_day
WHERE
  day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
  AND (
    CAST($outlet AS VARCHAR) IS NULL
    OR outlet_id = CAST($outlet AS VARCHAR)
    OR contains(lower(outlet), lower(CAST($outlet AS VARCHAR)))
  )
ORDER BY day, outlet
