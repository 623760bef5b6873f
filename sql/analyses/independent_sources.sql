-- title: Independent sources behind a number
-- answers: How many independent sources stand behind each number of a story, once reprints and agencies that pass it on are taken together?
-- param story text = null: words of the story's label; all stories without it
-- param kind text = killed: killed, injured, missing, displaced, detained, hostage, money ...
-- param first date = 1990-01-01: first day of publication, UTC; articles without a date are left out
-- param last date = 2100-01-01: last day of publication, UTC
-- param rows integer = 100: rows at most
-- column story: the event
-- column number: the number the words name
-- column counted_group: whom or what; empty where unstated
-- column surfaces: its wordings
-- column articles: articles that print it
-- column articles_weighted: the same with wire copies counted once
-- column outlets: outlets that print it
-- column voices: outlets whose own words they are, copies put to the outlet they are copied from
-- column named_sources: sources behind it, one name a source
-- column independent: different sources, and outlets that state it in their own voice, a copy's voice being the outlet it is copied from
-- column unidentified: articles that put it to somebody who is not known: 'he said'
-- column unsourced: articles that state it in their own voice only
-- column first_day: first day of publication
-- column first_outlet: who printed it first
WITH asked AS NOT MATERIALIZED (
  SELECT *
  FROM claims
  WHERE
    is_current
    AND NOT implied
    AND kind = CAST($kind AS VARCHAR)
    AND published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
    AND (CAST($story AS VARCHAR) IS NULL OR contains(lower(story), lower(CAST($story AS VARCHAR))))
),
-- What decides the order is counted for all numbers, the rest for those shown.
shown AS (
  SELECT story_key, number, counted_key, min(story) AS story, count(*) AS articles, sum(weight) AS articles_weighted
  FROM (SELECT story_key, number, counted_key, article_id, min(story) AS story, any_value(weight) AS weight FROM asked GROUP BY story_key, number, counted_key, article_id)
  GROUP BY story_key, number, counted_key
  ORDER BY articles_weighted DESC, articles DESC, story, number, counted_key
  LIMIT CAST($rows AS BIGINT)
),
told AS (
  SELECT
    a.*,
    s.articles,
    s.articles_weighted,
    -- An article that names a source for the number once stands on it wherever it repeats the number.
    bool_and(a.source_key IS NULL) OVER (PARTITION BY a.article_id, a.number, a.counted_key) AS unsourced
  FROM asked AS a
  JOIN shown AS s ON s.story_key = a.story_key AND s.number IS NOT DISTINCT FROM a.number AND s.counted_key = a.counted_key
)
SELECT
  min(story) AS story,
  number,
  counted_key AS counted_group,
  list_sort(list(DISTINCT surface)) AS surfaces,
  min(articles) AS articles,
  CAST(min(articles_weighted) AS DOUBLE) AS articles_weighted,
  count(DISTINCT outlet_id) AS outlets,
  count(DISTINCT voice_id) AS voices,
  coalesce(list_sort(list(DISTINCT source) FILTER (WHERE source IS NOT NULL AND NOT source_unresolved)), []) AS named_sources,
  count(DISTINCT CASE WHEN NOT source_unresolved THEN coalesce('source ' || source_key, CASE WHEN unsourced THEN 'outlet ' || voice_id END) END) AS independent,
  count(DISTINCT article_id) FILTER (WHERE source_unresolved) AS unidentified,
  count(DISTINCT article_id) FILTER (WHERE unsourced) AS unsourced,
  min(published_day) AS first_day,
  arg_min(outlet, (published_at, outlet)) AS first_outlet
FROM told
GROUP BY story_key, number, counted_key
ORDER BY articles_weighted DESC, articles DESC, story, number, counted_group
