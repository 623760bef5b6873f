-- title: The biggest stories
-- answers: Which events were told most, by how many outlets, and how much did their figures disagree?
-- param first date = 1990-01-01: first day of publication, UTC
-- param last date = 2100-01-01: last day of publication, UTC
-- param least integer = 2: outlets a story must have
-- param rows integer = 25: rows at most
-- column story: its label
-- column day_first: first day of publication, UTC
-- column day_last: last day of publication, UTC
-- column articles: articles of these days that tell it
-- column articles_weighted: the same with wire copies counted once
-- column outlets: outlets that published them
-- column outlets_own: outlets that published more than copies
-- column disagreements: pairs of numbers in it that cannot both be true
-- column revisions: steps in which its figures were revised
WITH told AS (
  SELECT story_id, min(story) AS story, min(published_day) AS day_first, max(published_day) AS day_last, count(*) AS articles, sum(weight) AS weighted, count(DISTINCT outlet_id) AS outlets, count(DISTINCT outlet_id) FILTER (WHERE weight > 0) AS outlets_own
  FROM articles
  WHERE story_id IS NOT NULL AND published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
  GROUP BY story_id
  HAVING count(DISTINCT outlet_id) >= CAST($least AS BIGINT)
),
differ AS (
  SELECT story_id, count(*) AS pairs FROM figure_disagreement GROUP BY story_id
),
moved AS (
  SELECT story_id, count(*) AS steps FROM figure_revision WHERE scope = 'story' GROUP BY story_id
)
SELECT
  t.story,
  t.day_first,
  t.day_last,
  t.articles,
  t.weighted AS articles_weighted,
  t.outlets,
  t.outlets_own,
  coalesce(d.pairs, 0) AS disagreements,
  coalesce(m.steps, 0) AS revisions
FROM told AS t
LEFT JOIN differ AS d ON d.story_id = t.story_id
LEFT JOIN moved AS m ON m.story_id = t.story_id
ORDER BY articles_weighted DESC, articles DESC, t.day_first, t.story
LIMIT CAST($rows AS BIGINT)
