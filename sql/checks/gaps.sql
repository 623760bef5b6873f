-- title: No outlet was out of reach
-- severity: warn
-- says: On these days most looks at an outlet failed, none of its listings could be read, nothing was asked of it, or it named nothing new
--   though it usually does: its silence must not be charted as its own.
SELECT c.outlet_id, c.day, c.gap_reason, c.discovered, c.failed
FROM coverage c
WHERE c.gap
