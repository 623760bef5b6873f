-- title: Claims that may be set against others
-- answers: Which claims state a total of the story's own time, and by which words and countries around them can two be known to speak of one event?
-- grain: one row per claim of people harmed or of weapons in a current version; parts, additions, suppositions, times long past and vague numbers are left out: a wrong contradiction accuses somebody
-- kind: table
-- refresh: story
-- again common_words: FROM changed
-- column claim_id: the claim
-- column story_key: the event, or the article where it belongs to none
-- column line: who stands behind it: the source, or the outlet whose words it is
-- column words: words of four letters or more within 220 characters of the number in its sentence, without an s of the plural, that few articles outside the story have in such a place: at most one, or 8 percent
-- column countries: countries named there, by entity, those of the source's own words left out
WITH common AS (
  SELECT t.story_key, list(t.word) AS words
  FROM telling_words AS t
  JOIN telling_words AS z ON z.story_key = t.story_key AND z.word = ''
  JOIN common_words AS h ON h.word = t.word
  WHERE h.articles - t.articles > greatest(1, 0.08 * (h.all_articles - z.articles))
  GROUP BY t.story_key
)
SELECT
  c.claim_id,
  c.story_key,
  x.line,
  list_filter(x.words, lambda word: NOT coalesce(list_contains(k.words, word), false)) AS words,
  x.countries
FROM claims AS c
JOIN claim_surroundings AS x ON x.claim_id = c.claim_id
LEFT JOIN common AS k ON k.story_key = c.story_key
WHERE
  c.is_current
  AND (c.harm OR c.counted_noun <> '')
  AND NOT (c.is_part OR c.is_more OR c.is_background OR c.is_supposed)
  -- 'A contractor' counts one, but states no number; 'several' and 'thousands' state hardly any.
  AND lower(c.surface) NOT IN ('a', 'an')
  AND NOT (c.qualifier = 'vague' AND (c.value_low < 20 OR c.value_low >= 2000))
