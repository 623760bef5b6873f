-- title: Every fact points at its exact characters
-- severity: error
-- says: The words of every fact stand in its article version's text at its offsets.
WITH fact AS (
  SELECT 'figure' AS table_name, figure_id AS row_id, version_id, surface, start, "end" FROM changed_figure
  UNION ALL
  SELECT 'date_mention' AS table_name, date_id AS row_id, version_id, surface, start, "end" FROM changed_date_mention
  UNION ALL
  SELECT 'entity_mention' AS table_name, mention_id AS row_id, version_id, surface, start, "end" FROM changed_entity_mention
  UNION ALL
  SELECT 'quote' AS table_name, quote_id AS row_id, version_id, surface, start, "end" FROM changed_quote
  UNION ALL
  SELECT 'attribution' AS table_name, attribution_id AS row_id, version_id, surface, start, "end" FROM changed_attribution
  UNION ALL
  SELECT 'naming' AS table_name, naming_id AS row_id, version_id, surface, start, "end" FROM changed_naming
  UNION ALL
  SELECT 'rejected_span' AS table_name, rejected_id AS row_id, version_id, surface, start, "end" FROM changed_rejected_span
)
SELECT f.table_name, f.row_id, f.version_id, f.start, f."end", f.surface, substring(v.text, f.start + 1, f."end" - f.start) AS found
FROM fact f
JOIN changed_article_version v ON v.version_id = f.version_id
WHERE f.start < 0 OR f."end" <= f.start OR substring(v.text, f.start + 1, f."end" - f.start) IS DISTINCT FROM f.surface
