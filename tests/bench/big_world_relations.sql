-- What relating would find in the made-up world and keep of it, for the same articles: kept apart, because the newest are related by the real line.

INSERT INTO page BY NAME
SELECT
  id('page', i, 0, 0) AS page_id, format('https://{}.example/{}', outlet_id, i) AS url, outlet_id, 'stored' AS fate, NULL AS reason, NULL AS detail, NULL AS duplicate_of, article_id, NULL AS retry_at, fetched_at AS last_looked_at, 0 AS unchanged
FROM version_i WHERE v = 1
UNION ALL
SELECT
  id('page', i, 1, 0), format('https://{}.example/lost/{}', outlet_id, i), outlet_id, CASE WHEN h(i, 3) % 2 = 0 THEN 'skipped' ELSE 'failed' END,
  CASE WHEN h(i, 3) % 2 = 0 THEN 'not_relevant' ELSE 'server_error' END, NULL, NULL, NULL, NULL, fetched_at, 0
FROM version_i WHERE v = 1 AND h(i, 2) % 12 = 0
;
CREATE OR REPLACE TEMP TABLE titled AS
SELECT article_id, i, v, rtrim(sentence) AS title FROM placed WHERE s = 0
;
INSERT INTO article BY NAME
SELECT
  a.article_id, a.outlet_id, format('https://{}.example/{}', a.outlet_id, a.i) AS url, t.title, a.published_at, 'json_ld' AS published_method, 'en' AS language,
  a.published_at + INTERVAL 20 MINUTE AS first_fetched_at, a.versions AS version_count, a.version_id AS current_version_id
FROM version_i AS a
JOIN titled AS t ON t.i = a.i AND t.v = a.v
WHERE a.v = a.versions
ORDER BY a.published_at, a.article_id
;
INSERT INTO syndication BY NAME
SELECT
  article_id, id('cluster', t, 0, 0) AS cluster_id, CASE place WHEN 0 THEN 'original' WHEN 3 THEN 'partial' ELSE 'copy' END AS role,
  CASE WHEN place > 0 THEN id('article', t, 0, 0) END AS original_article_id, CASE WHEN place > 0 THEN id('version', t, 1, 0) END AS original_version_id,
  format('o{:02d}', h(t, 7) % 4) AS source_outlet_id, CASE WHEN place = 3 THEN 0.5 ELSE 1.0 END AS containment, 'near_text' AS evidence,
  CASE place WHEN 0 THEN 1.0 WHEN 3 THEN 0.5 ELSE 0.0 END AS weight
FROM article_i
WHERE in_story AND place <= 3 AND (place > 0 OR i + 1 < getvariable('hi') AND key_of(i + 1) = event)
;
INSERT INTO overlap BY NAME
SELECT
  CASE side WHEN 0 THEN article_id ELSE id('article', t, 0, 0) END AS article_id,
  CASE side WHEN 1 THEN article_id ELSE id('article', t, 0, 0) END AS holder_id,
  CASE side WHEN 1 THEN id('version', i, versions, 0) ELSE id('version', t, 1, 0) END AS holder_version_id,
  0.5 AS share
FROM article_i, range(2) AS r (side)
WHERE in_story AND place = 3
;
INSERT INTO sketch BY NAME
SELECT
  version_id, article_id, outlet_id, CAST(published_at AS DATE) AS day, v = versions AS is_current, hash(t, t2, v) AS text_key, 190 AS gram_count,
  list_sort([CAST(hash(t, t2, v, n) % 4294967296 AS UINTEGER) FOR n IN range(24)]) AS sample,
  list_sort([CAST(hash(t, t2, v, n) % 4294967296 AS UINTEGER) FOR n IN range(24, 34)]) AS passages
FROM version_i
ORDER BY published_at, version_id
;
-- Articles of one event and day are a group; an event is a story.
INSERT INTO story_group BY NAME
SELECT
  id('group', event, CAST(published_at AS DATE), 0) AS group_id, id('story', event, 0, 0) AS story_id, CAST(published_at AS DATE) AS day, 0 AS step, 0.3 AS score,
  any_value(t.title ORDER BY a.i) AS headline, list(a.article_id ORDER BY published_at, a.article_id) AS article_ids,
  list_sort(list_distinct(list(format('o{:02d}', outlet)))) AS outlet_ids, [0.4 FOR n IN range(count(*))] AS fits,
  list_sort([CAST(hash(event, n) % 16777216 * 256 + 28 AS UINTEGER) FOR n IN range(80)]) AS features
FROM article_i AS a
JOIN titled AS t ON t.i = a.i AND t.v = 1
GROUP BY event, CAST(published_at AS DATE)
ORDER BY day, group_id
;
INSERT INTO article_story BY NAME
SELECT article_id, id('story', event, 0, 0) AS story_id, 1.0 AS score FROM article_i
;
INSERT INTO story BY NAME
SELECT
  id('story', event, 0, 0) AS story_id, arg_min(t.title, a.i) AS label, CAST(min(a.published_at) AS DATE) AS day_first, CAST(max(a.published_at) AS DATE) AS day_last,
  count(*) AS article_count, count(DISTINCT a.outlet) AS outlet_count
FROM article_i AS a
JOIN titled AS t ON t.i = a.i AND t.v = 1
GROUP BY event
