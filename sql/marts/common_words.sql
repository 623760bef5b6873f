-- title: Words that tell nothing
-- answers: Which words may so many other stories have around their claims that they do not show that two claims speak of one event?
-- grain: one row per word that more than one article outside some story, and more than 8 percent of them, may have around a claim
-- kind: table
-- refresh: all
-- Noted are the stories to which a word became common or ceased to be. A word that is further above the limit than any story
-- has articles is common to all of them.
-- notes: WITH size AS (
--     SELECT story_key, articles FROM telling_words WHERE word = ''
--   ),
--   turned AS (
--     SELECT word, o.articles AS old, o.all_articles AS old_all, n.articles AS new, n.all_articles AS new_all
--     FROM (FROM differing WHERE NOT is_new) AS o
--     FULL JOIN (FROM differing WHERE is_new) AS n USING (word)
--     WHERE NOT coalesce(least(o.articles - 0.08 * o.all_articles, n.articles - 0.08 * n.all_articles) > (SELECT max(articles) + 1 FROM stories), false)
--   )
--   SELECT t.story_key
--   FROM telling_words AS t
--   JOIN turned AS w ON w.word = t.word
--   JOIN size AS z ON z.story_key = t.story_key
--   WHERE coalesce(w.old - t.articles > greatest(1, 0.08 * (w.old_all - z.articles)), false)
--     <> coalesce(w.new - t.articles > greatest(1, 0.08 * (w.new_all - z.articles)), false)
-- column word: the word, without an s of the plural
-- column articles: articles that have it around a claim
-- column all_articles: articles with a claim
WITH told AS (
  SELECT articles AS all_articles, (SELECT greatest(1, coalesce(max(articles), 1)) FROM stories) AS most FROM word_counts WHERE word = ''
)
SELECT c.word, c.articles, t.all_articles
FROM word_counts AS c
CROSS JOIN told AS t
WHERE c.word <> '' AND c.articles > greatest(2, 0.08 * (t.all_articles - t.most))
