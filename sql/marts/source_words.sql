-- title: Whom words mean
-- answers: Whom do words for a source mean where an attribution resolves them?
-- grain: one row per wording, in lower case and without the article
-- kind: table
-- refresh: all
-- notes: SELECT words FROM differing
-- column words: the words
-- column source_key: whom they mean most often, for comparing
-- column source: the same for people
SELECT words, arg_max(source_key, (n, source_key, source)) AS source_key, arg_max(source, (n, source_key, source)) AS source
FROM source_counts
GROUP BY words
ORDER BY words
