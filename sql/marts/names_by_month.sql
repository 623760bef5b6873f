-- title: Names by month
-- answers: How often does each outlet name whom each month?
-- grain: one row per entity, outlet and month of publication; month NULL for articles without a date
-- kind: table
-- refresh: sums
-- sums mentions: articles, articles_weighted, headlines, mentions
-- column entity_id: who is named
-- column outlet_id: who publishes
-- column month: first day of the month, UTC
-- column articles: articles naming the entity
-- column articles_weighted: the same with wire copies counted once
-- column headlines: those naming it in the headline
-- column mentions: times it is named
-- By ids alone: names stand in a million rows, and are the same in all of one id.
WITH named AS (
  SELECT entity_id, outlet_id, article_id, published_day, min(weight) AS weight, bool_or(in_headline) AS in_headline, count(*) AS mentions
  FROM mentions
  WHERE entity_id IS NOT NULL
  GROUP BY entity_id, outlet_id, article_id, published_day
)
SELECT
  entity_id,
  outlet_id,
  CAST(date_trunc('month', published_day) AS DATE) AS month,
  count(*) AS articles,
  round(sum(weight), 4) AS articles_weighted,
  count(*) FILTER (WHERE in_headline) AS headlines,
  CAST(sum(mentions) AS BIGINT) AS mentions
FROM named
GROUP BY entity_id, outlet_id, date_trunc('month', published_day)
