-- title: Who gives whom a voice
-- answers: In which share of its articles does each outlet name somebody, with wire copies and without?
-- param entity text: id or part of the name of who is meant, such as Soleimani
-- param first date = 1990-01-01: first day of publication, UTC; articles without a date are left out
-- param last date = 2100-01-01: last day of publication, UTC
-- param least integer = 1: articles an outlet must have
-- column outlet: who publishes
-- column articles: articles naming one that is meant
-- column all_articles: all its articles of these days
-- column share: articles / all_articles
-- column share_low: lower end of the 95 percent interval of the share (Wilson)
-- column share_high: upper end
-- column articles_weighted: articles naming it, wire copies counted once
-- column all_weighted: all its articles, wire copies counted once
-- column share_weighted: articles_weighted / all_weighted; NULL where it printed copies only
-- column share_weighted_low: lower end of its interval; NULL where it printed copies only
-- column share_weighted_high: upper end
-- column headlines: articles naming it in the headline
WITH asked AS (
  SELECT article_id, outlet_id, outlet, weight
  FROM articles
  WHERE published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
),
naming AS (
  SELECT article_id, bool_or(in_headline) AS in_headline
  FROM mentions
  WHERE
    entity_id IN (
      SELECT entity_id
      FROM entity
      WHERE entity_id = lower(CAST($entity AS VARCHAR)) OR contains(lower(name), lower(CAST($entity AS VARCHAR)))
    )
    AND published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
  GROUP BY article_id
),
counted AS (
  SELECT
    min(a.outlet) AS outlet,
    count(n.article_id) AS articles,
    count(*) AS all_articles,
    coalesce(sum(a.weight) FILTER (WHERE n.article_id IS NOT NULL), 0) AS weighted,
    sum(a.weight) AS all_weighted,
    count(*) FILTER (WHERE n.in_headline) AS headlines
  FROM asked AS a
  LEFT JOIN naming AS n ON n.article_id = a.article_id
  GROUP BY a.outlet_id
  HAVING count(*) >= CAST($least AS BIGINT)
)
SELECT
  outlet,
  articles,
  all_articles,
  articles / all_articles AS share,
  greatest(0, (articles + 1.920729 - 1.959964 * sqrt(greatest(articles * (all_articles - articles), 0) / nullif(all_articles, 0) + 0.960365)) / (all_articles + 3.841459)) AS share_low,
  least(1, (articles + 1.920729 + 1.959964 * sqrt(greatest(articles * (all_articles - articles), 0) / nullif(all_articles, 0) + 0.960365)) / (all_articles + 3.841459)) AS share_high,
  weighted AS articles_weighted,
  all_weighted,
  weighted / nullif(all_weighted, 0) AS share_weighted,
  CASE WHEN all_weighted > 0 THEN greatest(0, (weighted + 1.920729 - 1.959964 * sqrt(greatest(weighted * (all_weighted - weighted), 0) / nullif(all_weighted, 0) + 0.960365)) / (all_weighted + 3.841459)) END AS share_weighted_low,
  CASE WHEN all_weighted > 0 THEN least(1, (weighted + 1.920729 + 1.959964 * sqrt(greatest(weighted * (all_weighted - weighted), 0) / nullif(all_weighted, 0) + 0.960365)) / (all_weighted + 3.841459)) END AS share_weighted_high,
  headlines
FROM counted
ORDER BY share_weighted DESC NULLS LAST, share DESC, outlet
