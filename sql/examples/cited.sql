-- title: Sources that are cited under several wordings
SELECT source, count(*) AS attributions, list_sort(list(DISTINCT words)) AS wordings
FROM cited
WHERE source_key IS NOT NULL
GROUP BY source
HAVING count(DISTINCT words) > 1
ORDER BY attributions DESC
LIMIT 20
