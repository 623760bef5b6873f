-- title: An article knows its versions
-- severity: error
-- says: An article's current version is one of its own, it counts them all, and they are its outlet's.
SELECT a.article_id, a.current_version_id, a.version_count, count(v.version_id) AS versions
FROM changed_article a
LEFT JOIN changed_article_version v ON v.article_id = a.article_id
GROUP BY ALL
HAVING a.version_count <> count(v.version_id)
  OR NOT bool_or(v.version_id = a.current_version_id)
  OR count(*) FILTER (v.outlet_id <> a.outlet_id) > 0
