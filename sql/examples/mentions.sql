-- title: People in the headlines
SELECT entity, count(DISTINCT article_id) AS articles
FROM mentions
WHERE in_headline AND kind = 'person'
GROUP BY entity
ORDER BY articles DESC
LIMIT 20
