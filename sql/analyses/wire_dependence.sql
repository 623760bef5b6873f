-- title: How much is wire copy
-- answers: How large a share of what each outlet prints are another's words, and whose?
-- param first date = 1990-01-01: first day of publication, UTC; articles without a date are left out
-- param last date = 2100-01-01: last day of publication, UTC
-- param least integer = 1: articles an outlet must have
-- column outlet: who publishes
-- column articles: its articles
-- column copies: articles that are another's words
-- column partial: articles that are so in part
-- column copied_share: (copies + partial) / articles
-- column copied_low: lower end of the 95 percent interval of the share (Wilson)
-- column copied_high: upper end
-- column own_articles: articles with another's words taken off: the sum of the weights
-- column own_share: own_articles / articles
-- column credited: articles that say whose copy they are, in so many words
-- column copied_from: whose words they are most: outlet and number of articles, five at most
WITH asked AS (
  SELECT outlet_id, outlet, syndication_role, source_outlet_id, weight, credit
  FROM articles
  WHERE published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
),
origins AS (
  SELECT outlet_id, list(name || ' ' || n ORDER BY n DESC, name)[1:5] AS names
  FROM (
    SELECT a.outlet_id, coalesce(min(o.name), a.source_outlet_id) AS name, count(*) AS n
    FROM asked AS a
    LEFT JOIN outlet AS o ON o.outlet_id = a.source_outlet_id
    WHERE a.syndication_role IN ('copy', 'partial') AND a.source_outlet_id <> a.outlet_id
    GROUP BY a.outlet_id, a.source_outlet_id
  )
  GROUP BY outlet_id
),
counted AS (
  SELECT
    outlet_id,
    min(outlet) AS outlet,
    count(*) AS n,
    count(*) FILTER (WHERE syndication_role = 'copy') AS copies,
    count(*) FILTER (WHERE syndication_role = 'partial') AS partial,
    count(*) FILTER (WHERE syndication_role IN ('copy', 'partial')) AS k,
    sum(weight) AS own,
    count(credit) AS credited
  FROM asked
  GROUP BY outlet_id
  HAVING count(*) >= CAST($least AS BIGINT)
)
SELECT
  c.outlet,
  n AS articles,
  copies,
  partial,
  k / n AS copied_share,
  greatest(0, (k + 1.920729 - 1.959964 * sqrt(greatest(k * (n - k), 0) / nullif(n, 0) + 0.960365)) / (n + 3.841459)) AS copied_low,
  least(1, (k + 1.920729 + 1.959964 * sqrt(greatest(k * (n - k), 0) / nullif(n, 0) + 0.960365)) / (n + 3.841459)) AS copied_high,
  own AS own_articles,
  own / n AS own_share,
  credited,
  coalesce(o.names, []) AS copied_from
FROM counted AS c
LEFT JOIN origins AS o ON o.outlet_id = c.outlet_id
ORDER BY copied_share DESC, c.outlet
