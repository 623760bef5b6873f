-- title: The voice of a state
-- answers: Under which name do the broadcasters and agencies of a state stand that have none of their own?
-- grain: one row per state that is cited so, and one for words that name no state
-- kind: table
-- refresh: all
-- column state: the state as the words name it; empty where they name none: then it is the one whose media the collection cites most
-- column source_key: for comparing
-- column name: for people: the name of the medium in the gazetteer, or the words used most
WITH counted AS (
  SELECT coalesce(state, '') AS state, words, max(name) FILTER (WHERE kind = 'media') AS medium, count(*) AS n FROM cited_words WHERE by_state GROUP BY ALL
),
usual AS (
  SELECT arg_max(state, (n, state)) AS state FROM (SELECT state, sum(n) AS n FROM counted WHERE state <> '' GROUP BY state)
),
keyed AS (
  SELECT c.*, 'state media of ' || coalesce(nullif(c.state, ''), u.state, 'a state') AS source_key FROM counted AS c, usual AS u
),
by_words AS (
  SELECT source_key, words, max(medium) AS medium, sum(n) AS n FROM keyed GROUP BY source_key, words
),
named AS (
  SELECT source_key, coalesce(max(medium), arg_max(words, (n, words))) AS name FROM by_words GROUP BY source_key
)
SELECT DISTINCT k.state, k.source_key, n.name
FROM keyed AS k
JOIN named AS n ON n.source_key = k.source_key
ORDER BY k.state
