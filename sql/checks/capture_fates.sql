-- title: Every look has an outcome
-- severity: error
-- says: A look that was stored shows a version that is there, or one a contract refused, whose page is then quarantined
--   unless another look succeeded; one that was not stored has a reason.
SELECT c.capture_id, c.page_id, c.fate, 'not stored, and no reason' AS problem FROM changed_capture c WHERE c.fate <> 'stored' AND c.reason IS NULL
UNION ALL
SELECT c.capture_id, c.page_id, c.fate, 'stored, and names no version' FROM changed_capture c WHERE c.fate = 'stored' AND c.version_id IS NULL
UNION ALL
SELECT c.capture_id, c.page_id, c.fate, 'its version is not there, and no contract refused it'
FROM changed_capture c
WHERE c.fate = 'stored'
  AND c.version_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM article_version v WHERE v.version_id = c.version_id)
  AND NOT EXISTS (SELECT 1 FROM bad_row b WHERE b.table_name = 'article_version' AND contains(b.row_json, c.version_id))
