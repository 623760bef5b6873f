-- title: Why two numbers are held to be of one thing
SELECT l.surface AS lower, m.surface AS higher, r.evidence
FROM rival_claims AS r
JOIN claims AS l ON l.claim_id = r.less_claim_id
JOIN claims AS m ON m.claim_id = r.more_claim_id
LIMIT 20
