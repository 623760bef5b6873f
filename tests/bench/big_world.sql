-- A made-up world of any size, set by set: statements end in a line of one semicolon. Variables: lo, hi (articles), first (TIMESTAMP), block_days
-- (days between the beginnings of two blocks of 1,000 articles), spread (days over which a story is told), echo (articles back that late copies copy).

CREATE OR REPLACE TEMP MACRO h(a, b) AS CAST(hash(a, b) >> 1 AS BIGINT), (a, b, c) AS CAST(hash(a, b, c) >> 1 AS BIGINT), (a, b, c, d) AS CAST(hash(a, b, c, d) >> 1 AS BIGINT)
;
CREATE OR REPLACE TEMP MACRO u(a, b, c) AS (hash(a::BIGINT, b::BIGINT, c::BIGINT) % 1000003) / 1000003.0
;
CREATE OR REPLACE TEMP MACRO id(what, a, b, c) AS translate(to_base64(unhex(md5(concat_ws(' ', what, a, b, c))[1:18])), '+/', '._')
;
CREATE OR REPLACE TEMP MACRO name_of(entity) AS getvariable('names')[1 + entity]
;
-- Of 1,000 articles 200, 100 and 50 tell one event each, 350 tell events of seven articles, the rest stand alone.
CREATE OR REPLACE TEMP MACRO event_of(i) AS CASE
  WHEN i % 1000 < 200 THEN 0 WHEN i % 1000 < 300 THEN 1 WHEN i % 1000 < 350 THEN 2 WHEN i % 1000 < 700 THEN 3 + (i % 1000 - 350) // 7 ELSE -1
END
;
-- Of seven articles in a row of one event the second and third are copies of the first, the fourth takes half of it.
CREATE OR REPLACE TEMP MACRO place_of(i) AS CASE
  WHEN event_of(i) < 0 THEN CASE WHEN getvariable('echo') > 0 AND i % 1000 >= 960 THEN 1 ELSE 0 END
  ELSE (i % 1000 - CASE WHEN i % 1000 < 200 THEN 0 WHEN i % 1000 < 300 THEN 200 WHEN i % 1000 < 350 THEN 300 ELSE 350 END) % 7
END
;
CREATE OR REPLACE TEMP MACRO head_of(i) AS CASE
  WHEN event_of(i) < 0 THEN i - CASE WHEN place_of(i) = 1 THEN getvariable('echo') ELSE 0 END
  WHEN place_of(i) BETWEEN 1 AND 3 THEN i - place_of(i)
  ELSE i
END
;
CREATE OR REPLACE TEMP MACRO key_of(i) AS i // 1000 * 64 + CASE WHEN event_of(i) < 0 THEN 1000000000 + i ELSE event_of(i) END
;
-- A quarter of an article's words are of its event, thirty words that no other event has; so are half of those it names, of five.
CREATE OR REPLACE TEMP MACRO rare(x) AS
  concat(getvariable('syllables')[1 + x % 112], getvariable('syllables')[1 + x // 112 % 112], getvariable('syllables')[1 + x // 12544 % 112])
;
CREATE OR REPLACE TEMP MACRO word(e, a, b, c) AS CASE
  WHEN u(a, b, c) < 0.25 THEN rare(h(e, h(a, b, c) % 30))
  ELSE getvariable('common')[1 + CAST(h(a, b, c, 4) % len(getvariable('common')) AS INT)]
END
;
CREATE OR REPLACE TEMP MACRO two(e, a, b, c) AS concat(word(e, a, b, c), ' ', word(e, a, b, c + 1))
;
CREATE OR REPLACE TEMP MACRO who(e, a, b, c) AS CAST(floor(120 * CASE
  WHEN u(a, b, c + 100) < 0.5 THEN u(e, h(a, b, c) % 5, 5)
  ELSE pow(u(a, b, c), 2)
END) AS INT)
;
CREATE OR REPLACE TEMP MACRO lag_of(i) AS CASE
  WHEN event_of(i) < 0 THEN 0.0
  WHEN place_of(i) BETWEEN 1 AND 3 THEN least(getvariable('spread'), getvariable('spread') * pow(u(i - place_of(i), 0, 1), 2)) + u(i, 0, 2) * 0.1
  ELSE getvariable('spread') * pow(u(i, 0, 1), 2)
END
;
CREATE OR REPLACE TEMP MACRO time_of(i) AS date_trunc('minute', getvariable('first') + INTERVAL 1 SECOND * CAST(86400 * (
  ((i - getvariable('origin')) // 1000 + u(key_of(i), 1, 1)) * getvariable('block_days') + lag_of(i)) AS BIGINT))
;
CREATE OR REPLACE TEMP TABLE article_i AS
SELECT
  i,
  id('article', i, 0, 0) AS article_id,
  key_of(i) AS event,
  event_of(i) >= 0 AS in_story,
  head_of(i) AS t,
  CASE WHEN place_of(i) = 3 THEN i ELSE head_of(i) END AS t2,
  place_of(i) AS place,
  time_of(i) AS published_at,
  -- Wires write the originals, everybody copies.
  CASE WHEN event_of(i) >= 0 AND place_of(i) = 0 THEN h(i, 7) % 4 ELSE 4 + CAST(floor(36 * pow(u(i, 0, 3), 1.5)) AS INT) END AS outlet,
  CASE WHEN place_of(i) NOT IN (1, 2) AND h(i, 8) % 100 < 8 THEN 2 ELSE 1 END AS versions,
  1 AS ok
FROM range(getvariable('lo'), getvariable('hi')) AS r (i)
;
CREATE OR REPLACE TEMP TABLE version_i AS
SELECT
  a.* EXCLUDE (ok), v, id('version', i, v, 0) AS version_id, format('o{:02d}', outlet) AS outlet_id,
  published_at + INTERVAL 20 MINUTE + INTERVAL 1 DAY * (v - 1) AS fetched_at
FROM article_i AS a, range(1, a.versions + 1) AS n (v)
;
-- A sentence is a list of parts; what a part is follows from the kind of the sentence.
CREATE OR REPLACE TEMP TABLE sentence AS
WITH seeded AS (
  SELECT
    i, v, s, event, published_at, in_story,
    CASE WHEN s <= 5 THEN t ELSE t2 END AS g,
    10 * s + CASE WHEN s IN (5, 6) THEN 5 * (v - 1) ELSE 0 END AS k,
    CASE
      WHEN s IN (0, 1, 2, 6, 7, 8, 9) THEN s
      WHEN s = 4 AND h(t, 4) % 100 < 40 THEN 1
      WHEN s = 10 AND h(t2, 10) % 100 < 60 THEN 10
      ELSE 3
    END AS kind
  FROM version_i, range(11) AS r (s)
),
told_of AS (SELECT *, key_of(g) AS ge FROM seeded),
numbered AS (
  SELECT
    *,
    who(ge, g, k, 1) AS e1,
    who(ge, g, k, 2) AS e2,
    h(event, 3) % 10 = 0 AND h(g, 5) % 3 = 0 AND s = 1 AS rival,
    -- A toll grows with the days and with a second version; one event in ten has a rival count.
    CAST((2 + h(event, s) % 80) + 3 * floor(lag_of(g)) + 4 * (v - 1) + CASE WHEN h(event, 3) % 10 = 0 AND h(g, 5) % 3 = 0 AND s = 1 THEN 3 + h(event, s) % 80 ELSE 0 END AS INT) AS number,
    CASE WHEN h(g, k, 6) % 10 < 7 THEN CASE WHEN h(g, k, 7) % 20 = 0 THEN 'More than ' WHEN h(g, k, 7) % 20 = 1 THEN 'At least ' ELSE '' END ELSE '' END AS qualifier,
    h(g, k, 8) % 10 < 7 AS sourced,
    ['soldiers', 'civilians', 'people', 'workers'][1 + h(event, s, 9) % 4] AS counted
  FROM told_of
),
made AS (
  SELECT
    * REPLACE (CASE WHEN kind = 1 THEN CASE WHEN rival THEN 20 + event % 3 ELSE 24 + event % 5 END ELSE e1 END AS e1),
    CASE WHEN kind = 1 THEN rival OR sourced ELSE false END AS has_source
  FROM numbered
)
SELECT
  * EXCLUDE (sourced, rival),
  CASE kind
    WHEN 0 THEN [name_of(e1), concat(' ', two(ge, g, k, 2), ' '), upper(word(event, event, 0, 1)), concat(' ', two(ge, g, k, 4), E'\n\n')]
    WHEN 1 THEN [
      concat(qualifier, number), ' ', counted, ' were ', CASE WHEN s = 1 THEN 'killed' ELSE 'injured' END, concat(' ', word(ge, g, k, 13), ' the '), upper(word(event, event, 0, 1)), concat(' ', word(event, event, 0, 2), ' in '),
      name_of(e2 % 10), ', ', CASE WHEN has_source THEN name_of(e1) ELSE word(ge, g, k, 3) END, ' ', CASE WHEN has_source THEN 'said' ELSE 'nearby' END,
      concat(', as ', two(ge, g, k, 4), ' ', two(ge, g, k, 6), ' by ', two(ge, g, k, 11), ' now. ')
    ]
    WHEN 2 THEN ['On ', strftime(published_at, '%-d %B'), ' ', name_of(e1), concat(' ', two(ge, g, k, 3), ' the ', two(ge, g, k, 5), ' of '), name_of(e2), concat(' with ', two(ge, g, k, 7), ' by ', two(ge, g, k, 11), ' now. ')]
    WHEN 6 THEN [
      '“', concat('The ', two(ge, g, k, 3), ' will ', two(ge, g, k, 5), ' the ', word(ge, g, k, 7), ' of '), name_of(e2), ',” ', name_of(e1), ' ', 'said', ' in ', name_of(who(ge, g, k, 8) % 10),
      concat(' on the ', two(ge, g, k, 9), ' by ', two(ge, g, k, 11), ' now. ')
    ]
    WHEN 7 THEN [
      'The ', ['regime', 'government', 'authorities', 'leadership'][1 + h(g, k, 3) % 4], ' in ', name_of(e2 % 10), concat(' ', two(ge, g, k, 4), ' a ', two(ge, g, k, 6), ' for '), name_of(e1),
      concat(' and the ', two(ge, g, k, 8), ' by ', two(ge, g, k, 11), ' now. ')
    ]
    WHEN 8 THEN [concat('A ', word(ge, g, k, 13), ' official'), ' ', 'said', ' that ', name_of(e1), concat(' had ', two(ge, g, k, 3), ' the ', two(ge, g, k, 5), ' of '), name_of(e2), concat(' ', word(ge, g, k, 7)), concat(' by ', two(ge, g, k, 11), ' now. ')]
    WHEN 9 THEN [name_of(e1), concat(' ', two(ge, g, k, 3), ' in '), '2019', concat(' the ', two(ge, g, k, 5), ' of '), name_of(e2), concat(' and ', two(ge, g, k, 7), ' by ', two(ge, g, k, 11), ' now. ')]
    WHEN 10 THEN [name_of(e1), concat(' put the ', two(ge, g, k, 3), ' at '), concat(number, ' million dollars'), concat(', ', two(ge, g, k, 5), ' for '), name_of(e2), concat(' ', two(ge, g, k, 7), ' by ', two(ge, g, k, 11), ' now. ')]
    ELSE [name_of(e1), concat(' ', two(ge, g, k, 3), ' the ', two(ge, g, k, 5), ' of '), name_of(e2), concat(' and the ', two(ge, g, k, 7), ' near '), name_of(who(ge, g, k, 9) % 10), concat(' by ', two(ge, g, k, 11), ' now. ')]
  END AS parts
FROM made
;
CREATE OR REPLACE TEMP TABLE placed AS
WITH sized AS (
  SELECT *, list_transform(parts, lambda p: len(p)) AS lens, array_to_string(parts, '') AS sentence FROM sentence
)
SELECT
  z.* EXCLUDE (lens, published_at, in_story, event),
  a.version_id,
  a.article_id,
  a.published_at,
  CAST(coalesce(sum(len(sentence)) OVER (PARTITION BY z.i, z.v ORDER BY s ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS BIGINT) AS base,
  [CAST(list_sum(lens[1:n]) AS BIGINT) FOR n IN range(1, len(lens) + 1)] AS ends
FROM sized AS z
JOIN version_i AS a ON a.i = z.i AND a.v = z.v
;
-- Where a run of parts begins and ends in the text.
CREATE OR REPLACE TEMP MACRO begin_of(base, ends, n) AS base + CASE WHEN n = 1 THEN 0 ELSE ends[n - 1] END
;
CREATE OR REPLACE TEMP TABLE mark AS
SELECT
  version_id, published_at, s, kind, m.entity AS entity, name_of(m.entity) AS surface, begin_of(base, ends, m.part) AS start, base + ends[m.part] AS stop,
  s = 0 AS in_headline, kind = 6 AND m.part = 3 AS in_quote
FROM (
  SELECT
    version_id, published_at, s, kind, base, ends,
    unnest(CASE kind
      WHEN 0 THEN [{'part': 1, 'entity': e1}]
      WHEN 1 THEN CASE WHEN has_source THEN [{'part': 9, 'entity': e2 % 10}, {'part': 11, 'entity': e1}] ELSE [{'part': 9, 'entity': e2 % 10}] END
      WHEN 2 THEN [{'part': 4, 'entity': e1}, {'part': 6, 'entity': e2}]
      WHEN 6 THEN [{'part': 3, 'entity': e2}, {'part': 5, 'entity': e1}]
      WHEN 7 THEN [{'part': 4, 'entity': e2 % 10}, {'part': 6, 'entity': e1}]
      WHEN 8 THEN [{'part': 5, 'entity': e1}, {'part': 7, 'entity': e2}]
      WHEN 9 THEN [{'part': 1, 'entity': e1}, {'part': 5, 'entity': e2}]
      WHEN 10 THEN [{'part': 1, 'entity': e1}, {'part': 5, 'entity': e2}]
      ELSE [{'part': 1, 'entity': e1}, {'part': 3, 'entity': e2}]
    END) AS m
  FROM placed
)
;
INSERT INTO article_version BY NAME
SELECT
  x.version_id, a.article_id, a.outlet_id, format('https://{}.example/{}', a.outlet_id, a.i) AS url, split_part(x.text, E'\n\n', 1) AS title, []::VARCHAR[] AS authors,
  a.published_at, 'json_ld' AS published_method, NULL AS published_raw, NULL AS modified_at, NULL AS modified_method, 'en' AS language, x.text, x.body_start,
  md5(x.text) AS content_hash, len(string_split(x.text, ' ')) AS word_count, 0.5 + u(a.i, 0, 9) / 2 AS relevance,
  NULL AS canonical_elsewhere, NULL AS credit, NULL AS credit_start, NULL AS credit_end, CASE WHEN a.place IN (1, 2) AND a.in_story THEN format('o{:02d}', h(a.t, 7) % 4) END AS credit_outlet_id
FROM (
  SELECT i, v, any_value(version_id) AS version_id, rtrim(string_agg(sentence, '' ORDER BY s)) AS text, min(len(sentence)) FILTER (s = 0) AS body_start FROM placed GROUP BY i, v
) AS x
JOIN version_i AS a ON a.i = x.i AND a.v = x.v
ORDER BY a.published_at, x.version_id
;
INSERT INTO capture BY NAME
SELECT
  id('capture', i, v, 0) AS capture_id, id('page', i, 0, 0) AS page_id, format('https://{}.example/{}', outlet_id, i) AS url, outlet_id, fetched_at, CAST(fetched_at AS DATE) AS ingest_day,
  'feed' AS origin, NULL AS found_in, 200 AS http_status, 'text/html' AS media_type, md5(version_id) || md5(article_id) AS raw_hash, 30000 AS byte_count, 'stored' AS fate,
  NULL AS reason, NULL AS detail, article_id, version_id
FROM version_i
UNION ALL
-- One page in twelve gives no article.
SELECT
  id('capture', i, 0, 1), id('page', i, 1, 0), format('https://{}.example/lost/{}', outlet_id, i), outlet_id, fetched_at, CAST(fetched_at AS DATE), 'feed', NULL,
  CASE WHEN h(i, 3) % 2 = 0 THEN 200 ELSE 503 END, 'text/html', NULL, 0,
  CASE WHEN h(i, 3) % 2 = 0 THEN 'skipped' ELSE 'failed' END, CASE WHEN h(i, 3) % 2 = 0 THEN 'not_relevant' ELSE 'server_error' END, NULL, NULL, NULL
FROM version_i WHERE v = 1 AND h(i, 2) % 12 = 0
ORDER BY fetched_at
;
INSERT INTO entity_mention BY NAME
SELECT
  id('mention', version_id, start, 0) AS mention_id, version_id, getvariable('extractor') AS extractor_id, getvariable('entities')[1 + entity] AS entity_id,
  getvariable('kinds')[1 + entity] AS kind, surface, start, stop AS "end", in_headline, in_quote
FROM mark
ORDER BY published_at, version_id, start
;
CREATE OR REPLACE TEMP TABLE attributed AS
SELECT
  id('attribution', version_id, s, 0) AS attribution_id, *,
  CASE kind WHEN 1 THEN 11 WHEN 6 THEN 5 ELSE 1 END AS source_part,
  CASE kind WHEN 1 THEN 13 WHEN 6 THEN 7 ELSE 3 END AS cue_part,
  CASE kind WHEN 1 THEN 1 WHEN 6 THEN 2 ELSE 5 END AS first_part,
  CASE kind WHEN 1 THEN 9 WHEN 6 THEN 3 ELSE 8 END AS last_part
FROM placed WHERE kind IN (6, 8) OR (kind = 1 AND has_source)
;
INSERT INTO attribution BY NAME
SELECT
  attribution_id, version_id, getvariable('extractor') AS extractor_id, NULL AS parent_id,
  array_to_string(parts[least(first_part, source_part):greatest(last_part, cue_part)], '') AS surface,
  begin_of(base, ends, least(first_part, source_part)) AS start, base + ends[greatest(last_part, cue_part)] AS "end",
  parts[source_part] AS source, [[begin_of(base, ends, source_part), base + ends[source_part]]] AS source_spans, 'said' AS cue,
  [[begin_of(base, ends, cue_part), base + ends[cue_part]]] AS cue_spans,
  array_to_string(parts[first_part:last_part], '') AS content, [[begin_of(base, ends, first_part), base + ends[last_part]]] AS content_spans,
  CASE kind WHEN 6 THEN 'direct' ELSE 'indirect' END AS form,
  CASE h(version_id, s) % 10 WHEN 0 THEN 'claim' WHEN 1 THEN 'deny' ELSE 'neutral' END AS verb_class,
  parts[source_part] AS speaker, CASE WHEN kind <> 8 THEN getvariable('entities')[1 + e1] END AS speaker_entity_id,
  CASE WHEN kind = 8 THEN 'government' ELSE ['government', 'military', 'state_media', 'wire', 'hospital'][1 + e1 % 5] END AS source_class,
  CASE WHEN e1 % 2 = 0 THEN 'IR' ELSE 'US' END AS source_country, kind = 8 AS anonymous, NULL AS anonymity_reason
FROM attributed
ORDER BY published_at, version_id, start
;
INSERT INTO quote BY NAME
SELECT
  id('quote', version_id, s, 0) AS quote_id, version_id, getvariable('extractor') AS extractor_id, concat(parts[2], parts[3]) AS surface,
  begin_of(base, ends, 2) AS start, base + ends[3] AS "end", concat(parts[2], parts[3]) AS content, [[begin_of(base, ends, 2), base + ends[3]]] AS content_spans,
  parts[5] AS source, [[begin_of(base, ends, 5), base + ends[5]]] AS source_spans, 'said' AS cue, [[begin_of(base, ends, 7), base + ends[7]]] AS cue_spans, 'direct' AS kind,
  parts[5] AS speaker, getvariable('entities')[1 + e1] AS speaker_entity_id, false AS anonymous, attribution_id
FROM attributed WHERE kind = 6
ORDER BY published_at, version_id, start
;
INSERT INTO figure BY NAME
SELECT
  id('figure', version_id, s, 0) AS figure_id, p.version_id, getvariable('extractor') AS extractor_id,
  CASE WHEN p.kind = 10 THEN 'money' WHEN s = 1 THEN 'killed' ELSE 'injured' END AS kind,
  CASE WHEN p.kind = 10 THEN 1e6 ELSE 1 END * number AS value_low,
  CASE WHEN p.kind = 10 THEN 1e6 * number WHEN qualifier = '' THEN number END AS value_high,
  p.kind = 10 OR qualifier <> 'More than ' AS low_inclusive, true AS high_inclusive,
  CASE WHEN p.kind = 10 OR qualifier = '' THEN 'exact' WHEN qualifier = 'More than ' THEN 'more_than' ELSE 'at_least' END AS qualifier,
  CASE WHEN p.kind = 10 THEN 'USD' END AS unit, parts[n] AS surface, begin_of(base, ends, n) AS start, base + ends[n] AS "end",
  CASE WHEN p.kind = 1 THEN counted END AS counted, CASE WHEN p.kind = 1 THEN begin_of(base, ends, 3) END AS counted_start, CASE WHEN p.kind = 1 THEN base + ends[3] END AS counted_end,
  CASE WHEN p.kind = 1 THEN counted END AS counted_group,
  CASE WHEN p.kind = 1 THEN parts[7] END AS place, CASE WHEN p.kind = 1 THEN begin_of(base, ends, 7) END AS place_start, CASE WHEN p.kind = 1 THEN base + ends[7] END AS place_end,
  NULL AS period, NULL AS period_start, NULL AS period_end, NULL AS period_from, NULL AS period_to,
  CASE WHEN has_source THEN parts[11] END AS source, CASE WHEN has_source THEN begin_of(base, ends, 11) END AS source_start, CASE WHEN has_source THEN base + ends[11] END AS source_end,
  CASE WHEN has_source THEN id('attribution', version_id, s, 0) END AS attribution_id,
  CASE WHEN h(version_id, s, 1) % 25 = 0 THEN 'denied' ELSE 'asserted' END AS stance, false AS cumulative, false AS in_headline, false AS in_quote,
  base AS sentence_start, base + len(rtrim(sentence)) AS sentence_end
FROM (SELECT *, CASE WHEN kind = 1 THEN 1 ELSE 3 END AS n FROM placed WHERE kind IN (1, 10)) AS p
ORDER BY published_at, version_id, start
;
INSERT INTO naming BY NAME
SELECT
  id('naming', version_id, s, 0) AS naming_id, version_id, getvariable('extractor') AS extractor_id, 'government ' || (e2 % 10) AS concept, parts[2] AS variant, parts[2] AS surface,
  begin_of(base, ends, 2) AS start, base + ends[2] AS "end", false AS in_headline, false AS in_quote
FROM placed WHERE kind = 7
ORDER BY published_at, version_id, start
;
INSERT INTO date_mention BY NAME
SELECT
  id('date', version_id, s, 0) AS date_id, version_id, getvariable('extractor') AS extractor_id, parts[2] AS surface, begin_of(base, ends, 2) AS start, base + ends[2] AS "end",
  CAST(published_at AS DATE) AS value_start, CAST(published_at AS DATE) AS value_end, 'day' AS grain, 'absolute' AS form
FROM placed WHERE kind = 2
ORDER BY published_at, version_id, start
;
INSERT INTO rejected_span BY NAME
SELECT
  id('rejected', version_id, s, 0) AS rejected_id, version_id, getvariable('extractor') AS extractor_id, '2019' AS surface, begin_of(base, ends, 3) AS start, base + ends[3] AS "end", 'year' AS reason
FROM placed WHERE kind = 9
ORDER BY published_at, version_id, start
