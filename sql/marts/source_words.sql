-- title: Whom words mean
-- answers: Whom do words for a source mean where an attribution resolves them?
-- grain: one row per wording, in lower case and without the article
-- kind: table
-- refresh: all
-- notes: words
-- column words: the words
-- column source_key: whom they mean most often, for comparing
-- column source: the same for people
WITH as_printed AS (
  SELECT words, source_key, source, count(*) AS n FROM cited WHERE source_key IS NOT NULL GROUP BY words, source_key, source
),
counted AS (
  SELECT lower(words) AS words, source_key, source, CAST(sum(n) AS BIGINT) AS n FROM as_printed GROUP BY lower(words), source_key, source
)
SELECT words, arg_max(source_key, (n, source_key, source)) AS source_key, arg_max(source, (n, source_key, source)) AS source
FROM counted
GROUP BY words
ORDER BY words
