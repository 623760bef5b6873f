-- title: Naming choices by month
-- answers: Which of several names for one thing does an outlet choose each month, in its own voice and in quotations?
-- grain: one row per month of publication, outlet, concept and variant; month NULL for articles without a date
-- kind: table
-- refresh: month
-- column month: first day of the month, UTC
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
-- column surfaces: all different wordings
WITH used AS (
  SELECT
    a.outlet_id,
    min(a.outlet) AS outlet,
    n.concept,
    n.variant,
    a.article_id,
    CAST(date_trunc('month', a.published_day) AS DATE) AS month,
    min(a.weight) AS weight,
    count(*) FILTER (WHERE NOT n.in_quote) AS own_voice,
    count(*) FILTER (WHERE n.in_quote) AS quoted,
    count(*) FILTER (WHERE n.in_headline AND NOT n.in_quote) AS headlines,
    list(DISTINCT n.surface) AS surfaces
  FROM naming AS n
  JOIN version_reading AS r ON r.version_id = n.version_id AND r.extractor_id = n.extractor_id
  JOIN articles AS a ON a.current_version_id = n.version_id
  GROUP BY a.outlet_id, n.concept, n.variant, a.article_id, a.published_day
)
SELECT
  month,
  outlet_id,
  min(outlet) AS outlet,
  concept,
  variant,
  CAST(sum(own_voice) AS BIGINT) AS own_voice,
  CAST(sum(quoted) AS BIGINT) AS quoted,
  CAST(sum(headlines) AS BIGINT) AS headlines,
  count(*) FILTER (WHERE own_voice > 0) AS articles,
  coalesce(sum(weight) FILTER (WHERE own_voice > 0), 0.0) AS articles_weighted,
  sum(weight * own_voice) AS own_voice_weighted,
  list_sort(list_distinct(flatten(list(surfaces)))) AS surfaces
FROM used
GROUP BY month, outlet_id, concept, variant
ORDER BY month, concept, outlet_id, variant
