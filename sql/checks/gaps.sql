-- title: No outlet was out of reach
-- severity: warn
-- says: On these days nothing of an outlet could be read: its silence is our fault and must not be charted as its own.
SELECT c.outlet_id, c.day, c.discovered, c.failed
FROM coverage c
WHERE c.gap
