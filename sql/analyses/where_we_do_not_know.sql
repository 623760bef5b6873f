-- title: Where we do not know
-- answers: For which outlets and days does silence prove nothing, because our look at their pages failed?
-- param outlet text = null: id or part of the name of an outlet; all without it
-- param first date = 1990-01-01: first day of the looks, UTC
-- param last date = 2100-01-01: last day of the looks, UTC
-- column outlet: who publishes
-- column days: days on which we looked
-- column gap_days: days on which nothing readable came
-- column gap_share: gap_days / days
-- column gap_low: lower end of the 95 percent interval of the share (Wilson)
-- column gap_high: upper end
-- column looks: looks at its pages
-- column failed: looks that failed
-- column first_gap: first day with nothing readable
-- column last_gap: last such day
WITH counted AS (
  SELECT
    coalesce(min(o.name), c.outlet_id) AS outlet,
    count(*) AS n,
    count(*) FILTER (WHERE c.gap) AS k,
    CAST(sum(c.discovered) AS BIGINT) AS looks,
    CAST(sum(c.failed) AS BIGINT) AS failed,
    min(c.day) FILTER (WHERE c.gap) AS first_gap,
    max(c.day) FILTER (WHERE c.gap) AS last_gap
  FROM coverage AS c
  LEFT JOIN outlet AS o ON o.outlet_id = c.outlet_id
  WHERE
    c.day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
    AND (
      CAST($outlet AS VARCHAR) IS NULL
      OR c.outlet_id = CAST($outlet AS VARCHAR)
      OR contains(lower(o.name), lower(CAST($outlet AS VARCHAR)))
    )
  GROUP BY c.outlet_id
)
SELECT
  outlet,
  n AS days,
  k AS gap_days,
  k / n AS gap_share,
  greatest(0, (k + 1.920729 - 1.959964 * sqrt(greatest(k * (n - k), 0) / nullif(n, 0) + 0.960365)) / (n + 3.841459)) AS gap_low,
  least(1, (k + 1.920729 + 1.959964 * sqrt(greatest(k * (n - k), 0) / nullif(n, 0) + 0.960365)) / (n + 3.841459)) AS gap_high,
  looks,
  failed,
  first_gap,
  last_gap
FROM counted
ORDER BY gap_days DESC, failed DESC, outlet
