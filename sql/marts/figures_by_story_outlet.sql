-- title: Figures by story and outlet
-- answers: Which values did each outlet print for one thing in one story, and on whose word?
-- grain: one row per story (or article without one), outlet, kind, counted group and unit; asserted figures of current versions
-- kind: table
-- refresh: story
-- column story_key: the event, or the article where it belongs to none
-- column story_id: the event; NULL for an article that belongs to none
-- column story: the event's label, or the headline
-- column outlet_id: who publishes
-- column outlet: the outlet's name
-- column kind: what is counted; what "no casualties" implies included
-- column counted_group: whom or what; empty where unstated
-- column unit: currency, percent ...; empty for counts
-- column value_low: least value printed
-- column value_high: greatest value printed; NULL where one is open
-- column surfaces: the different wordings of the number
-- column sources: who is behind them, by name; the outlet's own voice left out
-- column own_voice: figures stated in the outlet's own voice
-- column figures: figures
-- column figures_weighted: the same with wire copies counted once
-- column articles: articles that print one
-- column first_day: first day of publication
-- column last_day: last day of publication
-- column sentence: the latest sentence that prints one
-- column url: the article of that sentence
SELECT
  story_key,
  min(story_id) AS story_id,
  min(story) AS story,
  outlet_id,
  min(outlet) AS outlet,
  kind,
  counted_key AS counted_group,
  unit,
  min(value_low) AS value_low,
  CASE WHEN count(*) = count(value_high) THEN max(value_high) END AS value_high,
  list_sort(list(DISTINCT surface)) AS surfaces,
  list_sort(coalesce(list(DISTINCT source) FILTER (WHERE source IS NOT NULL), [])) AS sources,
  count(*) FILTER (WHERE source_key IS NULL) AS own_voice,
  count(*) AS figures,
  sum(weight) AS figures_weighted,
  count(DISTINCT article_id) AS articles,
  min(published_day) AS first_day,
  max(published_day) AS last_day,
  arg_max(sentence, (coalesce(published_at, seen_at), claim_id)) AS sentence,
  arg_max(url, (coalesce(published_at, seen_at), claim_id)) AS url
FROM claims
WHERE is_current
GROUP BY story_key, outlet_id, kind, counted_key, unit
ORDER BY first_day, story_key, kind, counted_group, outlet_id
