-- title: How a story's toll rose
SELECT story, step, from_surface, to_surface, to_at, to_outlet
FROM figure_revision
WHERE scope = 'story' AND kind = 'injured'
ORDER BY story, step
