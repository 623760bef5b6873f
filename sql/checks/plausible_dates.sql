-- title: Dates are plausible
-- severity: error
-- says: Nothing is published before 1990 or later than 48 hours after it was first seen; what a page states beyond that is kept as written, in published_raw.
SELECT 'article_version' AS table_name, v.version_id AS row_id, v.published_at, seen.first_seen, v.published_method, v.published_raw
FROM changed_article_version v
LEFT JOIN (SELECT version_id, min(fetched_at) AS first_seen FROM changed_capture GROUP BY version_id) seen ON seen.version_id = v.version_id
WHERE v.published_at < TIMESTAMP '1990-01-01' OR v.published_at > seen.first_seen + INTERVAL 48 HOURS
UNION ALL
SELECT 'article', a.article_id, a.published_at, a.first_fetched_at, a.published_method, NULL
FROM changed_article a
WHERE a.published_at < TIMESTAMP '1990-01-01' OR a.published_at > a.first_fetched_at + INTERVAL 48 HOURS
