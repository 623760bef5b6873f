-- title: Coverage by outlet and day
-- answers: Who covered it when, and on which days do we not know because the fetch failed?
-- grain: one row per outlet and UTC day with an article, with a look that failed, or with a gap; articles without a date are on no day
-- kind: table
-- refresh: day
-- column outlet_id: who publishes
-- column outlet: the outlet's name
-- column day: day of publication, and of the fetch for the looks, UTC
-- column articles: articles published that day
-- column articles_weighted: the same with wire copies counted once
-- column words: words in them
-- column figures: figures in them
-- column looks: pages looked at that day
-- column looks_failed: looks that failed
-- column left_out: entries of its feeds and sitemaps left out unseen that day, off the topic or too old
-- column new: addresses its feeds and sitemaps named for the first time that day
-- column gap: whether silence that day proves nothing
-- column gap_reason: not_tried (we were not running), errors (most looks failed), no_listing (no feed or sitemap could be read), silent (all answered and named nothing new, though the outlet usually publishes)
WITH printed AS (
  SELECT version_id, count(*) AS figures FROM figures GROUP BY version_id
),
published AS (
  SELECT
    a.outlet_id,
    a.published_day AS day,
    count(*) AS articles,
    sum(a.weight) AS articles_weighted,
    sum(a.word_count) AS words,
    sum(coalesce(p.figures, 0)) AS figures
  FROM articles AS a
  LEFT JOIN printed AS p ON p.version_id = a.current_version_id
  WHERE a.published_day IS NOT NULL
  GROUP BY a.outlet_id, a.published_day
),
days AS (
  SELECT outlet_id, day FROM published
  UNION
  SELECT outlet_id, day FROM coverage WHERE failed > 0 OR gap
)
SELECT
  d.outlet_id,
  coalesce(o.name, d.outlet_id) AS outlet,
  d.day,
  CAST(coalesce(p.articles, 0) AS BIGINT) AS articles,
  CAST(coalesce(p.articles_weighted, 0) AS DOUBLE) AS articles_weighted,
  CAST(coalesce(p.words, 0) AS BIGINT) AS words,
  CAST(coalesce(p.figures, 0) AS BIGINT) AS figures,
  CAST(coalesce(c.stored + c.skipped + c.failed + c.unchanged, 0) AS BIGINT) AS looks,
  CAST(coalesce(c.failed, 0) AS BIGINT) AS looks_failed,
  CAST(coalesce(c.not_relevant + c.too_old, 0) AS BIGINT) AS left_out,
  CAST(coalesce(c."new", 0) AS BIGINT) AS "new",
  coalesce(c.gap, false) AS gap,
  c.gap_reason
FROM days AS d
LEFT JOIN published AS p ON p.outlet_id = d.outlet_id AND p.day = d.day
LEFT JOIN coverage AS c ON c.outlet_id = d.outlet_id AND c.day = d.day
LEFT JOIN outlet AS o ON o.outlet_id = d.outlet_id
ORDER BY d.day, d.outlet_id
