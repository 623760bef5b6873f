-- title: Naming choices
-- answers: Which of several names for one thing does an outlet choose, in its own voice and in quotations?
-- grain: one row per outlet, concept and variant
-- kind: table
-- column outlet_id: who publishes
-- column outlet: the outlet's name
-- column concept: the thing that has several names
-- column variant: the name chosen
-- column own_voice: times the outlet uses it itself
-- column quoted: times it stands between quotation marks
-- column headlines: times it stands in a headline, own voice
-- column articles: articles that use it in the outlet's own voice
-- column articles_weighted: the same with wire copies counted once
-- column own_voice_weighted: own_voice with wire copies counted once
-- column own_voice_total: own-voice uses of any variant of the concept by the outlet: what `own_voice_share` is of
-- column own_voice_share: own_voice / own_voice_total; NULL where the outlet uses none itself
-- column examples: up to five different wordings
WITH used AS (
  SELECT
    a.outlet_id,
    min(a.outlet) AS outlet,
    n.concept,
    n.variant,
    a.article_id,
    min(a.weight) AS weight,
    count(*) FILTER (WHERE NOT n.in_quote) AS own_voice,
    count(*) FILTER (WHERE n.in_quote) AS quoted,
    count(*) FILTER (WHERE n.in_headline AND NOT n.in_quote) AS headlines,
    list(DISTINCT n.surface) AS surfaces
  FROM naming AS n
  JOIN version_reading AS r ON r.version_id = n.version_id AND r.extractor_id = n.extractor_id
  JOIN articles AS a ON a.current_version_id = n.version_id
  GROUP BY a.outlet_id, n.concept, n.variant, a.article_id
),
totals AS (
  SELECT outlet_id, concept, CAST(sum(own_voice) AS BIGINT) AS own_voice FROM used GROUP BY outlet_id, concept
)
SELECT
  u.outlet_id,
  min(u.outlet) AS outlet,
  u.concept,
  u.variant,
  CAST(sum(u.own_voice) AS BIGINT) AS own_voice,
  CAST(sum(u.quoted) AS BIGINT) AS quoted,
  CAST(sum(u.headlines) AS BIGINT) AS headlines,
  count(*) FILTER (WHERE u.own_voice > 0) AS articles,
  coalesce(sum(u.weight) FILTER (WHERE u.own_voice > 0), 0.0) AS articles_weighted,
  sum(u.weight * u.own_voice) AS own_voice_weighted,
  min(t.own_voice) AS own_voice_total,
  sum(u.own_voice) / nullif(min(t.own_voice), 0) AS own_voice_share,
  list_sort(list_distinct(flatten(list(u.surfaces))))[1:5] AS examples
FROM used AS u
JOIN totals AS t ON t.outlet_id = u.outlet_id AND t.concept = u.concept
GROUP BY u.outlet_id, u.concept, u.variant
ORDER BY u.concept, u.outlet_id, u.variant
