-- title: Who printed it first
-- answers: Who printed a story's number first, on whose word, and how long did others take?
-- param story text = null: words of the story's label; all stories without it
-- param kind text = null: killed, injured ...; all kinds of people harmed and weapons without it
-- param first date = 1990-01-01: first day of publication, UTC; articles without a date are left out
-- param last date = 2100-01-01: last day of publication, UTC
-- param least integer = 2: outlets that must have printed the number
-- param rows integer = 100: rows at most
-- column story: the event
-- column kind: what is counted
-- column number: the number in the words of who had it first
-- column counted_group: whom or what; empty where unstated
-- column first_outlet: who printed it first
-- column first_at: when, UTC
-- column first_source: on whose word; NULL for the outlet's own voice
-- column outlets: outlets that printed it
-- column voices: outlets that did so in words of their own
-- column next_outlet: the next outlet that printed it in words of its own
-- column hours_to_next: hours it took
-- column hours_to_last: hours until the last outlet had printed it
-- column url: the first article
WITH asked AS NOT MATERIALIZED (
  SELECT *
  FROM claims
  WHERE
    said_at IS NOT NULL
    AND published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
    AND NOT implied
    AND NOT is_background
    AND NOT is_recalled
    AND qualifier <> 'vague'
    AND CASE WHEN CAST($kind AS VARCHAR) IS NULL THEN harm OR kind = 'weapons' ELSE kind = CAST($kind AS VARCHAR) END
    AND (CAST($story AS VARCHAR) IS NULL OR contains(lower(story), lower(CAST($story AS VARCHAR))))
),
printed AS (
  SELECT story_key, kind, unit, counted_key, number, outlet_id, min(said_at) AS printed_at
  FROM asked
  GROUP BY story_key, kind, unit, counted_key, number, outlet_id
),
carried AS (
  SELECT story_key, kind, unit, counted_key, number, count(*) AS outlets, min(printed_at) AS first_at
  FROM printed
  GROUP BY story_key, kind, unit, counted_key, number
  HAVING count(*) >= CAST($least AS BIGINT)
),
-- What decides the order is counted for all numbers, the rest for those that may be shown.
shown AS (
  SELECT * FROM carried QUALIFY rank() OVER (ORDER BY outlets DESC, first_at) <= CAST($rows AS BIGINT)
),
told AS (
  SELECT
    a.story_key,
    min(a.story) AS story,
    a.kind,
    a.unit,
    a.counted_key,
    a.number,
    a.outlet_id,
    min(a.outlet) AS outlet,
    arg_min(a.voice_id, (a.said_at, a.claim_id)) AS voice_id,
    min(a.said_at) AS printed_at,
    arg_min({'surface': a.surface, 'source': a.source, 'url': a.url}, (a.said_at, a.claim_id)) AS how
  FROM asked AS a
  SEMI JOIN shown AS s ON s.story_key = a.story_key AND s.kind = a.kind AND s.unit = a.unit AND s.counted_key = a.counted_key AND s.number IS NOT DISTINCT FROM a.number
  GROUP BY a.story_key, a.kind, a.unit, a.counted_key, a.number, a.outlet_id
),
ranked AS (
  SELECT
    *,
    first_value(voice_id) OVER line AS first_voice,
    row_number() OVER line AS place
  FROM told
  WINDOW line AS (PARTITION BY story_key, kind, unit, counted_key, number ORDER BY printed_at, voice_id <> outlet_id, outlet_id)
)
SELECT
  min(story) AS story,
  kind,
  arg_min(how, place).surface AS number,
  counted_key AS counted_group,
  arg_min(outlet, place) AS first_outlet,
  min(printed_at) AS first_at,
  arg_min(how, place).source AS first_source,
  count(*) AS outlets,
  count(DISTINCT voice_id) AS voices,
  arg_min(outlet, place) FILTER (WHERE place > 1 AND voice_id = outlet_id AND voice_id <> first_voice) AS next_outlet,
  date_diff('minute', min(printed_at), min(printed_at) FILTER (WHERE place > 1 AND voice_id = outlet_id AND voice_id <> first_voice)) / 60 AS hours_to_next,
  date_diff('minute', min(printed_at), max(printed_at)) / 60 AS hours_to_last,
  arg_min(how, place).url AS url
FROM ranked
GROUP BY story_key, kind, unit, counted_key, number
ORDER BY outlets DESC, first_at, story, kind, number, counted_group, unit, story_key
LIMIT CAST($rows AS BIGINT)
