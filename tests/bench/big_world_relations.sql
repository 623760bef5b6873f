-- What relating would find in the made-up world, for the same articles: kept apart, because an extra day is related by the real line.

INSERT INTO {db}page BY NAME
SELECT
  id('page', i, 0, 0) AS page_id, format('https://{}.example/{}', outlet_id, i) AS url, outlet_id, 'stored' AS fate, NULL AS reason, NULL AS detail, NULL AS duplicate_of, article_id, NULL AS retry_at, fetched_at AS last_looked_at, 0 AS unchanged
FROM version_i WHERE v = 1
UNION ALL
SELECT
  id('page', i, 1, 0), format('https://{}.example/lost/{}', outlet_id, i), outlet_id, CASE WHEN h(i, 3) % 2 = 0 THEN 'skipped' ELSE 'failed' END,
  CASE WHEN h(i, 3) % 2 = 0 THEN 'not_relevant' ELSE 'server_error' END, NULL, NULL, NULL, NULL, fetched_at, 0
FROM version_i WHERE v = 1 AND h(i, 2) % 12 = 0
;
INSERT INTO {db}article BY NAME
SELECT
  article_id, outlet_id, format('https://{}.example/{}', outlet_id, i) AS url, t.title, published_at, 'json_ld' AS published_method, 'en' AS language,
  published_at + INTERVAL 20 MINUTE AS first_fetched_at, versions AS version_count, version_id AS current_version_id
FROM version_i
JOIN (SELECT version_id, rtrim(sentence) AS title FROM placed WHERE s = 0) AS t USING (version_id)
WHERE v = versions
ORDER BY published_at, article_id
;
INSERT INTO {db}syndication BY NAME
SELECT
  article_id, id('cluster', t, 0, 0) AS cluster_id, CASE place WHEN 0 THEN 'original' WHEN 3 THEN 'partial' ELSE 'copy' END AS role,
  CASE WHEN place > 0 THEN id('article', t, 0, 0) END AS original_article_id, format('o{:02d}', h(t, 7) % 4) AS source_outlet_id,
  CASE WHEN place = 3 THEN 0.5 ELSE 1.0 END AS containment, 'near_text' AS evidence, CASE place WHEN 0 THEN 1.0 WHEN 3 THEN 0.5 ELSE 0.0 END AS weight
FROM article_i, LATERAL (SELECT format('o{:02d}', outlet) AS outlet_id)
WHERE in_story AND place <= 3 AND (place > 0 OR i + 1 < getvariable('hi') AND key_of(i + 1) = event)
;
INSERT INTO {db}article_story BY NAME
SELECT article_id, id('story', event, 0, 0) AS story_id, 1.0 AS score FROM article_i WHERE in_story
;
INSERT INTO {db}story BY NAME
SELECT
  id('story', event, 0, 0) AS story_id, arg_min(t.title, a.i) AS label, CAST(min(a.published_at) AS DATE) AS day_first, CAST(max(a.published_at) AS DATE) AS day_last,
  count(*) AS article_count, count(DISTINCT a.outlet) AS outlet_count
FROM article_i AS a
JOIN (SELECT article_id, rtrim(sentence) AS title FROM placed WHERE s = 0 AND v = 1) AS t USING (article_id)
WHERE a.in_story
GROUP BY event
