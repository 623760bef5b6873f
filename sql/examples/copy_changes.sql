-- title: What a copier did to the words around a number
SELECT outlet, original_outlet, aspect, change, before, after, url
FROM copy_changes
WHERE aspect IN ('headline', 'figure', 'qualifier', 'source', 'verb')
ORDER BY published_day, outlet, url, position
