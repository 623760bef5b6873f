-- title: Telling words
-- answers: In how many articles of a story does a word stand around a claim?
-- grain: one row per story (or article without one) and word, and one for any claim
-- kind: table
-- refresh: story
-- column story_key: the event, or the article where it belongs to none
-- column word: the word, without an s of the plural; empty for any claim, with words around it or without
-- column articles: articles of the story that have it around a claim
SELECT story_key, word, count(DISTINCT article_id) AS articles
FROM (SELECT story_key, article_id, unnest(list_prepend('', words)) AS word FROM claim_surroundings)
GROUP BY story_key, word
