-- title: Share of voice
-- answers: How much of each outlet's coverage names whom, month by month?
-- grain: one row per entity, outlet and month of publication; month NULL for articles without a date
-- kind: view
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
WITH told AS (
  SELECT
    n.entity_id,
    coalesce(e.name, n.entity_id) AS entity,
    e.kind,
    e.side,
    n.outlet_id,
    t.outlet,
    n.month,
    n.articles,
    n.articles_weighted,
    n.headlines,
    n.mentions,
    t.articles AS outlet_articles,
    t.articles_weighted AS outlet_articles_weighted
  FROM names_by_month AS n
  JOIN articles_by_month AS t ON t.outlet_id = n.outlet_id AND t.month IS NOT DISTINCT FROM n.month
  LEFT JOIN entity AS e ON e.entity_id = n.entity_id
)
SELECT
  *,
  articles / outlet_articles AS share,
  CAST(greatest(0, (articles + 1.920729 - 1.959964 * sqrt(articles * (outlet_articles - articles) / outlet_articles + 0.960365)) / (outlet_articles + 3.841459)) AS DOUBLE) AS share_low,
  CAST(least(1, (articles + 1.920729 + 1.959964 * sqrt(articles * (outlet_articles - articles) / outlet_articles + 0.960365)) / (outlet_articles + 3.841459)) AS DOUBLE) AS share_high,
  articles_weighted / nullif(outlet_articles_weighted, 0) AS share_weighted
FROM told
ORDER BY month, entity_id, outlet_id
