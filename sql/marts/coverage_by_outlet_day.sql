-- title: Coverage by outlet and day
-- answers: Who covered it when, and on which days do we not know because the fetch failed?
-- grain: one row per outlet and UTC day with an article or with a look that failed; articles without a date are on no day
-- kind: table
-- column outlet_id: who publishes
-- column outlet: the outlet's name
-- column day: day of publication, and of the fetch for the looks, UTC
-- column articles: articles published that day
-- column articles_weighted: the same with wire copies counted once
-- column words: words in them
-- column figures: figures in them
-- column looks: pages looked at that day
-- column looks_failed: looks that failed
-- column gap: nothing readable came from the outlet that day although something was tried: silence proves nothing
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
  SELECT outlet_id, day FROM coverage WHERE failed > 0
)
SELECT
  d.outlet_id,
  coalesce(o.name, d.outlet_id) AS outlet,
  d.day,
  CAST(coalesce(p.articles, 0) AS BIGINT) AS articles,
  CAST(coalesce(p.articles_weighted, 0) AS DOUBLE) AS articles_weighted,
  CAST(coalesce(p.words, 0) AS BIGINT) AS words,
  CAST(coalesce(p.figures, 0) AS BIGINT) AS figures,
  CAST(coalesce(c.discovered, 0) AS BIGINT) AS looks,
  CAST(coalesce(c.failed, 0) AS BIGINT) AS looks_failed,
  coalesce(c.gap, false) AS gap
FROM days AS d
LEFT JOIN published AS p ON p.outlet_id = d.outlet_id AND p.day = d.day
LEFT JOIN coverage AS c ON c.outlet_id = d.outlet_id AND c.day = d.day
LEFT JOIN outlet AS o ON o.outlet_id = d.outlet_id
ORDER BY d.day, d.outlet_id
