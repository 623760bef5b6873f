-- title: Sources cited
-- answers: Whom does each outlet cite, how often, with which verbs, and how often without a name?
-- grain: one row per outlet, source and named or not; one more per outlet for those cited by a pronoun that leads to nobody
-- kind: view
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
-- column outlet_attributions_weighted: the same with wire copies counted once
-- column share: attributions / outlet_attributions
-- column share_low: lower end of its 95 percent interval (Wilson), attributions taken as drawn one by one
-- column share_high: upper end
-- column share_weighted: attributions_weighted / outlet_attributions_weighted; NULL where the outlet printed copies only
WITH by_class AS (
  SELECT source_key, source_class, sum(attributions) AS n FROM sources_by_month WHERE source_class IS NOT NULL GROUP BY ALL
),
by_country AS (
  SELECT source_key, source_country, sum(attributions) AS n FROM sources_by_month WHERE source_country IS NOT NULL GROUP BY ALL
),
by_name AS (
  SELECT source_key, source, source_entity_id, sum(attributions) AS n FROM sources_by_month WHERE source_key IS NOT NULL GROUP BY ALL
),
described AS (
  -- One source has one class: that which its words are given most.
  SELECT
    n.source_key,
    regexp_replace(arg_max(n.source, (n.n, n.source)), '^(the|an|a) ', '', 'i') AS source,
    coalesce(arg_max(n.source_entity_id, (n.n, n.source_entity_id)), '') AS source_entity_id,
    min(c.source_class) AS source_class,
    min(l.source_country) AS source_country
  FROM by_name AS n
  LEFT JOIN (SELECT source_key, arg_max(source_class, (n, source_class)) AS source_class FROM by_class GROUP BY source_key) AS c ON c.source_key = n.source_key
  LEFT JOIN (SELECT source_key, arg_max(source_country, (n, source_country)) AS source_country FROM by_country GROUP BY source_key) AS l ON l.source_key = n.source_key
  GROUP BY n.source_key
),
totals AS (
  SELECT outlet_id, CAST(sum(attributions) AS BIGINT) AS attributions, sum(attributions_weighted) AS weighted FROM sources_by_month GROUP BY outlet_id
),
counted AS (
  SELECT
    c.outlet_id,
    min(c.outlet) AS outlet,
    min(d.source) AS source,
    CASE WHEN min(d.source_entity_id) = c.source_key THEN c.source_key END AS source_entity_id,
    min(d.source_class) AS source_class,
    min(d.source_country) AS source_country,
    c.anonymous,
    c.unresolved,
    CAST(sum(c.attributions) AS BIGINT) AS attributions,
    sum(c.attributions_weighted) AS attributions_weighted,
    CAST(sum(c.articles) AS BIGINT) AS articles,
    CAST(sum(c.claimed) AS BIGINT) AS claimed,
    CAST(sum(c.denied) AS BIGINT) AS denied,
    min(t.attributions) AS outlet_attributions,
    min(t.weighted) AS outlet_attributions_weighted
  FROM sources_by_month AS c
  JOIN totals AS t ON t.outlet_id = c.outlet_id
  LEFT JOIN described AS d ON d.source_key = c.source_key
  GROUP BY c.outlet_id, c.source_key, c.anonymous, c.unresolved
)
SELECT
  *,
  attributions / outlet_attributions AS share,
  CAST(greatest(0, (attributions + 1.920729 - 1.959964 * sqrt(attributions * (outlet_attributions - attributions) / outlet_attributions + 0.960365)) / (outlet_attributions + 3.841459)) AS DOUBLE) AS share_low,
  CAST(least(1, (attributions + 1.920729 + 1.959964 * sqrt(attributions * (outlet_attributions - attributions) / outlet_attributions + 0.960365)) / (outlet_attributions + 3.841459)) AS DOUBLE) AS share_high,
  attributions_weighted / nullif(outlet_attributions_weighted, 0) AS share_weighted
FROM counted
ORDER BY outlet_id, attributions DESC, source, anonymous, unresolved
