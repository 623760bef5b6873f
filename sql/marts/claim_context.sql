-- title: Claims that may be set against others
-- answers: Which claims state a total of the story's own time, and by which words and countries around them can two be known to speak of one event?
-- grain: one row per claim of people harmed or of weapons in a current version; parts, additions, suppositions, times long past and vague numbers are left out: a wrong contradiction accuses somebody
-- kind: table
-- column claim_id: the claim
-- column line: who stands behind it: the source, or the outlet whose words it is
-- column words: words of four letters or more within 220 characters of the number in its sentence, without an s of the plural, that few articles outside the story have in such a place: at most one, or 8 percent
-- column countries: countries named there, by entity, those of the source's own words left out
WITH compared AS (
  SELECT *, coalesce(source_key, 'outlet ' || voice_id) AS line
  FROM claims
  WHERE harm OR kind = 'weapons'
),
near AS (
  SELECT
    claim_id,
    version_id,
    article_id,
    story_key,
    sentence_start,
    figure_id,
    greatest(start_in_sentence - 220, 0) AS from_at,
    start_in_sentence + len(surface) + 220 AS to_at,
    substring(sentence, greatest(start_in_sentence - 220, 0) + 1, least(start_in_sentence, 220) + len(surface) + 220) AS text
  FROM compared
),
said AS (
  SELECT
    claim_id,
    article_id,
    story_key,
    unnest(
      list_distinct(
        list_transform(regexp_extract_all(replace(lower(text), '’', ''''), '[a-z][a-z]{3,30}'), lambda word: regexp_replace(regexp_replace(word, 'ies$', 'y'), '([^s])s$', '\1'))
      )
    ) AS word
  FROM near
),
telling AS (
  SELECT claim_id, article_id, story_key, word
  FROM said
  -- Words that count, harm, report or bind, and those every text on war and states has.
  WHERE NOT list_contains(
    string_split(
      'about above according accused across after again against ago agency also although american among announced another around attack attacked been before being believed below between both called came claim claimed could country dead death defense department despite died different does down dozen during each early eight eighty eleven even every fifty fighting first five force forces former forty four from general government group have having hour hundred hurt iran iranian including individual injured injury into iraqi islamic just kill killed killing last late later launched least left life like live made make many member military million minister ministry month more morning most much national near nearly news night nine number office officer official once only other over part past people percent person president press reported report reporter republic said same saying security seven several should since sixty some source spokesman spokesperson spokeswoman state statement states still such system take target team television ten than that their them then there these they third thirteen thirty this those thousand three through time today told toll took total toward troop tuesday twelve twenty under unite united until used very victim wednesday thursday friday saturday sunday monday week well were what when where which while whole will with within without woman work world would wounded year yesterday', ' '
    ), word
  )
),
held AS (
  SELECT word, count(DISTINCT article_id) AS articles FROM telling GROUP BY word
),
held_by_story AS (
  SELECT word, story_key, count(DISTINCT article_id) AS articles FROM telling GROUP BY word, story_key
),
sizes AS (
  SELECT story_key, count(DISTINCT article_id) AS articles, sum(count(DISTINCT article_id)) OVER () AS all_articles FROM compared GROUP BY story_key
),
distinctive AS (
  SELECT t.claim_id, list_sort(list(t.word)) AS words
  FROM telling AS t
  JOIN held AS h ON h.word = t.word
  JOIN held_by_story AS s ON s.word = t.word AND s.story_key = t.story_key
  JOIN sizes AS z ON z.story_key = t.story_key
  WHERE h.articles - s.articles <= greatest(1, 0.08 * (z.all_articles - z.articles))
  GROUP BY t.claim_id
),
named AS (
  SELECT n.claim_id, list_sort(list(DISTINCT m.entity_id)) AS countries
  FROM near AS n
  JOIN figure AS f ON f.figure_id = n.figure_id
  JOIN entity_mention AS m
    ON m.version_id = n.version_id
    AND m.extractor_id = f.extractor_id
    AND m.start BETWEEN n.sentence_start + n.from_at AND n.sentence_start + n.to_at
  JOIN entity AS e ON e.entity_id = m.entity_id AND e.kind = 'government'
  WHERE NOT coalesce(m.start >= f.source_start AND m."end" <= f.source_end, false)
  GROUP BY n.claim_id
)
SELECT c.claim_id, c.line, coalesce(d.words, []) AS words, coalesce(n.countries, []) AS countries
FROM compared AS c
LEFT JOIN distinctive AS d ON d.claim_id = c.claim_id
LEFT JOIN named AS n ON n.claim_id = c.claim_id
WHERE
  c.is_current
  AND (c.harm OR c.counted_noun <> '')
  AND NOT (c.is_part OR c.is_more OR c.is_background OR c.is_supposed)
  -- 'A contractor' counts one, but states no number; 'several' and 'thousands' state hardly any.
  AND lower(c.surface) NOT IN ('a', 'an')
  AND NOT (c.qualifier = 'vague' AND (c.value_low < 20 OR c.value_low >= 2000))
