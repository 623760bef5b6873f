-- title: Counts of telling words
-- answers: In how many articles of all does a word stand around a claim?
-- grain: one row per word, and one for any claim
-- kind: table
-- refresh: sums
-- sums telling_words: articles
-- column word: the word, without an s of the plural; empty for any claim
-- column articles: articles that have it around a claim
SELECT word, CAST(sum(articles) AS BIGINT) AS articles FROM telling_words GROUP BY word
