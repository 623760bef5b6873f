-- title: Why no name was given
-- answers: How often does each outlet say why a source stays unnamed, and in which words?
-- param outlet text = null: id or part of the name of an outlet; all without it
-- param first date = 1990-01-01: first day of publication, UTC; articles without a date are left out
-- param last date = 2100-01-01: last day of publication, UTC
-- param least integer = 1: unnamed attributions an outlet must have
-- column outlet: who publishes
-- column unnamed: attributions to a source without a name
-- column reasoned: those that say why
-- column reasoned_share: reasoned / unnamed
-- column reasoned_low: lower end of the 95 percent interval of the share (Wilson)
-- column reasoned_high: upper end
-- column unnamed_weighted: unnamed, wire copies counted once
-- column reasoned_weighted: reasoned, wire copies counted once
-- column reasoned_share_weighted: reasoned_weighted / unnamed_weighted; NULL where there are copies only
-- column reasons: up to five wordings of reasons, the commonest first
WITH told AS (
  SELECT outlet_id, outlet, anonymity_reason, weight
  FROM attributions
  WHERE
    published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
    AND anonymous
    AND (
      CAST($outlet AS VARCHAR) IS NULL
      OR outlet_id = CAST($outlet AS VARCHAR)
      OR contains(lower(outlet), lower(CAST($outlet AS VARCHAR)))
    )
),
reasons AS (
  SELECT outlet_id, list(anonymity_reason ORDER BY n DESC, anonymity_reason)[1:5] AS reasons
  FROM (SELECT outlet_id, anonymity_reason, count(*) AS n FROM told WHERE anonymity_reason IS NOT NULL GROUP BY ALL)
  GROUP BY outlet_id
),
counted AS (
  SELECT
    outlet_id,
    min(outlet) AS outlet,
    count(*) AS n,
    count(anonymity_reason) AS k,
    sum(weight) AS n_weighted,
    coalesce(sum(weight) FILTER (WHERE anonymity_reason IS NOT NULL), 0) AS k_weighted
  FROM told
  GROUP BY outlet_id
  HAVING count(*) >= CAST($least AS BIGINT)
)
SELECT
  c.outlet,
  n AS unnamed,
  k AS reasoned,
  k / n AS reasoned_share,
  greatest(0, (k + 1.920729 - 1.959964 * sqrt(greatest(k * (n - k), 0) / nullif(n, 0) + 0.960365)) / (n + 3.841459)) AS reasoned_low,
  least(1, (k + 1.920729 + 1.959964 * sqrt(greatest(k * (n - k), 0) / nullif(n, 0) + 0.960365)) / (n + 3.841459)) AS reasoned_high,
  n_weighted AS unnamed_weighted,
  k_weighted AS reasoned_weighted,
  k_weighted / nullif(n_weighted, 0) AS reasoned_share_weighted,
  coalesce(r.reasons, []) AS reasons
FROM counted AS c
LEFT JOIN reasons AS r ON r.outlet_id = c.outlet_id
ORDER BY unnamed DESC, c.outlet
