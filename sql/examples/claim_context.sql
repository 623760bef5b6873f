-- title: Words that tie claims of dead to an event
SELECT c.story, c.surface, x.words, x.countries
FROM claim_context AS x
JOIN claims AS c ON c.claim_id = x.claim_id
WHERE c.kind = 'killed'
LIMIT 20
