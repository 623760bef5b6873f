-- title: What each source put the dead at, story by story
SELECT story, source, min(value_low) AS least, max(value_high) AS most, count(DISTINCT outlet_id) AS outlets
FROM claims
WHERE kind = 'killed' AND is_current AND NOT is_background
GROUP BY story, source
ORDER BY outlets DESC
LIMIT 20
