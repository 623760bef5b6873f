-- title: Numbers in the outlet's own voice
-- answers: How often does each outlet state a number of victims as its own knowledge, without a source, and how often with a qualifier?
-- param kind text = null: killed, injured ...; all kinds of people harmed without it
-- param first date = 1990-01-01: first day of publication, UTC; articles without a date are left out
-- param last date = 2100-01-01: last day of publication, UTC
-- param least integer = 1: figures an outlet must have
-- column outlet: who publishes
-- column figures: asserted figures of people harmed
-- column own_voice: those without a source
-- column own_voice_share: own_voice / figures
-- column own_voice_low: lower end of the 95 percent interval of the share (Wilson)
-- column own_voice_high: upper end
-- column figures_weighted: figures, wire copies counted once
-- column own_voice_weighted: own_voice, wire copies counted once
-- column own_voice_share_weighted: own_voice_weighted / figures_weighted; NULL where there are copies only
-- column unnamed: figures on the word of a source without a name
-- column qualified: figures worded with a qualifier: at least, about, up to ...
-- column qualified_share: qualified / figures
-- column qualified_low: lower end of its 95 percent interval
-- column qualified_high: upper end
WITH counted AS (
  SELECT
    min(outlet) AS outlet,
    count(*) AS n,
    count(*) FILTER (WHERE source IS NULL) AS k,
    sum(weight) AS n_weighted,
    coalesce(sum(weight) FILTER (WHERE source IS NULL), 0) AS k_weighted,
    count(*) FILTER (WHERE source IS NOT NULL AND anonymous) AS unnamed,
    count(*) FILTER (WHERE qualifier NOT IN ('exact', 'none')) AS q
  FROM figures
  WHERE
    published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
    AND stance = 'asserted'
    AND kind IN ('killed', 'injured', 'missing', 'displaced', 'detained', 'hostage', 'casualties')
    AND (CAST($kind AS VARCHAR) IS NULL OR kind = CAST($kind AS VARCHAR))
  GROUP BY outlet_id
  HAVING count(*) >= CAST($least AS BIGINT)
)
SELECT
  outlet,
  n AS figures,
  k AS own_voice,
  k / n AS own_voice_share,
  greatest(0, (k + 1.920729 - 1.959964 * sqrt(greatest(k * (n - k), 0) / nullif(n, 0) + 0.960365)) / (n + 3.841459)) AS own_voice_low,
  least(1, (k + 1.920729 + 1.959964 * sqrt(greatest(k * (n - k), 0) / nullif(n, 0) + 0.960365)) / (n + 3.841459)) AS own_voice_high,
  n_weighted AS figures_weighted,
  k_weighted AS own_voice_weighted,
  k_weighted / nullif(n_weighted, 0) AS own_voice_share_weighted,
  unnamed,
  q AS qualified,
  q / n AS qualified_share,
  greatest(0, (q + 1.920729 - 1.959964 * sqrt(greatest(q * (n - q), 0) / nullif(n, 0) + 0.960365)) / (n + 3.841459)) AS qualified_low,
  least(1, (q + 1.920729 + 1.959964 * sqrt(greatest(q * (n - q), 0) / nullif(n, 0) + 0.960365)) / (n + 3.841459)) AS qualified_high
FROM counted
ORDER BY own_voice_share DESC, outlet
