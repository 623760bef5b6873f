-- title: Coverage counts every look
-- severity: error
-- says: Per outlet and day, coverage counts exactly the looks there are in capture, and a gap is a day when all failed.
WITH looks AS (
  SELECT
    outlet_id,
    fetched_at::DATE AS day,
    count(*) AS discovered,
    count(*) FILTER (fate = 'stored') AS stored,
    count(*) FILTER (fate = 'skipped') AS skipped,
    count(*) FILTER (fate = 'failed') AS failed
  FROM capture
  GROUP BY ALL
)
SELECT
  coalesce(l.outlet_id, c.outlet_id) AS outlet_id,
  coalesce(l.day, c.day) AS day,
  [l.discovered, l.stored, l.skipped, l.failed] AS looks,
  [c.discovered, c.stored, c.skipped, c.failed] AS coverage,
  c.gap
FROM looks l
FULL JOIN coverage c ON c.outlet_id = l.outlet_id AND c.day = l.day
WHERE [l.discovered, l.stored, l.skipped, l.failed] IS DISTINCT FROM [c.discovered, c.stored, c.skipped, c.failed]
  OR c.discovered <> c.stored + c.skipped + c.failed
  OR c.gap IS DISTINCT FROM (c.failed = c.discovered)
