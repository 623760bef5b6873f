-- title: What a row refers to is there
-- severity: error
-- says: Every id that names a row of another table names one that exists.
SELECT 'capture.outlet_id' AS reference, t.capture_id AS row_id, t.outlet_id AS missing FROM changed_capture t WHERE t.outlet_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outlet g WHERE g.outlet_id = t.outlet_id)
UNION ALL
SELECT 'page.outlet_id' AS reference, t.page_id AS row_id, t.outlet_id AS missing FROM changed_page t WHERE t.outlet_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outlet g WHERE g.outlet_id = t.outlet_id)
UNION ALL
SELECT 'page.article_id' AS reference, t.page_id AS row_id, t.article_id AS missing FROM changed_page t WHERE t.article_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM article g WHERE g.article_id = t.article_id)
UNION ALL
SELECT 'page.duplicate_of' AS reference, t.page_id AS row_id, t.duplicate_of AS missing FROM changed_page t WHERE t.duplicate_of IS NOT NULL AND NOT EXISTS (SELECT 1 FROM page g WHERE g.page_id = t.duplicate_of)
UNION ALL
SELECT 'article.outlet_id' AS reference, t.article_id AS row_id, t.outlet_id AS missing FROM changed_article t WHERE t.outlet_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outlet g WHERE g.outlet_id = t.outlet_id)
UNION ALL
SELECT 'article.current_version_id' AS reference, t.article_id AS row_id, t.current_version_id AS missing FROM changed_article t WHERE t.current_version_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM article_version g WHERE g.version_id = t.current_version_id)
UNION ALL
SELECT 'article_version.article_id' AS reference, t.version_id AS row_id, t.article_id AS missing FROM changed_article_version t WHERE t.article_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM article g WHERE g.article_id = t.article_id)
UNION ALL
SELECT 'article_version.outlet_id' AS reference, t.version_id AS row_id, t.outlet_id AS missing FROM changed_article_version t WHERE t.outlet_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outlet g WHERE g.outlet_id = t.outlet_id)
UNION ALL
SELECT 'article_version.credit_outlet_id' AS reference, t.version_id AS row_id, t.credit_outlet_id AS missing FROM changed_article_version t WHERE t.credit_outlet_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outlet g WHERE g.outlet_id = t.credit_outlet_id)
UNION ALL
SELECT 'figure.version_id' AS reference, t.figure_id AS row_id, t.version_id AS missing FROM changed_figure t WHERE t.version_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM article_version g WHERE g.version_id = t.version_id)
UNION ALL
SELECT 'figure.extractor_id' AS reference, t.figure_id AS row_id, t.extractor_id AS missing FROM changed_figure t WHERE t.extractor_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM extractor g WHERE g.extractor_id = t.extractor_id)
UNION ALL
SELECT 'date_mention.version_id' AS reference, t.date_id AS row_id, t.version_id AS missing FROM changed_date_mention t WHERE t.version_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM article_version g WHERE g.version_id = t.version_id)
UNION ALL
SELECT 'date_mention.extractor_id' AS reference, t.date_id AS row_id, t.extractor_id AS missing FROM changed_date_mention t WHERE t.extractor_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM extractor g WHERE g.extractor_id = t.extractor_id)
UNION ALL
SELECT 'entity_mention.version_id' AS reference, t.mention_id AS row_id, t.version_id AS missing FROM changed_entity_mention t WHERE t.version_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM article_version g WHERE g.version_id = t.version_id)
UNION ALL
SELECT 'entity_mention.extractor_id' AS reference, t.mention_id AS row_id, t.extractor_id AS missing FROM changed_entity_mention t WHERE t.extractor_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM extractor g WHERE g.extractor_id = t.extractor_id)
UNION ALL
SELECT 'quote.version_id' AS reference, t.quote_id AS row_id, t.version_id AS missing FROM changed_quote t WHERE t.version_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM article_version g WHERE g.version_id = t.version_id)
UNION ALL
SELECT 'quote.extractor_id' AS reference, t.quote_id AS row_id, t.extractor_id AS missing FROM changed_quote t WHERE t.extractor_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM extractor g WHERE g.extractor_id = t.extractor_id)
UNION ALL
SELECT 'attribution.version_id' AS reference, t.attribution_id AS row_id, t.version_id AS missing FROM changed_attribution t WHERE t.version_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM article_version g WHERE g.version_id = t.version_id)
UNION ALL
SELECT 'attribution.extractor_id' AS reference, t.attribution_id AS row_id, t.extractor_id AS missing FROM changed_attribution t WHERE t.extractor_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM extractor g WHERE g.extractor_id = t.extractor_id)
UNION ALL
SELECT 'naming.version_id' AS reference, t.naming_id AS row_id, t.version_id AS missing FROM changed_naming t WHERE t.version_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM article_version g WHERE g.version_id = t.version_id)
UNION ALL
SELECT 'naming.extractor_id' AS reference, t.naming_id AS row_id, t.extractor_id AS missing FROM changed_naming t WHERE t.extractor_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM extractor g WHERE g.extractor_id = t.extractor_id)
UNION ALL
SELECT 'rejected_span.version_id' AS reference, t.rejected_id AS row_id, t.version_id AS missing FROM changed_rejected_span t WHERE t.version_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM article_version g WHERE g.version_id = t.version_id)
UNION ALL
SELECT 'rejected_span.extractor_id' AS reference, t.rejected_id AS row_id, t.extractor_id AS missing FROM changed_rejected_span t WHERE t.extractor_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM extractor g WHERE g.extractor_id = t.extractor_id)
UNION ALL
SELECT 'entity_mention.entity_id' AS reference, t.mention_id AS row_id, t.entity_id AS missing FROM changed_entity_mention t WHERE t.entity_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entity g WHERE g.entity_id = t.entity_id)
UNION ALL
SELECT 'figure.attribution_id' AS reference, t.figure_id AS row_id, t.attribution_id AS missing FROM changed_figure t WHERE t.attribution_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM attribution g WHERE g.attribution_id = t.attribution_id)
UNION ALL
SELECT 'quote.attribution_id' AS reference, t.quote_id AS row_id, t.attribution_id AS missing FROM changed_quote t WHERE t.attribution_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM attribution g WHERE g.attribution_id = t.attribution_id)
UNION ALL
SELECT 'quote.speaker_entity_id' AS reference, t.quote_id AS row_id, t.speaker_entity_id AS missing FROM changed_quote t WHERE t.speaker_entity_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entity g WHERE g.entity_id = t.speaker_entity_id)
UNION ALL
SELECT 'attribution.parent_id' AS reference, t.attribution_id AS row_id, t.parent_id AS missing FROM changed_attribution t WHERE t.parent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM attribution g WHERE g.attribution_id = t.parent_id)
UNION ALL
SELECT 'attribution.speaker_entity_id' AS reference, t.attribution_id AS row_id, t.speaker_entity_id AS missing FROM changed_attribution t WHERE t.speaker_entity_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entity g WHERE g.entity_id = t.speaker_entity_id)
UNION ALL
SELECT 'syndication.article_id' AS reference, t.article_id AS row_id, t.article_id AS missing FROM changed_syndication t WHERE t.article_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM article g WHERE g.article_id = t.article_id)
UNION ALL
SELECT 'syndication.original_version_id' AS reference, t.article_id AS row_id, t.original_version_id AS missing FROM changed_syndication t WHERE t.original_version_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM article_version g WHERE g.version_id = t.original_version_id)
UNION ALL
SELECT 'syndication.original_article_id' AS reference, t.article_id AS row_id, t.original_article_id AS missing FROM changed_syndication t WHERE t.original_article_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM article g WHERE g.article_id = t.original_article_id)
UNION ALL
SELECT 'syndication.source_outlet_id' AS reference, t.article_id AS row_id, t.source_outlet_id AS missing FROM changed_syndication t WHERE t.source_outlet_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outlet g WHERE g.outlet_id = t.source_outlet_id)
UNION ALL
SELECT 'article_story.article_id' AS reference, t.article_id AS row_id, t.article_id AS missing FROM changed_article_story t WHERE t.article_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM article g WHERE g.article_id = t.article_id)
UNION ALL
SELECT 'article_story.story_id' AS reference, t.article_id AS row_id, t.story_id AS missing FROM changed_article_story t WHERE t.story_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM story g WHERE g.story_id = t.story_id)
UNION ALL
SELECT 'coverage.outlet_id' AS reference, t.outlet_id AS row_id, t.outlet_id AS missing FROM coverage t WHERE t.outlet_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outlet g WHERE g.outlet_id = t.outlet_id)
UNION ALL
SELECT 'run.extractor_id' AS reference, t.run_id AS row_id, t.extractor_id AS missing FROM run t WHERE t.extractor_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM extractor g WHERE g.extractor_id = t.extractor_id)
UNION ALL
SELECT 'quality.extractor_id' AS reference, t.quality_id AS row_id, t.extractor_id AS missing FROM quality t WHERE t.extractor_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM extractor g WHERE g.extractor_id = t.extractor_id)
UNION ALL
SELECT 'quality.outlet_id' AS reference, t.quality_id AS row_id, t.outlet_id AS missing FROM quality t WHERE t.outlet_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outlet g WHERE g.outlet_id = t.outlet_id)
