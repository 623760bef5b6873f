-- title: Stories count their articles
-- severity: error
-- says: A story's number of articles and outlets is that of the articles put into it.
SELECT s.story_id, s.label, s.article_count, count(m.article_id) AS articles, s.outlet_count, count(DISTINCT a.outlet_id) AS outlets
FROM changed_story s
LEFT JOIN changed_article_story m ON m.story_id = s.story_id
LEFT JOIN article a ON a.article_id = m.article_id
GROUP BY ALL
HAVING s.article_count <> count(m.article_id) OR s.outlet_count <> count(DISTINCT a.outlet_id)
