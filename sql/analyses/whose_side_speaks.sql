-- title: Whose side speaks
-- answers: How is each outlet's attribution shared out between the sides and countries of its sources?
-- param outlet text = null: id or part of the name of an outlet; all without it
-- param first date = 1990-01-01: first day of publication, UTC; articles without a date are left out
-- param last date = 2100-01-01: last day of publication, UTC
-- param least integer = 1: attributions an outlet must have
-- column outlet: who publishes
-- column country: ISO 3166 alpha-2 of the source; NULL where the words do not say
-- column attributions: attributions to sources of that country
-- column outlet_attributions: all its attributions to a source
-- column share: attributions / outlet_attributions
-- column share_low: lower end of the 95 percent interval of the share (Wilson)
-- column share_high: upper end
-- column attributions_weighted: attributions, wire copies counted once
-- column share_weighted: the same share, wire copies counted once; NULL where there are copies only
-- column officials: attributions to government, military and state media
-- column unnamed: attributions that give no name
WITH told AS (
  SELECT outlet_id, outlet, source_country, source_class, anonymous, weight
  FROM attributions
  WHERE
    published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
    AND source IS NOT NULL
    AND (
      CAST($outlet AS VARCHAR) IS NULL
      OR outlet_id = CAST($outlet AS VARCHAR)
      OR contains(lower(outlet), lower(CAST($outlet AS VARCHAR)))
    )
),
totals AS (
  SELECT outlet_id, count(*) AS n, sum(weight) AS weighted FROM told GROUP BY outlet_id
),
counted AS (
  SELECT
    min(t.outlet) AS outlet,
    t.source_country AS country,
    count(*) AS k,
    min(o.n) AS n,
    sum(t.weight) AS k_weighted,
    min(o.weighted) AS n_weighted,
    count(*) FILTER (WHERE t.source_class IN ('government', 'military', 'state_media')) AS officials,
    count(*) FILTER (WHERE t.anonymous) AS unnamed
  FROM told AS t
  JOIN totals AS o ON o.outlet_id = t.outlet_id
  GROUP BY t.outlet_id, t.source_country
)
SELECT
  outlet,
  country,
  k AS attributions,
  n AS outlet_attributions,
  k / n AS share,
  greatest(0, (k + 1.920729 - 1.959964 * sqrt(greatest(k * (n - k), 0) / nullif(n, 0) + 0.960365)) / (n + 3.841459)) AS share_low,
  least(1, (k + 1.920729 + 1.959964 * sqrt(greatest(k * (n - k), 0) / nullif(n, 0) + 0.960365)) / (n + 3.841459)) AS share_high,
  k_weighted AS attributions_weighted,
  k_weighted / nullif(n_weighted, 0) AS share_weighted,
  officials,
  unnamed
FROM counted
WHERE n >= CAST($least AS BIGINT)
ORDER BY outlet, attributions DESC, country
