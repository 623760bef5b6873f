-- title: Tolls that cannot both be true, most printed first
SELECT story, less_surface, less_sources, more_surface, more_sources, weight
FROM figure_disagreement
WHERE kind IN ('killed', 'injured')
ORDER BY weight DESC
LIMIT 20
