-- title: Articles by month
-- answers: How many articles does each outlet publish each month?
-- grain: one row per outlet and month of publication; month NULL for articles without a date
-- kind: table
-- refresh: sums
-- sums articles: articles, articles_weighted
-- column outlet_id: who publishes
-- column outlet: the outlet's name
-- column month: first day of the month, UTC
-- column articles: its articles of the month
-- column articles_weighted: the same with wire copies counted once
SELECT outlet_id, outlet, CAST(date_trunc('month', published_day) AS DATE) AS month, count(*) AS articles, round(sum(weight), 4) AS articles_weighted
FROM articles
GROUP BY outlet_id, outlet, date_trunc('month', published_day)
