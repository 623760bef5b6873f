-- title: Coverage counts every look
-- severity: error
-- says: Per outlet and day, coverage counts exactly the looks there are in capture and what fetching says of the day; the parts add up, and a
--   gap has a reason.
WITH looks AS (
  SELECT
    outlet_id,
    fetched_at::DATE AS day,
    count(*) FILTER (fate = 'stored') AS stored,
    count(*) FILTER (fate = 'skipped') AS skipped,
    count(*) FILTER (fate = 'failed') AS failed
  FROM capture
  GROUP BY ALL
)
SELECT
  coalesce(l.outlet_id, c.outlet_id) AS outlet_id,
  coalesce(l.day, c.day) AS day,
  [l.stored, l.skipped, l.failed] AS looks,
  [c.stored, c.skipped, c.failed] AS coverage,
  c.gap
FROM looks l
FULL JOIN coverage c ON c.outlet_id = l.outlet_id AND c.day = l.day
LEFT JOIN fetch_day f ON f.outlet_id = c.outlet_id AND f.day = c.day
WHERE c.day IS NULL
  OR [coalesce(l.stored, 0), coalesce(l.skipped, 0), coalesce(l.failed, 0)] IS DISTINCT FROM [c.stored, c.skipped, c.failed]
  OR [coalesce(f.unchanged, 0), coalesce(f.not_relevant, 0), coalesce(f.too_old, 0), coalesce(f.discovered, 0)]
    IS DISTINCT FROM [c.unchanged, c.not_relevant, c.too_old, c."new"]
  OR c.discovered <> c.stored + c.skipped + c.failed + c.unchanged + c.not_relevant + c.too_old
  OR c.gap IS DISTINCT FROM (c.gap_reason IS NOT NULL)
UNION ALL
SELECT outlet_id, day, NULL, NULL, NULL
FROM fetch_day f
WHERE NOT EXISTS (SELECT 1 FROM coverage c WHERE c.outlet_id = f.outlet_id AND c.day = f.day)
