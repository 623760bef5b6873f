-- title: Sources cited
-- answers: Whom does each outlet cite, how often, with which verbs, and how often without a name?
-- grain: one row per outlet, source and named or not; one more per outlet for those cited by a pronoun that leads to nobody
-- kind: table
-- column outlet_id: who publishes
-- column outlet: the outlet's name
-- column source: the canonical name, or the words without the article; NULL where nobody is named at all or only a pronoun stands
-- column source_entity_id: the source in the gazetteer
-- column source_class: government, military, state_media, wire, hospital, witness ...
-- column source_country: ISO 3166 alpha-2, where the words say
-- column anonymous: whether the source is unnamed; NULL where none is given
-- column unresolved: whether these are attributions to a pronoun that leads to nobody: 'he said'
-- column attributions: times it is cited
-- column attributions_weighted: the same with wire copies counted once
-- column articles: articles that cite it
-- column claimed: attributions with a doubting verb (claim)
-- column denied: attributions with a verb of denial
-- column outlet_attributions: all the outlet's attributions: what `share` is of
-- column share: attributions / outlet_attributions
WITH told AS (
  SELECT
    t.outlet_id,
    t.outlet,
    t.article_id,
    t.weight,
    t.verb_class,
    t.source_class,
    t.source_country,
    t.anonymous,
    t.speaker_entity_id,
    c.source_key,
    c.source,
    c.unresolved
  FROM attributions AS t
  JOIN cited AS c ON c.attribution_id = t.attribution_id AND c.version_id = t.version_id AND c.extractor_id = t.extractor_id
),
described AS (
  -- One source has one class: that which its words are given most.
  SELECT
    source_key,
    regexp_replace(mode(source), '^(the|an|a) ', '', 'i') AS source,
    mode(source_class) AS source_class,
    mode(source_country) AS source_country,
    coalesce(mode(speaker_entity_id), '') AS source_entity_id
  FROM told
  WHERE source_key IS NOT NULL
  GROUP BY source_key
),
totals AS (
  SELECT outlet_id, count(*) AS attributions FROM told GROUP BY outlet_id
)
SELECT
  c.outlet_id,
  min(c.outlet) AS outlet,
  min(d.source) AS source,
  CASE WHEN min(d.source_entity_id) = c.source_key THEN c.source_key END AS source_entity_id,
  min(d.source_class) AS source_class,
  min(d.source_country) AS source_country,
  c.anonymous,
  c.unresolved,
  count(*) AS attributions,
  sum(c.weight) AS attributions_weighted,
  count(DISTINCT c.article_id) AS articles,
  count(*) FILTER (WHERE c.verb_class = 'claim') AS claimed,
  count(*) FILTER (WHERE c.verb_class = 'deny') AS denied,
  min(t.attributions) AS outlet_attributions,
  count(*) / min(t.attributions) AS share
FROM told AS c
JOIN totals AS t ON t.outlet_id = c.outlet_id
LEFT JOIN described AS d ON d.source_key = c.source_key
GROUP BY c.outlet_id, c.source_key, c.anonymous, c.unresolved
ORDER BY c.outlet_id, attributions DESC, source, c.anonymous, c.unresolved
