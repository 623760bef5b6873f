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
WITH asked AS NOT MATERIALIZED (
  SELECT *
  FROM attributions
  WHERE published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
),
parents AS MATERIALIZED (
  SELECT attribution_id, version_id, extractor_id, parent_id, coalesce(speaker, source) AS name
  FROM asked
  WHERE attribution_id IN (SELECT parent_id FROM asked WHERE parent_id IS NOT NULL)
),
-- Four links are the most that are followed: longer chains are errors of reading.
chained AS (
  SELECT
    t.*,
    list_filter([p3.name, p2.name, p1.name, coalesce(t.speaker, t.source)], lambda name: name IS NOT NULL) AS sources
  FROM asked AS t
  LEFT JOIN parents AS p1 ON p1.attribution_id = t.parent_id AND p1.version_id = t.version_id AND p1.extractor_id = t.extractor_id
  LEFT JOIN parents AS p2 ON p2.attribution_id = p1.parent_id AND p2.version_id = t.version_id AND p2.extractor_id = t.extractor_id
  LEFT JOIN parents AS p3 ON p3.attribution_id = p2.parent_id AND p3.version_id = t.version_id AND p3.extractor_id = t.extractor_id
  WHERE t.source IS NOT NULL AND (CAST($least AS BIGINT) < 2 OR t.parent_id IS NOT NULL)
),
-- Words are long: those of the rows shown alone are fetched.
shown AS (
  SELECT attribution_id, version_id, extractor_id, published_day, outlet, start, sources
  FROM chained
  WHERE
    len(sources) >= CAST($least AS BIGINT)
    AND (
      CAST($words AS VARCHAR) IS NULL
      OR contains(lower(concat_ws(' ', array_to_string(sources, ' '), content)), lower(CAST($words AS VARCHAR)))
    )
  ORDER BY len(sources) DESC, published_day, outlet, start, attribution_id
  LIMIT CAST($rows AS BIGINT)
)
SELECT
  s.published_day,
  s.outlet,
  array_to_string(list_concat([s.outlet], s.sources), ' <- ') AS chain,
  len(s.sources) AS links,
  coalesce(t.speaker, t.source) AS first_source,
  t.anonymous,
  CASE WHEN a.syndication_role IN ('copy', 'partial') THEN coalesce(o.name, a.source_outlet_id) END AS copied_from,
  t.content,
  t.url,
  t.weight
FROM shown AS s
JOIN attributions AS t ON t.attribution_id = s.attribution_id AND t.version_id = s.version_id AND t.extractor_id = s.extractor_id
JOIN articles AS a ON a.article_id = t.article_id
LEFT JOIN outlet AS o ON o.outlet_id = a.source_outlet_id
ORDER BY links DESC, s.published_day, s.outlet, s.start, s.attribution_id
