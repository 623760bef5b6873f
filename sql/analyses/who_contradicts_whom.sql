-- title: Who contradicts whom
-- answers: Which two outlets, or which two sources, printed figures most often that cannot both be true?
-- param of text = outlets: outlets or sources
-- param name text = null: part of the name of one of the two; all without it
-- param kind text = null: killed, injured ...; all without it
-- param first date = 1990-01-01: first day on which the earlier of the two numbers was printed, UTC; undated ones are left out
-- param last date = 2100-01-01: last such day, UTC
-- param rows integer = 50: rows at most
-- column one: who states the lower number
-- column other: who states the higher number
-- column disagreements: pairs of numbers
-- column disagreements_own: those whose two sides both stand in more than wire copies
-- column stories: events they are about
-- column weight: articles that print one of the two numbers, wire copies counted once
-- column widest: the pair of numbers that lie furthest apart: 'no against At least 80'
-- column story: the event of that pair
WITH pairs AS (
  SELECT
    story_id,
    story,
    gap,
    weight,
    less_surface || ' against ' || more_surface AS numbers,
    less_articles_weighted > 0 AND more_articles_weighted > 0 AS own,
    CASE WHEN CAST($of AS VARCHAR) = 'sources' THEN less_sources ELSE less_outlets END AS less,
    CASE WHEN CAST($of AS VARCHAR) = 'sources' THEN more_sources ELSE more_outlets END AS more
  FROM figure_disagreement
  WHERE
    least(less_first_day, more_first_day) BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
    AND (CAST($kind AS VARCHAR) IS NULL OR kind = CAST($kind AS VARCHAR))
),
lower_side AS (
  SELECT * EXCLUDE (less), unnest(less) AS one FROM pairs
),
sides AS (
  SELECT * EXCLUDE (more), unnest(more) AS other FROM lower_side
)
SELECT
  one,
  other,
  count(*) AS disagreements,
  count(*) FILTER (WHERE own) AS disagreements_own,
  count(DISTINCT coalesce(story_id, story)) AS stories,
  sum(weight) AS weight,
  arg_max(numbers, (gap, numbers)) AS widest,
  arg_max(story, (gap, numbers)) AS story
FROM sides
WHERE one <> other AND (CAST($name AS VARCHAR) IS NULL OR contains(lower(one || ' ' || other), lower(CAST($name AS VARCHAR))))
GROUP BY one, other
ORDER BY disagreements_own DESC, disagreements DESC, one, other
LIMIT CAST($rows AS BIGINT)
