-- title: Sources by month
-- answers: Whom does each outlet cite each month, in which words, how often, with which verbs?
-- grain: one row per month of publication, outlet, source with its words and class, and named or not; month NULL for articles without a date
-- kind: table
-- refresh: sums
-- sums attributions: articles, attributions, attributions_weighted, claimed, denied
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
      PARTITION BY outlet_id, article_id, source_key, anonymous, unresolved
      ORDER BY source_name, speaker_entity_id, source_class, source_country, attribution_id
    ) AS nth,
    outlet_id,
    outlet,
    CAST(date_trunc('month', published_day) AS DATE) AS month,
    weight,
    verb_class,
    source_class,
    source_country,
    anonymous,
    speaker_entity_id,
    source_key,
    source_name,
    unresolved
  FROM attributions
)
SELECT
  month,
  outlet_id,
  outlet,
  source_key,
  source_name AS source,
  speaker_entity_id AS source_entity_id,
  source_class,
  source_country,
  anonymous,
  unresolved,
  count(*) FILTER (WHERE nth = 1) AS articles,
  count(*) AS attributions,
  round(sum(weight), 4) AS attributions_weighted,
  count(*) FILTER (WHERE verb_class = 'claim') AS claimed,
  count(*) FILTER (WHERE verb_class = 'deny') AS denied
FROM told
GROUP BY month, outlet_id, outlet, source_key, source_name, speaker_entity_id, source_class, source_country, anonymous, unresolved
ORDER BY month, outlet_id, source_key
