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
told AS NOT MATERIALIZED (
  SELECT *
  FROM claims
  WHERE
    is_current
    AND NOT is_background
    AND story_id IS NOT NULL
    AND published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
    AND (CAST($story AS VARCHAR) IS NULL OR contains(lower(story), lower(CAST($story AS VARCHAR))))
    AND (CAST($kind AS VARCHAR) IS NULL OR kind = CAST($kind AS VARCHAR))
),
facts AS (
  SELECT story_id, min(story) AS story, kind, unit, counted_key, number, count(*) AS carried_by
  FROM (
    SELECT story_id, min(story) AS story, kind, unit, counted_key, number, outlet_id
    FROM told
    WHERE NOT implied AND qualifier <> 'vague'
    GROUP BY story_id, kind, unit, counted_key, number, outlet_id
  )
  GROUP BY story_id, kind, unit, counted_key, number
  HAVING count(*) > 1
),
widely AS (
  SELECT f.*
  FROM facts AS f
  JOIN (SELECT DISTINCT story_id, outlets FROM covering WHERE outlets >= CAST($least AS BIGINT)) AS z ON z.story_id = f.story_id
  WHERE f.carried_by >= CAST($share AS DOUBLE) * z.outlets AND f.carried_by < z.outlets
),
-- 'Over 100' is not silent on 110: whoever states an interval that holds the number carries it.
carrying AS (
  SELECT DISTINCT w.story_id, w.kind, w.unit, w.number, t.outlet_id
  FROM told AS t
  JOIN (SELECT DISTINCT story_id, kind, unit, number FROM widely) AS w ON w.story_id = t.story_id AND w.kind = t.kind AND w.unit = t.unit
  WHERE coalesce(t.value_low, 0) <= w.number AND coalesce(t.value_high, w.number) >= w.number
),
-- Of those without a number only the first in the order asked for go on.
lacking AS (
  SELECT w.*, c.outlet_id, c.outlet, c.articles, c.weighted, c.outlets, c.first_day, c.last_day
  FROM widely AS w
  JOIN covering AS c ON c.story_id = w.story_id
  ANTI JOIN carrying AS h ON h.story_id = w.story_id AND h.kind = w.kind AND h.unit = w.unit AND h.number = w.number AND h.outlet_id = c.outlet_id
  QUALIFY rank() OVER (ORDER BY w.carried_by DESC, w.story, w.kind) <= CAST($rows AS BIGINT)
),
worded AS (
  SELECT
    t.story_id,
    t.kind,
    t.unit,
    t.counted_key,
    t.number,
    mode(t.surface) AS surface,
    count(DISTINCT t.voice_id) AS carried_by_voices,
    arg_min(t.sentence, (t.in_headline, t.published_at, t.claim_id)) AS sentence
  FROM told AS t
  SEMI JOIN lacking AS l ON l.story_id = t.story_id AND l.kind = t.kind AND l.unit = t.unit AND l.counted_key = t.counted_key AND l.number IS NOT DISTINCT FROM t.number
  WHERE NOT t.implied AND t.qualifier <> 'vague'
  GROUP BY t.story_id, t.kind, t.unit, t.counted_key, t.number
),
printed AS (
  SELECT t.story_id, t.outlet_id, t.kind, t.unit, list_sort(list(DISTINCT t.surface)) AS surfaces
  FROM told AS t
  SEMI JOIN lacking AS l ON l.story_id = t.story_id AND l.outlet_id = t.outlet_id AND l.kind = t.kind AND l.unit = t.unit
  GROUP BY t.story_id, t.outlet_id, t.kind, t.unit
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
  w.surface AS number,
  l.counted_key AS counted_group,
  l.carried_by,
  w.carried_by_voices,
  l.outlets AS story_outlets,
  coalesce(p.surfaces, []) AS instead,
  l.articles AS outlet_articles,
  l.weighted AS outlet_articles_weighted,
  coalesce(g.days, 0) AS gap_days,
  w.sentence
FROM lacking AS l
JOIN worded AS w ON w.story_id = l.story_id AND w.kind = l.kind AND w.unit = l.unit AND w.counted_key = l.counted_key AND w.number IS NOT DISTINCT FROM l.number
LEFT JOIN printed AS p ON p.story_id = l.story_id AND p.outlet_id = l.outlet_id AND p.kind = l.kind AND p.unit = l.unit
LEFT JOIN gaps AS g ON g.story_id = l.story_id AND g.outlet_id = l.outlet_id
ORDER BY l.carried_by DESC, l.story, l.kind, l.number, l.counted_key, l.outlet
LIMIT CAST($rows AS BIGINT)
