-- title: What a row refers to is there
-- severity: error
-- says: Every id that names a row of another table names one that exists.
-- One look through each table that is referred to, however many tables refer to it.
WITH to_outlet AS (
  SELECT 'capture.outlet_id' AS reference, capture_id AS row_id, outlet_id AS missing FROM changed_capture WHERE outlet_id IS NOT NULL
  UNION ALL
  SELECT 'page.outlet_id' AS reference, page_id AS row_id, outlet_id AS missing FROM changed_page WHERE outlet_id IS NOT NULL
  UNION ALL
  SELECT 'article.outlet_id' AS reference, article_id AS row_id, outlet_id AS missing FROM changed_article WHERE outlet_id IS NOT NULL
  UNION ALL
  SELECT 'article_version.outlet_id' AS reference, version_id AS row_id, outlet_id AS missing FROM changed_article_version WHERE outlet_id IS NOT NULL
  UNION ALL
  SELECT 'article_version.credit_outlet_id' AS reference, version_id AS row_id, credit_outlet_id AS missing FROM changed_article_version WHERE credit_outlet_id IS NOT NULL
  UNION ALL
  SELECT 'syndication.source_outlet_id' AS reference, article_id AS row_id, source_outlet_id AS missing FROM changed_syndication WHERE source_outlet_id IS NOT NULL
  UNION ALL
  SELECT 'coverage.outlet_id' AS reference, outlet_id AS row_id, outlet_id AS missing FROM coverage WHERE outlet_id IS NOT NULL
  UNION ALL
  SELECT 'quality.outlet_id' AS reference, quality_id AS row_id, outlet_id AS missing FROM quality WHERE outlet_id IS NOT NULL
),
to_article AS (
  SELECT 'page.article_id' AS reference, page_id AS row_id, article_id AS missing FROM changed_page WHERE article_id IS NOT NULL
  UNION ALL
  SELECT 'article_version.article_id' AS reference, version_id AS row_id, article_id AS missing FROM changed_article_version WHERE article_id IS NOT NULL
  UNION ALL
  SELECT 'syndication.article_id' AS reference, article_id AS row_id, article_id AS missing FROM changed_syndication WHERE article_id IS NOT NULL
  UNION ALL
  SELECT 'syndication.original_article_id' AS reference, article_id AS row_id, original_article_id AS missing FROM changed_syndication WHERE original_article_id IS NOT NULL
  UNION ALL
  SELECT 'article_story.article_id' AS reference, article_id AS row_id, article_id AS missing FROM changed_article_story WHERE article_id IS NOT NULL
),
to_page AS (
  SELECT 'page.duplicate_of' AS reference, page_id AS row_id, duplicate_of AS missing FROM changed_page WHERE duplicate_of IS NOT NULL
),
to_article_version AS (
  SELECT 'article.current_version_id' AS reference, article_id AS row_id, current_version_id AS missing FROM changed_article WHERE current_version_id IS NOT NULL
  UNION ALL
  SELECT 'figure.version_id' AS reference, figure_id AS row_id, version_id AS missing FROM changed_figure WHERE version_id IS NOT NULL
  UNION ALL
  SELECT 'date_mention.version_id' AS reference, date_id AS row_id, version_id AS missing FROM changed_date_mention WHERE version_id IS NOT NULL
  UNION ALL
  SELECT 'entity_mention.version_id' AS reference, mention_id AS row_id, version_id AS missing FROM changed_entity_mention WHERE version_id IS NOT NULL
  UNION ALL
  SELECT 'quote.version_id' AS reference, quote_id AS row_id, version_id AS missing FROM changed_quote WHERE version_id IS NOT NULL
  UNION ALL
  SELECT 'attribution.version_id' AS reference, attribution_id AS row_id, version_id AS missing FROM changed_attribution WHERE version_id IS NOT NULL
  UNION ALL
  SELECT 'naming.version_id' AS reference, naming_id AS row_id, version_id AS missing FROM changed_naming WHERE version_id IS NOT NULL
  UNION ALL
  SELECT 'rejected_span.version_id' AS reference, rejected_id AS row_id, version_id AS missing FROM changed_rejected_span WHERE version_id IS NOT NULL
  UNION ALL
  SELECT 'syndication.original_version_id' AS reference, article_id AS row_id, original_version_id AS missing FROM changed_syndication WHERE original_version_id IS NOT NULL
),
to_extractor AS (
  SELECT 'figure.extractor_id' AS reference, figure_id AS row_id, extractor_id AS missing FROM changed_figure WHERE extractor_id IS NOT NULL
  UNION ALL
  SELECT 'date_mention.extractor_id' AS reference, date_id AS row_id, extractor_id AS missing FROM changed_date_mention WHERE extractor_id IS NOT NULL
  UNION ALL
  SELECT 'entity_mention.extractor_id' AS reference, mention_id AS row_id, extractor_id AS missing FROM changed_entity_mention WHERE extractor_id IS NOT NULL
  UNION ALL
  SELECT 'quote.extractor_id' AS reference, quote_id AS row_id, extractor_id AS missing FROM changed_quote WHERE extractor_id IS NOT NULL
  UNION ALL
  SELECT 'attribution.extractor_id' AS reference, attribution_id AS row_id, extractor_id AS missing FROM changed_attribution WHERE extractor_id IS NOT NULL
  UNION ALL
  SELECT 'naming.extractor_id' AS reference, naming_id AS row_id, extractor_id AS missing FROM changed_naming WHERE extractor_id IS NOT NULL
  UNION ALL
  SELECT 'rejected_span.extractor_id' AS reference, rejected_id AS row_id, extractor_id AS missing FROM changed_rejected_span WHERE extractor_id IS NOT NULL
  UNION ALL
  SELECT 'run.extractor_id' AS reference, run_id AS row_id, extractor_id AS missing FROM run WHERE extractor_id IS NOT NULL
  UNION ALL
  SELECT 'quality.extractor_id' AS reference, quality_id AS row_id, extractor_id AS missing FROM quality WHERE extractor_id IS NOT NULL
),
to_entity AS (
  SELECT 'entity_mention.entity_id' AS reference, mention_id AS row_id, entity_id AS missing FROM changed_entity_mention WHERE entity_id IS NOT NULL
  UNION ALL
  SELECT 'quote.speaker_entity_id' AS reference, quote_id AS row_id, speaker_entity_id AS missing FROM changed_quote WHERE speaker_entity_id IS NOT NULL
  UNION ALL
  SELECT 'attribution.speaker_entity_id' AS reference, attribution_id AS row_id, speaker_entity_id AS missing FROM changed_attribution WHERE speaker_entity_id IS NOT NULL
),
to_attribution AS (
  SELECT 'figure.attribution_id' AS reference, figure_id AS row_id, attribution_id AS missing FROM changed_figure WHERE attribution_id IS NOT NULL
  UNION ALL
  SELECT 'quote.attribution_id' AS reference, quote_id AS row_id, attribution_id AS missing FROM changed_quote WHERE attribution_id IS NOT NULL
  UNION ALL
  SELECT 'attribution.parent_id' AS reference, attribution_id AS row_id, parent_id AS missing FROM changed_attribution WHERE parent_id IS NOT NULL
),
to_story AS (
  SELECT 'article_story.story_id' AS reference, article_id AS row_id, story_id AS missing FROM changed_article_story WHERE story_id IS NOT NULL
)
SELECT * FROM to_outlet AS r WHERE NOT EXISTS (SELECT 1 FROM outlet AS g WHERE g.outlet_id = r.missing)
UNION ALL
SELECT * FROM to_article AS r WHERE NOT EXISTS (SELECT 1 FROM article AS g WHERE g.article_id = r.missing)
UNION ALL
SELECT * FROM to_page AS r WHERE NOT EXISTS (SELECT 1 FROM page AS g WHERE g.page_id = r.missing)
UNION ALL
SELECT * FROM to_article_version AS r WHERE NOT EXISTS (SELECT 1 FROM article_version AS g WHERE g.version_id = r.missing)
UNION ALL
SELECT * FROM to_extractor AS r WHERE NOT EXISTS (SELECT 1 FROM extractor AS g WHERE g.extractor_id = r.missing)
UNION ALL
SELECT * FROM to_entity AS r WHERE NOT EXISTS (SELECT 1 FROM entity AS g WHERE g.entity_id = r.missing)
UNION ALL
SELECT * FROM to_attribution AS r WHERE NOT EXISTS (SELECT 1 FROM attribution AS g WHERE g.attribution_id = r.missing)
UNION ALL
SELECT * FROM to_story AS r WHERE NOT EXISTS (SELECT 1 FROM story AS g WHERE g.story_id = r.missing)
