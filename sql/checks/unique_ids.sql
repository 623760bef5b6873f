-- title: Ids are unique
-- severity: error
-- says: No table holds two rows of one key: there are no key indexes, which would make loading several times slower.
WITH held AS (
  SELECT 'outlet' AS table_name, outlet_id AS row_id FROM outlet
  UNION ALL
  SELECT 'entity' AS table_name, entity_id AS row_id FROM entity
  UNION ALL
  SELECT 'extractor' AS table_name, extractor_id AS row_id FROM extractor
  UNION ALL
  SELECT 'capture' AS table_name, capture_id AS row_id FROM changed_capture
  UNION ALL
  SELECT 'page' AS table_name, page_id AS row_id FROM changed_page
  UNION ALL
  SELECT 'article' AS table_name, article_id AS row_id FROM changed_article
  UNION ALL
  SELECT 'article_version' AS table_name, version_id AS row_id FROM changed_article_version
  UNION ALL
  SELECT 'figure' AS table_name, figure_id AS row_id FROM changed_figure
  UNION ALL
  SELECT 'date_mention' AS table_name, date_id AS row_id FROM changed_date_mention
  UNION ALL
  SELECT 'entity_mention' AS table_name, mention_id AS row_id FROM changed_entity_mention
  UNION ALL
  SELECT 'quote' AS table_name, quote_id AS row_id FROM changed_quote
  UNION ALL
  SELECT 'attribution' AS table_name, attribution_id AS row_id FROM changed_attribution
  UNION ALL
  SELECT 'naming' AS table_name, naming_id AS row_id FROM changed_naming
  UNION ALL
  SELECT 'rejected_span' AS table_name, rejected_id AS row_id FROM changed_rejected_span
  UNION ALL
  SELECT 'syndication' AS table_name, article_id AS row_id FROM changed_syndication
  UNION ALL
  SELECT 'story' AS table_name, story_id AS row_id FROM changed_story
  UNION ALL
  SELECT 'article_story' AS table_name, concat_ws(' ', article_id, story_id) AS row_id FROM changed_article_story
  UNION ALL
  SELECT 'coverage' AS table_name, concat_ws(' ', outlet_id, day) AS row_id FROM coverage
  UNION ALL
  SELECT 'run' AS table_name, run_id AS row_id FROM run
  UNION ALL
  SELECT 'bad_row' AS table_name, bad_row_id AS row_id FROM bad_row
  UNION ALL
  SELECT 'quality' AS table_name, quality_id AS row_id FROM quality
)
SELECT table_name, row_id, count(*) AS rows
FROM held
GROUP BY ALL
HAVING count(*) > 1
