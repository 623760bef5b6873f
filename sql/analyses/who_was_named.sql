-- title: Who was named
-- answers: How large a share of the articles names whom, wire copies counted once?
-- param outlet text = null: id or part of the name of an outlet; all without it
-- param first date = 1990-01-01: first day of publication, UTC
-- param last date = 2100-01-01: last day of publication, UTC
-- param rows integer = 25: rows at most
-- column entity: the canonical name
-- column kind: person, organisation, place ...
-- column side: whose side it is on, where the topic says
-- column articles: articles naming it
-- column all_articles: all articles of the outlets and days asked for
-- column share: articles / all_articles
-- column articles_weighted: articles naming it, wire copies counted once
-- column share_weighted: the same share, wire copies counted once
-- column outlets: outlets that name it
-- column share_low: lower end of the 95 percent interval of the share (Wilson)
-- column share_high: upper end
-- Whole months are counted in share_of_voice already: only the days around them are counted here.
WITH months AS (
  SELECT
    CAST(date_trunc('month', CAST($first AS DATE) + INTERVAL 1 MONTH - INTERVAL 1 DAY) AS DATE) AS first_month,
    CAST(date_trunc('month', CAST($last AS DATE) + INTERVAL 1 DAY) AS DATE) AS month_after
),
totals AS (
  SELECT count(*) AS articles, nullif(sum(weight), 0) AS weighted
  FROM articles
  WHERE
    published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
    AND (
      CAST($outlet AS VARCHAR) IS NULL
      OR outlet_id = CAST($outlet AS VARCHAR)
      OR contains(lower(outlet), lower(CAST($outlet AS VARCHAR)))
    )
),
around AS (
  SELECT
    m.entity_id,
    any_value(m.entity) AS entity,
    any_value(m.kind) AS kind,
    any_value(m.side) AS side,
    any_value(m.outlet_id) AS outlet_id,
    any_value(m.outlet) AS outlet,
    any_value(m.weight) AS weight
  FROM mentions AS m
  ANTI JOIN months AS o ON m.published_day >= o.first_month AND m.published_day < o.month_after
  WHERE m.entity_id IS NOT NULL AND m.published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
  GROUP BY m.entity_id, m.article_id
),
named AS (
  SELECT v.entity_id, v.entity, v.kind, v.side, v.outlet_id, v.outlet, v.articles, v.articles_weighted
  FROM share_of_voice AS v
  JOIN months AS o ON v.month >= o.first_month AND v.month < o.month_after
  UNION ALL
  SELECT entity_id, min(entity), min(kind), min(side), outlet_id, min(outlet), count(*), sum(weight)
  FROM around
  GROUP BY entity_id, outlet_id
),
counted AS (
  SELECT
    min(n.entity) AS entity,
    min(n.kind) AS kind,
    min(n.side) AS side,
    CAST(sum(n.articles) AS BIGINT) AS articles,
    (SELECT articles FROM totals) AS all_articles,
    CAST(sum(n.articles) AS BIGINT) / (SELECT articles FROM totals) AS share,
    sum(n.articles_weighted) AS articles_weighted,
    sum(n.articles_weighted) / (SELECT weighted FROM totals) AS share_weighted,
    count(DISTINCT n.outlet_id) AS outlets
  FROM named AS n
  WHERE
    CAST($outlet AS VARCHAR) IS NULL
    OR n.outlet_id = CAST($outlet AS VARCHAR)
    OR contains(lower(n.outlet), lower(CAST($outlet AS VARCHAR)))
  GROUP BY n.entity_id
)
SELECT
  *,
  greatest(0, (articles + 1.920729 - 1.959964 * sqrt(greatest(articles * (all_articles - articles), 0) / nullif(all_articles, 0) + 0.960365)) / (all_articles + 3.841459)) AS share_low,
  least(1, (articles + 1.920729 + 1.959964 * sqrt(greatest(articles * (all_articles - articles), 0) / nullif(all_articles, 0) + 0.960365)) / (all_articles + 3.841459)) AS share_high
FROM counted
-- Sums of shares of one, added up in another order, differ in the last digit.
ORDER BY round(articles_weighted, 6) DESC, articles DESC, entity
LIMIT CAST($rows AS BIGINT)
