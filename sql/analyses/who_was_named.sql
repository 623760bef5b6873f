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
WITH asked AS (
  SELECT article_id, outlet_id, weight
  FROM articles
  WHERE
    published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
    AND (
      CAST($outlet AS VARCHAR) IS NULL
      OR outlet_id = CAST($outlet AS VARCHAR)
      OR contains(lower(outlet), lower(CAST($outlet AS VARCHAR)))
    )
),
named AS (
  SELECT DISTINCT m.entity_id, m.entity, m.kind, m.side, a.article_id, a.outlet_id, a.weight
  FROM mentions AS m
  JOIN asked AS a ON a.article_id = m.article_id
  WHERE m.entity_id IS NOT NULL
),
counted AS (
  SELECT
    min(n.entity) AS entity,
    min(n.kind) AS kind,
    min(n.side) AS side,
    count(*) AS articles,
    (SELECT count(*) FROM asked) AS all_articles,
    count(*) / (SELECT count(*) FROM asked) AS share,
    sum(n.weight) AS articles_weighted,
    sum(n.weight) / (SELECT nullif(sum(weight), 0) FROM asked) AS share_weighted,
    count(DISTINCT n.outlet_id) AS outlets
  FROM named AS n
  GROUP BY n.entity_id
)
SELECT
  *,
  greatest(0, (articles + 1.920729 - 1.959964 * sqrt(greatest(articles * (all_articles - articles), 0) / nullif(all_articles, 0) + 0.960365)) / (all_articles + 3.841459)) AS share_low,
  least(1, (articles + 1.920729 + 1.959964 * sqrt(greatest(articles * (all_articles - articles), 0) / nullif(all_articles, 0) + 0.960365)) / (all_articles + 3.841459)) AS share_high
FROM counted
ORDER BY articles_weighted DESC, articles DESC, entity
LIMIT CAST($rows AS BIGINT)
