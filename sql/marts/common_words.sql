-- title: Words that tell nothing
-- answers: Which words around a story's claims do other stories have too, so that they do not show that two claims speak of one event?
-- grain: one row per story (or article without one) and word that more than one article outside the story, and more than 8 percent of them, have
-- kind: table
-- refresh: all
-- notes: story_key
-- column story_key: the event, or the article where it belongs to none
-- column word: the word
WITH sizes AS (
  SELECT story_key, count(DISTINCT article_id) AS articles FROM claim_surroundings GROUP BY story_key
),
total AS (
  SELECT sum(articles) AS articles, max(articles) AS most FROM sizes
),
held AS (
  -- Only these can be common to any story: the rest need not be looked at story by story.
  SELECT word, sum(articles) AS articles
  FROM telling_words
  GROUP BY word
  HAVING sum(articles) > greatest(1, (SELECT 0.08 * (articles - most) FROM total))
)
SELECT t.story_key, t.word
FROM telling_words AS t
JOIN held AS h ON h.word = t.word
JOIN sizes AS z ON z.story_key = t.story_key
CROSS JOIN total AS a
WHERE h.articles - t.articles > greatest(1, 0.08 * (a.articles - z.articles))
