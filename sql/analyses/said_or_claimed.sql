-- title: Said or claimed
-- answers: Whose statements does each outlet report with a verb of doubt, and whose as plain fact of speech?
-- param side text = null: only this side: us, iran, israel ...; all without it
-- param outlet text = null: id or part of the name of an outlet; all without it
-- param first date = 1990-01-01: first day of publication, UTC; articles without a date are left out
-- param last date = 2100-01-01: last day of publication, UTC
-- param least integer = 1: attributions an outlet must have to a side
-- column outlet: who publishes
-- column side: whose side the source is on: that of the entity, or for others the side most entities of the source's country are on
-- column attributions: attributions to that side
-- column claimed: those with a verb that leaves the truth open: claimed, alleged, insisted
-- column claimed_share: claimed / attributions
-- column claimed_low: lower end of the 95 percent interval of the share (Wilson)
-- column claimed_high: upper end
-- column attributions_weighted: attributions, wire copies counted once
-- column claimed_weighted: claimed, wire copies counted once
-- column claimed_share_weighted: claimed_weighted / attributions_weighted; NULL where there are copies only
-- column denied: attributions with a verb of denial
-- column unnamed: attributions that give no name
WITH told AS (
  SELECT t.*, e.side
  FROM attributions AS t
  LEFT JOIN entity AS e ON e.entity_id = t.speaker_entity_id
  WHERE
    t.published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
    AND t.source IS NOT NULL
    AND (
      CAST($outlet AS VARCHAR) IS NULL
      OR t.outlet_id = CAST($outlet AS VARCHAR)
      OR contains(lower(t.outlet), lower(CAST($outlet AS VARCHAR)))
    )
),
sides AS (
  SELECT source_country, mode(side) AS side FROM told WHERE side IS NOT NULL AND source_country IS NOT NULL GROUP BY source_country
),
counted AS (
  SELECT
    min(t.outlet) AS outlet,
    coalesce(t.side, s.side) AS side,
    count(*) AS n,
    count(*) FILTER (WHERE t.verb_class = 'claim') AS k,
    sum(t.weight) AS n_weighted,
    coalesce(sum(t.weight) FILTER (WHERE t.verb_class = 'claim'), 0) AS k_weighted,
    count(*) FILTER (WHERE t.verb_class = 'deny') AS denied,
    count(*) FILTER (WHERE t.anonymous) AS unnamed
  FROM told AS t
  LEFT JOIN sides AS s ON s.source_country = t.source_country
  GROUP BY t.outlet_id, coalesce(t.side, s.side)
)
SELECT
  outlet,
  side,
  n AS attributions,
  k AS claimed,
  k / n AS claimed_share,
  greatest(0, (k + 1.920729 - 1.959964 * sqrt(greatest(k * (n - k), 0) / nullif(n, 0) + 0.960365)) / (n + 3.841459)) AS claimed_low,
  least(1, (k + 1.920729 + 1.959964 * sqrt(greatest(k * (n - k), 0) / nullif(n, 0) + 0.960365)) / (n + 3.841459)) AS claimed_high,
  n_weighted AS attributions_weighted,
  k_weighted AS claimed_weighted,
  k_weighted / nullif(n_weighted, 0) AS claimed_share_weighted,
  denied,
  unnamed
FROM counted
WHERE
  side IS NOT NULL
  AND (CAST($side AS VARCHAR) IS NULL OR side = lower(CAST($side AS VARCHAR)))
  AND n >= CAST($least AS BIGINT)
ORDER BY outlet, side
