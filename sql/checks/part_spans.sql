-- title: The words a fact is made of stand at their offsets too
-- severity: error
-- says: What a figure counts, its place, period and source, and an article's wire credit, are the text's characters at their offsets.
WITH part AS (
  SELECT 'figure.counted' AS part, figure_id AS row_id, version_id, counted AS words, counted_start AS first, counted_end AS last FROM changed_figure
  UNION ALL
  SELECT 'figure.place' AS part, figure_id AS row_id, version_id, place AS words, place_start AS first, place_end AS last FROM changed_figure
  UNION ALL
  SELECT 'figure.period' AS part, figure_id AS row_id, version_id, period AS words, period_start AS first, period_end AS last FROM changed_figure
  UNION ALL
  SELECT 'figure.source' AS part, figure_id AS row_id, version_id, source AS words, source_start AS first, source_end AS last FROM changed_figure
  UNION ALL
  SELECT 'article_version.credit' AS part, version_id AS row_id, version_id, credit AS words, credit_start AS first, credit_end AS last FROM changed_article_version
  WHERE credit_start IS NOT NULL -- a credit in the byline stands outside the text
)
SELECT p.part, p.row_id, p.version_id, p.first, p.last, p.words, substring(v.text, p.first + 1, p.last - p.first) AS found
FROM part p
JOIN changed_article_version v ON v.version_id = p.version_id
WHERE (p.words IS NOT NULL OR p.first IS NOT NULL OR p.last IS NOT NULL)
  AND (p.first IS NULL OR p.last IS NULL OR p.first < 0 OR substring(v.text, p.first + 1, p.last - p.first) IS DISTINCT FROM p.words)
