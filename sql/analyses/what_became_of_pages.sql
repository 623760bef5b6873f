-- title: What became of the pages
-- answers: Which pages were left out, failed or doubled, and why?
-- param outlet text = null: id of an outlet; all without it
-- param fate text = null: stored, duplicate, skipped, failed or quarantined; all but stored without it
-- param rows integer = 200: rows at most
-- column outlet_id: who publishes
-- column fate: what became of it
-- column reason: why
-- column detail: what was noted
-- column url: the page
-- column duplicate_of: the address of the page that holds the same, for a duplicate
-- column retry_at: when it will be tried again, UTC
SELECT p.outlet_id, p.fate, p.reason, p.detail, p.url, d.url AS duplicate_of, p.retry_at
FROM page AS p
LEFT JOIN page AS d ON d.page_id = p.duplicate_of
WHERE
  (CAST($outlet AS VARCHAR) IS NULL OR p.outlet_id = CAST($outlet AS VARCHAR))
  AND CASE WHEN CAST($fate AS VARCHAR) IS NULL THEN p.fate <> 'stored' ELSE p.fate = CAST($fate AS VARCHAR) END
ORDER BY p.outlet_id, p.fate, p.reason, p.url
LIMIT CAST($rows AS BIGINT)
