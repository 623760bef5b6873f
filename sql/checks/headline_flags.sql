-- title: What stands in the headline says so
-- severity: error
-- says: A fact is marked as standing in the headline if and only if it begins before the body.
WITH fact AS (
  SELECT 'figure' AS table_name, figure_id AS row_id, version_id, start, in_headline FROM changed_figure
  UNION ALL
  SELECT 'entity_mention', mention_id, version_id, start, in_headline FROM changed_entity_mention
  UNION ALL
  SELECT 'naming', naming_id, version_id, start, in_headline FROM changed_naming
)
SELECT f.table_name, f.row_id, f.version_id, f.start, v.body_start, f.in_headline
FROM fact f
JOIN changed_article_version v ON v.version_id = f.version_id
WHERE f.in_headline <> (f.start < v.body_start)
