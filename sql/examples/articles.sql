-- title: Articles of the last week held, copies last
SELECT published_day, outlet, title, weight
FROM articles
WHERE published_day > (SELECT max(published_day) FROM articles) - 7
ORDER BY weight DESC, published_at DESC
