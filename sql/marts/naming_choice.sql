-- title: Naming choices
-- answers: Which of several names for one thing does an outlet choose, in its own voice and in quotations?
-- grain: one row per outlet, concept and variant
-- kind: view
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
-- column own_voice_low: lower end of the share's 95 percent interval (Wilson), uses taken as drawn one by one; NULL where the outlet uses none itself
-- column own_voice_high: upper end
-- column own_voice_total_weighted: own_voice_total with wire copies counted once
-- column own_voice_share_weighted: own_voice_weighted / own_voice_total_weighted; NULL where that is 0
-- column examples: up to five different wordings
WITH totals AS (
  SELECT outlet_id, concept, CAST(sum(own_voice) AS BIGINT) AS own_voice, sum(own_voice_weighted) AS weighted FROM naming_by_month GROUP BY outlet_id, concept
),
counted AS (
  SELECT
    u.outlet_id,
    min(u.outlet) AS outlet,
    u.concept,
    u.variant,
    CAST(sum(u.own_voice) AS BIGINT) AS own_voice,
    CAST(sum(u.quoted) AS BIGINT) AS quoted,
    CAST(sum(u.headlines) AS BIGINT) AS headlines,
    CAST(sum(u.articles) AS BIGINT) AS articles,
    sum(u.articles_weighted) AS articles_weighted,
    sum(u.own_voice_weighted) AS own_voice_weighted,
    min(t.own_voice) AS own_voice_total,
    nullif(min(t.own_voice), 0) AS of,
    min(t.weighted) AS own_voice_total_weighted,
    list_sort(list_distinct(flatten(list(u.surfaces))))[1:5] AS examples
  FROM naming_by_month AS u
  JOIN totals AS t ON t.outlet_id = u.outlet_id AND t.concept = u.concept
  GROUP BY u.outlet_id, u.concept, u.variant
)
SELECT
  * EXCLUDE (of),
  own_voice / of AS own_voice_share,
  CAST(greatest(0, (own_voice + 1.920729 - 1.959964 * sqrt(own_voice * (of - own_voice) / of + 0.960365)) / (of + 3.841459)) AS DOUBLE) AS own_voice_low,
  CAST(least(1, (own_voice + 1.920729 + 1.959964 * sqrt(own_voice * (of - own_voice) / of + 0.960365)) / (of + 3.841459)) AS DOUBLE) AS own_voice_high,
  own_voice_weighted / nullif(own_voice_total_weighted, 0) AS own_voice_share_weighted
FROM counted
ORDER BY concept, outlet_id, variant
