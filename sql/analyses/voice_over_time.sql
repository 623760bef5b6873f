-- title: How much of the coverage names somebody, over time
-- answers: In which share of the articles of each day, week or month is somebody named?
-- param entity text: id or part of the name of who is meant, such as Soleimani
-- param by text = month: day, week or month
-- param first date = 1990-01-01: first day of publication, UTC; articles without a date are in no period
-- param last date = 2100-01-01: last day of publication, UTC
-- param outlet text = null: id or part of the name of an outlet; all without it
-- column entity: the canonical name
-- column period: first day of the day, week or month, UTC
-- column articles: articles naming it
-- column all_articles: all articles of the outlets asked for in that period
-- column share: articles / all_articles
-- column share_low: lower end of the 95 percent interval of the share (Wilson)
-- column share_high: upper end
-- column articles_weighted: articles naming it, wire copies counted once
-- column all_weighted: all articles, wire copies counted once
-- column share_weighted: articles_weighted / all_weighted; NULL where there are copies only
-- column share_weighted_low: lower end of its interval; NULL where there are copies only
-- column share_weighted_high: upper end
-- column headlines: articles naming it in the headline
-- column outlets: outlets that name it
WITH wanted AS (
  SELECT entity_id, name
  FROM entity
  WHERE entity_id = lower(CAST($entity AS VARCHAR)) OR contains(lower(name), lower(CAST($entity AS VARCHAR)))
),
asked AS (
  SELECT article_id, outlet_id, weight, CAST(date_trunc(CAST($by AS VARCHAR), published_day) AS DATE) AS period
  FROM articles
  WHERE
    published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
    AND (
      CAST($outlet AS VARCHAR) IS NULL
      OR outlet_id = CAST($outlet AS VARCHAR)
      OR contains(lower(outlet), lower(CAST($outlet AS VARCHAR)))
    )
),
totals AS (
  SELECT period, count(*) AS articles, sum(weight) AS weighted FROM asked GROUP BY period
),
naming AS (
  SELECT entity_id, article_id, bool_or(in_headline) AS in_headline
  FROM mentions
  WHERE entity_id IN (SELECT entity_id FROM wanted) AND published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
  GROUP BY entity_id, article_id
),
named AS (
  SELECT
    n.entity_id,
    a.period,
    count(*) AS articles,
    sum(a.weight) AS weighted,
    count(*) FILTER (WHERE n.in_headline) AS headlines,
    count(DISTINCT a.outlet_id) AS outlets
  FROM naming AS n
  JOIN asked AS a ON a.article_id = n.article_id
  GROUP BY n.entity_id, a.period
),
-- Periods in which nobody names it are rows as well: no mention is an answer.
counted AS (
  SELECT
    w.name AS entity,
    t.period,
    coalesce(n.articles, 0) AS articles,
    t.articles AS all_articles,
    coalesce(n.weighted, 0) AS weighted,
    t.weighted AS all_weighted,
    coalesce(n.headlines, 0) AS headlines,
    coalesce(n.outlets, 0) AS outlets
  FROM wanted AS w
  JOIN totals AS t ON w.entity_id IN (SELECT entity_id FROM named)
  LEFT JOIN named AS n ON n.entity_id = w.entity_id AND n.period = t.period
)
SELECT
  entity,
  period,
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
  headlines,
  outlets
FROM counted
ORDER BY entity, period
