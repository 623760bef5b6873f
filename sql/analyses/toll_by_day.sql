-- title: The toll, day by day
-- answers: Which death toll did each outlet print on each day, on whose word, who contradicted it, and what had the same outlet or source said before?
-- param words text = null: words of the story or of the sentence, such as protest; all without it
-- param kind text = killed: killed, injured, missing, displaced, detained ...
-- param first date = 1990-01-01: first day of publication, UTC; articles without a date are left out
-- param last date = 2100-01-01: last day of publication, UTC
-- param outlet text = null: id or part of the name of an outlet; all without it
-- param copies boolean = false: true to list outlets too that only reprint another's words
-- param rows integer = 1000: rows at most
-- column day: day of publication, or of the change for later versions, UTC
-- column outlet: who printed it
-- column source: who is behind it; NULL for the outlet's own voice
-- column number: the number in its own words
-- column value_low: least value
-- column value_high: greatest value; NULL where open
-- column counted_group: whom or what; empty where unstated
-- column articles: articles of the outlet that print it that day
-- column articles_weighted: the same with wire copies counted once
-- column part: whether the words make it a part of a greater number, or an addition to others
-- column story: the event
-- column contradicted_by: numbers that cannot be true beside it, with who says so: see figure_disagreement
-- column before: what the same article, outlet, source or story said before: see figure_revision
-- column sentence: the first sentence that prints it
-- column url: where
WITH asked AS NOT MATERIALIZED (
  SELECT *, CAST(said_at AS DATE) AS day
  FROM claims
  WHERE
    said_at >= CAST($first AS DATE)
    AND said_at < CAST($last AS DATE) + 1
    AND kind = CAST($kind AS VARCHAR)
    AND NOT is_background
    AND NOT is_supposed
    AND NOT implied
    AND (weight > 0 OR CAST($copies AS BOOLEAN))
    AND (CAST($words AS VARCHAR) IS NULL OR contains(lower(concat_ws(' ', story, sentence)), lower(CAST($words AS VARCHAR))))
    AND (
      CAST($outlet AS VARCHAR) IS NULL
      OR outlet_id = CAST($outlet AS VARCHAR)
      OR contains(lower(outlet), lower(CAST($outlet AS VARCHAR)))
    )
),
-- The days by which the outlets alone make rows enough: later ones are not shown, and not read.
days AS (
  SELECT day
  FROM (SELECT day, sum(count(DISTINCT outlet_id)) OVER (ORDER BY day) - count(DISTINCT outlet_id) AS before FROM asked GROUP BY day)
  WHERE before < CAST($rows AS BIGINT)
),
told AS (
  SELECT
    day,
    min(outlet) AS outlet,
    min(source) AS source,
    arg_min(surface, (in_headline, said_at, claim_id)) AS number,
    value_low,
    value_high,
    counted_key AS counted_group,
    count(DISTINCT article_id) AS articles,
    coalesce(list_sum(map_values(map_from_entries(list(DISTINCT (article_id, weight))))), 0) AS articles_weighted,
    bool_and(is_part OR is_more) AS part,
    arg_min(story, (said_at, claim_id)) AS story,
    arg_min(story_key, (said_at, claim_id)) AS story_key,
    arg_min(sentence, (in_headline, said_at, claim_id)) AS sentence,
    arg_min(url, (in_headline, said_at, claim_id)) AS url
  FROM asked
  WHERE said_at < (SELECT max(day) + 1 FROM days)
  GROUP BY day, outlet_id, source_key, value_low, value_high, low_inclusive, high_inclusive, counted_key
),
rivals AS (
  SELECT story_key, kind, less_low AS low, less_high AS high, more_surface || ' (' || array_to_string(if(len(more_sources) > 0, more_sources, more_outlets), ', ') || ')' AS says
  FROM figure_disagreement
  UNION ALL
  SELECT story_key, kind, more_low, more_high, less_surface || ' (' || array_to_string(if(len(less_sources) > 0, less_sources, less_outlets), ', ') || ')'
  FROM figure_disagreement
),
contradicted AS (
  SELECT story_key, low, high, list(DISTINCT says ORDER BY says) AS contradicted_by
  FROM rivals
  WHERE kind = CAST($kind AS VARCHAR)
  GROUP BY story_key, low, high
),
revised AS (
  SELECT
    story_key,
    CAST(to_at AS DATE) AS day,
    to_outlet AS outlet,
    to_low AS low,
    to_high AS high,
    list(DISTINCT scope || ': ' || from_surface || ' on ' || strftime(from_at, '%Y-%m-%d')) AS before
  FROM figure_revision
  WHERE kind = CAST($kind AS VARCHAR) AND to_at >= CAST($first AS DATE) AND to_at < (SELECT max(day) + 1 FROM days)
  GROUP BY ALL
)
SELECT
  t.day,
  t.outlet,
  t.source,
  t.number,
  t.value_low,
  t.value_high,
  t.counted_group,
  t.articles,
  t.articles_weighted,
  t.part,
  t.story,
  c.contradicted_by,
  list_sort(r.before) AS before,
  t.sentence,
  t.url
FROM told AS t
LEFT JOIN contradicted AS c ON c.story_key = t.story_key AND c.low = t.value_low AND c.high IS NOT DISTINCT FROM t.value_high
LEFT JOIN revised AS r ON r.story_key = t.story_key AND r.day = t.day AND r.outlet = t.outlet AND r.low = t.value_low AND r.high IS NOT DISTINCT FROM t.value_high
ORDER BY t.day, t.outlet, t.value_low, t.value_high, t.source, t.counted_group
LIMIT CAST($rows AS BIGINT)
