-- title: Sources by month
-- answers: Whom does each outlet cite each month, in which words, how often, with which verbs?
-- grain: one row per month of publication, outlet, source with its words and class, and named or not; month NULL for articles without a date
-- kind: table
-- refresh: month
-- depends: FROM state_voice ORDER BY ALL
-- column month: first day of the month, UTC
-- column outlet_id: who publishes
-- column outlet: the outlet's name
-- column source_key: for comparing; NULL where only a pronoun or nothing stands
-- column source: the canonical name, or the words
-- column source_entity_id: the source in the gazetteer, as the attributions have it
-- column source_class: government, military, state_media, wire, hospital, witness ...
-- column source_country: ISO 3166 alpha-2, where the words say
-- column anonymous: whether the source is unnamed; NULL where none is given
-- column unresolved: whether these are attributions to a pronoun that leads to nobody: 'he said'
-- column articles: articles that cite it, each in one of the rows of a source
-- column attributions: times it is cited
-- column attributions_weighted: the same with wire copies counted once
-- column claimed: attributions with a doubting verb (claim)
-- column denied: attributions with a verb of denial
WITH told AS (
  SELECT
    row_number() OVER (
      PARTITION BY t.outlet_id, t.article_id, c.source_key, t.anonymous, c.unresolved
      ORDER BY c.source, t.speaker_entity_id, t.source_class, t.source_country, t.attribution_id
    ) AS nth,
    t.outlet_id,
    t.outlet,
    CAST(date_trunc('month', t.published_day) AS DATE) AS month,
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
)
SELECT
  month,
  outlet_id,
  min(outlet) AS outlet,
  source_key,
  source,
  speaker_entity_id AS source_entity_id,
  source_class,
  source_country,
  anonymous,
  unresolved,
  count(*) FILTER (WHERE nth = 1) AS articles,
  count(*) AS attributions,
  sum(weight) AS attributions_weighted,
  count(*) FILTER (WHERE verb_class = 'claim') AS claimed,
  count(*) FILTER (WHERE verb_class = 'deny') AS denied
FROM told
GROUP BY month, outlet_id, source_key, source, speaker_entity_id, source_class, source_country, anonymous, unresolved
ORDER BY month, outlet_id, source_key
