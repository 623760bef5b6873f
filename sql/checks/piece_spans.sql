-- title: Quotes and attributions come in pieces of the text
-- severity: error
-- says: The pieces of a quote's or attribution's content, source and cue are the text's characters, joined by one blank;
--   without words there are no pieces.
WITH part AS (
  SELECT 'quote.content' AS part, quote_id AS row_id, version_id, content AS words, content_spans AS spans FROM changed_quote
  UNION ALL
  SELECT 'quote.source' AS part, quote_id AS row_id, version_id, source AS words, source_spans AS spans FROM changed_quote
  UNION ALL
  SELECT 'quote.cue' AS part, quote_id AS row_id, version_id, cue AS words, cue_spans AS spans FROM changed_quote
  UNION ALL
  SELECT 'attribution.content' AS part, attribution_id AS row_id, version_id, content AS words, content_spans AS spans FROM changed_attribution
  UNION ALL
  SELECT 'attribution.source' AS part, attribution_id AS row_id, version_id, source AS words, source_spans AS spans FROM changed_attribution
  UNION ALL
  SELECT 'attribution.cue' AS part, attribution_id AS row_id, version_id, cue AS words, cue_spans AS spans FROM changed_attribution
),
cut AS (
  SELECT
    p.part, p.row_id, p.version_id, p.words, p.spans,
    array_to_string([substring(v.text, piece[1] + 1, piece[2] - piece[1]) FOR piece IN p.spans], ' ') AS found
  FROM part p
  JOIN changed_article_version v ON v.version_id = p.version_id
)
SELECT part, row_id, version_id, words, spans, found
FROM cut
WHERE coalesce(words, '') IS DISTINCT FROM found OR (words IS NULL) <> (len(spans) = 0)
