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
  SELECT outlet_id, min(outlet) AS outlet, date_trunc('month', published_day) AS month, count(*) AS articles, sum(weight) AS weighted
  FROM articles
  GROUP BY outlet_id, date_trunc('month', published_day)
),
-- By ids alone: names stand in a million rows, and are the same in all of one id.
named AS (
  SELECT entity_id, article_id, bool_or(in_headline) AS in_headline, count(*) AS mentions
  FROM mentions
  WHERE entity_id IS NOT NULL
  GROUP BY entity_id, article_id
),
counted AS (
  SELECT
    n.entity_id,
    a.outlet_id,
    date_trunc('month', a.published_day) AS month,
    count(*) AS articles,
    sum(a.weight) AS articles_weighted,
    count(*) FILTER (WHERE n.in_headline) AS headlines,
    CAST(sum(n.mentions) AS BIGINT) AS mentions
  FROM named AS n
  JOIN articles AS a ON a.article_id = n.article_id
  GROUP BY n.entity_id, a.outlet_id, date_trunc('month', a.published_day)
),
told AS (
  SELECT
    c.entity_id,
    coalesce(e.name, c.entity_id) AS entity,
    e.kind,
    e.side,
    c.outlet_id,
    t.outlet,
    CAST(c.month AS DATE) AS month,
    c.articles,
    c.articles_weighted,
    c.headlines,
    c.mentions,
    t.articles AS outlet_articles,
    t.weighted AS outlet_articles_weighted
  FROM counted AS c
  JOIN totals AS t ON t.outlet_id = c.outlet_id AND t.month IS NOT DISTINCT FROM c.month
  LEFT JOIN entity AS e ON e.entity_id = c.entity_id
)
SELECT
  *,
  articles / outlet_articles AS share,
  CAST(greatest(0, (articles + 1.920729 - 1.959964 * sqrt(articles * (outlet_articles - articles) / outlet_articles + 0.960365)) / (outlet_articles + 3.841459)) AS DOUBLE) AS share_low,
  CAST(least(1, (articles + 1.920729 + 1.959964 * sqrt(articles * (outlet_articles - articles) / outlet_articles + 0.960365)) / (outlet_articles + 3.841459)) AS DOUBLE) AS share_high,
  articles_weighted / nullif(outlet_articles_weighted, 0) AS share_weighted
FROM told
ORDER BY month, entity_id, outlet_id
