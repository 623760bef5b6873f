-- title: What stands around claims
-- answers: Which words and countries stand around the number of a claim of people harmed or of weapons?
-- grain: one row per claim of people harmed or of weapons, of any version
-- kind: table
-- refresh: story
-- column claim_id: the claim
-- column story_key: the event, or the article where it belongs to none
-- column article_id: the article that prints it
-- column line: who stands behind it: the source, or the outlet whose words it is
-- column words: words of four letters or more within 220 characters of the number in its sentence, without an s of the plural; those that count,
--   harm, report or bind, and those every text on war and states has, are left out
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
told AS (
  SELECT claim_id, list_sort(list(word)) AS words FROM telling GROUP BY claim_id
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
SELECT c.claim_id, c.story_key, c.article_id, c.line, coalesce(t.words, []) AS words, coalesce(n.countries, []) AS countries
FROM compared AS c
LEFT JOIN told AS t ON t.claim_id = c.claim_id
LEFT JOIN named AS n ON n.claim_id = c.claim_id
ORDER BY c.published_at, c.claim_id
