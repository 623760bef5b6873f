-- title: Words for sources, counted
-- answers: How often do words for a source stand for whom?
-- grain: one row per wording, in lower case and without the article, and whom it means; of all versions
-- kind: table
-- refresh: sums
-- sums cited_words: n
-- depends: FROM state_voice ORDER BY ALL
-- column words: the words
-- column source_key: whom they mean, for comparing
-- column source: the same for people
-- column n: attributions in these words
WITH as_printed AS (
  SELECT words, source_key, source, count(*) AS n FROM cited WHERE source_key IS NOT NULL GROUP BY words, source_key, source
)
SELECT lower(words) AS words, source_key, source, CAST(sum(n) AS BIGINT) AS n FROM as_printed GROUP BY lower(words), source_key, source
