-- title: Share of voice
-- answers: How much of each outlet's coverage names whom, month by month?
-- grain: one row per entity, outlet and month of publication; month NULL for articles without a date
-- kind: table
-- refresh: month
-- column entity_id: who is named
-- column entity: the canonical name
-- column kind: person, organisation, place ...
-- column side: whose side the entity is on, where the topic says
-- column outlet_id: who publishes
-- column outlet: the outlet's name
-- column month: first day of the month, UTC
-- column articles: articles naming the entity
-- column articles_weighted: the same with wire copies counted once
-- column headlines: those naming it in the headline
-- column mentions: times it is named
-- column outlet_articles: all the outlet's articles of the month: what `share` is of
-- column outlet_articles_weighted: the same with wire copies counted once
-- column share: articles / outlet_articles
-- column share_low: lower end of its 95 percent interval (Wilson), articles taken as drawn one by one
-- column share_high: upper end
-- column share_weighted: articles_weighted / outlet_articles_weighted; NULL where the outlet printed copies only
WITH totals AS (
  SELECT outlet_id, date_trunc('month', published_day) AS month, count(*) AS articles, sum(weight) AS weighted
  FROM articles
  GROUP BY ALL
),
named AS (
  SELECT
    entity_id,
    any_value(entity) AS entity,
    any_value(kind) AS kind,
    any_value(side) AS side,
    article_id,
    outlet_id,
    any_value(outlet) AS outlet,
    date_trunc('month', published_day) AS month,
    any_value(weight) AS weight,
    bool_or(in_headline) AS in_headline,
    count(*) AS mentions
  FROM mentions
  WHERE entity_id IS NOT NULL
  GROUP BY entity_id, article_id, outlet_id, published_day
),
counted AS (
  SELECT
    n.entity_id,
    min(n.entity) AS entity,
    min(n.kind) AS kind,
    min(n.side) AS side,
    n.outlet_id,
    min(n.outlet) AS outlet,
    CAST(n.month AS DATE) AS month,
    count(*) AS articles,
    sum(n.weight) AS articles_weighted,
    count(*) FILTER (WHERE n.in_headline) AS headlines,
    CAST(sum(n.mentions) AS BIGINT) AS mentions,
    min(t.articles) AS outlet_articles,
    min(t.weighted) AS outlet_articles_weighted
  FROM named AS n
  JOIN totals AS t ON t.outlet_id = n.outlet_id AND t.month IS NOT DISTINCT FROM n.month
  GROUP BY n.entity_id, n.outlet_id, n.month
)
SELECT
  *,
  articles / outlet_articles AS share,
  CAST(greatest(0, (articles + 1.920729 - 1.959964 * sqrt(articles * (outlet_articles - articles) / outlet_articles + 0.960365)) / (outlet_articles + 3.841459)) AS DOUBLE) AS share_low,
  CAST(least(1, (articles + 1.920729 + 1.959964 * sqrt(articles * (outlet_articles - articles) / outlet_articles + 0.960365)) / (outlet_articles + 3.841459)) AS DOUBLE) AS share_high,
  articles_weighted / nullif(outlet_articles_weighted, 0) AS share_weighted
FROM counted
ORDER BY month, entity_id, outlet_id
