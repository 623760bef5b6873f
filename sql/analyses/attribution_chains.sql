-- title: Through whom it came
-- answers: Through which chain did a statement reach the reader: outlet, agency, official?
-- param words text = null: words of the statement or of a source in the chain; all without it
-- param first date = 1990-01-01: first day of publication, UTC; articles without a date are left out
-- param last date = 2100-01-01: last day of publication, UTC
-- param least integer = 2: links a chain must have behind the outlet; 1 lists plain attributions too
-- param rows integer = 50: rows at most
-- column published_day: day of publication, UTC
-- column outlet: who printed it
-- column chain: outlet, then each source that passed it on, then who is behind it
-- column links: sources in the chain
-- column first_source: who is behind it
-- column anonymous: whether that source is unnamed
-- column copied_from: for a wire copy or partial copy, the outlet whose words they are
-- column content: what is put to the source
-- column url: the article
-- column weight: 0 for a wire copy
WITH asked AS (
  SELECT *
  FROM attributions
  WHERE published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
),
-- Four links are the most that are followed: longer chains are errors of reading.
chained AS (
  SELECT
    t.*,
    a.syndication_role,
    a.source_outlet_id,
    list_filter([coalesce(p3.speaker, p3.source), coalesce(p2.speaker, p2.source), coalesce(p1.speaker, p1.source), coalesce(t.speaker, t.source)], lambda name: name IS NOT NULL) AS sources
  FROM asked AS t
  JOIN articles AS a ON a.article_id = t.article_id
  LEFT JOIN asked AS p1 ON p1.attribution_id = t.parent_id AND p1.version_id = t.version_id AND p1.extractor_id = t.extractor_id
  LEFT JOIN asked AS p2 ON p2.attribution_id = p1.parent_id AND p2.version_id = t.version_id AND p2.extractor_id = t.extractor_id
  LEFT JOIN asked AS p3 ON p3.attribution_id = p2.parent_id AND p3.version_id = t.version_id AND p3.extractor_id = t.extractor_id
  WHERE t.source IS NOT NULL AND (CAST($least AS BIGINT) < 2 OR t.parent_id IS NOT NULL)
)
SELECT
  c.published_day,
  c.outlet,
  array_to_string(list_concat([c.outlet], c.sources), ' <- ') AS chain,
  len(c.sources) AS links,
  coalesce(c.speaker, c.source) AS first_source,
  c.anonymous,
  CASE WHEN c.syndication_role IN ('copy', 'partial') THEN coalesce(o.name, c.source_outlet_id) END AS copied_from,
  c.content,
  c.url,
  c.weight
FROM chained AS c
LEFT JOIN outlet AS o ON o.outlet_id = c.source_outlet_id
WHERE
  len(c.sources) >= CAST($least AS BIGINT)
  AND (
    CAST($words AS VARCHAR) IS NULL
    OR contains(lower(concat_ws(' ', array_to_string(c.sources, ' '), c.content)), lower(CAST($words AS VARCHAR)))
  )
ORDER BY links DESC, c.published_day, c.outlet, c.start
LIMIT CAST($rows AS BIGINT)
