-- title: Every page has one fate
-- severity: error
-- says: Every page looked at has exactly one fate, a reason unless it is stored, the page it duplicates if it is a duplicate,
--   and the article it shows if it is stored.
SELECT c.page_id, NULL AS fate, 'looked at, and no row in page' AS problem
FROM (SELECT DISTINCT page_id FROM changed_capture) c
WHERE NOT EXISTS (SELECT 1 FROM page p WHERE p.page_id = c.page_id)
UNION ALL
SELECT page_id, fate, 'never looked at' FROM changed_page p WHERE NOT EXISTS (SELECT 1 FROM capture c WHERE c.page_id = p.page_id)
UNION ALL
SELECT page_id, fate, 'no such fate' FROM changed_page WHERE fate NOT IN ('stored', 'duplicate', 'skipped', 'failed', 'quarantined')
UNION ALL
SELECT page_id, fate, 'not stored, and no reason' FROM changed_page WHERE fate <> 'stored' AND reason IS NULL
UNION ALL
SELECT page_id, fate, 'stored, and a reason why not' FROM changed_page WHERE fate = 'stored' AND reason IS NOT NULL
UNION ALL
SELECT page_id, fate, 'stored, and no article' FROM changed_page WHERE fate = 'stored' AND article_id IS NULL
UNION ALL
SELECT page_id, fate, 'a duplicate of nothing or of itself' FROM changed_page WHERE fate = 'duplicate' AND (duplicate_of IS NULL OR duplicate_of = page_id)
UNION ALL
SELECT p.page_id, p.fate, 'a duplicate of a page that is not stored'
FROM page p
JOIN page o ON o.page_id = p.duplicate_of
WHERE
  o.fate <> 'stored'
  AND p.detail IS NULL -- a redirect says where it leads, whatever became of that page
  AND (p.page_id IN (SELECT page_id FROM changed_page) OR o.page_id IN (SELECT page_id FROM changed_page))
UNION ALL
SELECT p.page_id, p.fate, 'a duplicate of a duplicate'
FROM page p
JOIN page o ON o.page_id = p.duplicate_of
WHERE o.fate = 'duplicate' AND (p.page_id IN (SELECT page_id FROM changed_page) OR o.page_id IN (SELECT page_id FROM changed_page))
UNION ALL
SELECT page_id, fate, 'quarantined, and yet to be tried again' FROM changed_page WHERE fate = 'quarantined' AND retry_at IS NOT NULL
