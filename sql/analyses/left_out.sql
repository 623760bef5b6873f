-- title: What was left out
-- answers: Which outlets told a story without a number that most others carried?
-- param story text = null: words of the story's label; all stories without it
-- param kind text = null: killed, injured, money ...; all without it
-- param share number = 0.5: share of the story's outlets that must carry a number for it to count as a fact most carried
-- param least integer = 3: outlets a story must have
-- param first date = 1990-01-01: first day of publication, UTC; articles without a date are left out
-- param last date = 2100-01-01: last day of publication, UTC
-- param rows integer = 100: rows at most
-- column story: the event
-- column outlet: who told it without the number
-- column kind: what is counted
-- column number: the number most carried, in its own words
-- column counted_group: whom or what; empty where unstated
-- column carried_by: outlets that carry it
-- column carried_by_voices: the same, outlets that print another's words not counted
-- column story_outlets: outlets that tell the story
-- column instead: other numbers of that kind the outlet printed for the story
-- column outlet_articles: its articles on the story
-- column outlet_articles_weighted: the same with wire copies counted once: 0 where it only reprints
-- column gap_days: days from the story's first to its last on which nothing readable came from the outlet: the number may stand in an article that was not read
-- column sentence: a sentence that carries it
WITH covering AS (
  SELECT
    story_id,
    outlet_id,
    min(outlet) AS outlet,
    count(*) AS articles,
    sum(weight) AS weighted,
    count(*) OVER (PARTITION BY story_id) AS outlets,
    min(min(published_day)) OVER (PARTITION BY story_id) AS first_day,
    max(max(published_day)) OVER (PARTITION BY story_id) AS last_day
  FROM articles
  WHERE
    story_id IS NOT NULL
    AND published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
    AND (CAST($story AS VARCHAR) IS NULL OR contains(lower(story), lower(CAST($story AS VARCHAR))))
  GROUP BY story_id, outlet_id
),
told AS (
  SELECT *
  FROM claims
  WHERE
    is_current
    AND NOT is_background
    AND story_id IN (SELECT story_id FROM covering WHERE outlets >= CAST($least AS BIGINT))
    AND published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
    AND (CAST($kind AS VARCHAR) IS NULL OR kind = CAST($kind AS VARCHAR))
),
facts AS (
  SELECT
    story_id,
    min(story) AS story,
    kind,
    unit,
    counted_key,
    number,
    mode(surface) AS surface,
    count(DISTINCT outlet_id) AS carried_by,
    count(DISTINCT voice_id) AS carried_by_voices,
    arg_min(sentence, (in_headline, published_at, claim_id)) AS sentence
  FROM told
  WHERE NOT implied AND qualifier <> 'vague'
  GROUP BY story_id, kind, unit, counted_key, number
),
widely AS (
  SELECT f.*
  FROM facts AS f
  JOIN (SELECT DISTINCT story_id, outlets FROM covering) AS z ON z.story_id = f.story_id
  WHERE f.carried_by >= CAST($share AS DOUBLE) * z.outlets AND f.carried_by > 1 AND f.carried_by < z.outlets
),
stated AS (
  SELECT DISTINCT story_id, outlet_id, kind, unit, coalesce(value_low, 0) AS low, value_high AS high FROM told
),
-- 'Over 100' is not silent on 110: whoever states an interval that holds the number carries it.
carrying AS (
  SELECT DISTINCT w.story_id, w.kind, w.unit, w.number, s.outlet_id
  FROM (SELECT DISTINCT story_id, kind, unit, number FROM widely) AS w
  JOIN stated AS s ON s.story_id = w.story_id AND s.kind = w.kind AND s.unit = w.unit
  WHERE s.low <= w.number AND coalesce(s.high, w.number) >= w.number
),
lacking AS (
  SELECT w.*, c.outlet_id, c.outlet, c.articles, c.weighted, c.outlets, c.first_day, c.last_day
  FROM widely AS w
  JOIN covering AS c ON c.story_id = w.story_id
  ANTI JOIN carrying AS h ON h.story_id = w.story_id AND h.kind = w.kind AND h.unit = w.unit AND h.number = w.number AND h.outlet_id = c.outlet_id
),
printed AS (
  SELECT story_id, outlet_id, kind, unit, list_sort(list(DISTINCT surface)) AS surfaces FROM told GROUP BY ALL
),
gaps AS (
  SELECT l.story_id, l.outlet_id, count(DISTINCT g.day) AS days
  FROM lacking AS l
  JOIN coverage AS g ON g.outlet_id = l.outlet_id AND g.gap AND g.day BETWEEN l.first_day AND l.last_day
  GROUP BY ALL
)
SELECT
  l.story,
  l.outlet,
  l.kind,
  l.surface AS number,
  l.counted_key AS counted_group,
  l.carried_by,
  l.carried_by_voices,
  l.outlets AS story_outlets,
  coalesce(p.surfaces, []) AS instead,
  l.articles AS outlet_articles,
  l.weighted AS outlet_articles_weighted,
  coalesce(g.days, 0) AS gap_days,
  l.sentence
FROM lacking AS l
LEFT JOIN printed AS p ON p.story_id = l.story_id AND p.outlet_id = l.outlet_id AND p.kind = l.kind AND p.unit = l.unit
LEFT JOIN gaps AS g ON g.story_id = l.story_id AND g.outlet_id = l.outlet_id
ORDER BY l.carried_by DESC, l.story, l.kind, l.number, l.counted_key, l.outlet
LIMIT CAST($rows AS BIGINT)
