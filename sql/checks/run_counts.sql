-- title: The counts of a run add up
-- severity: error
-- says: Pages a run discovered are stored, duplicates, skipped, failed, quarantined or unchanged, and nothing else.
SELECT run_id, discovered, stored + duplicate + skipped + failed + quarantined + unchanged AS accounted
FROM run
WHERE discovered <> stored + duplicate + skipped + failed + quarantined + unchanged OR finished_at < started_at
