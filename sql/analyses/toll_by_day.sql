-- title: The toll, day by day
-- answers: Which death toll did each outlet print on each day, and on whose word?
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
-- column sentence: the first sentence that prints it
-- column url: where
SELECT
  CAST(said_at AS DATE) AS day,
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
  arg_min(sentence, (in_headline, said_at, claim_id)) AS sentence,
  arg_min(url, (in_headline, said_at, claim_id)) AS url
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
GROUP BY CAST(said_at AS DATE), outlet_id, source_key, value_low, value_high, low_inclusive, high_inclusive, counted_key
ORDER BY day, outlet, value_low, value_high, source, counted_group
LIMIT CAST($rows AS BIGINT)
