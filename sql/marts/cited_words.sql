-- title: Words for sources
-- answers: Which words does each attribution cite somebody by, and do they mean a state's broadcaster or nobody?
-- grain: one row per attribution of any version, as the newest extractor read it
-- kind: table
-- refresh: version
-- column attribution_id: the attribution
-- column version_id: the version that prints it
-- column extractor_id: who read it
-- column speaker_entity_id: the source in the gazetteer
-- column name: its canonical name
-- column kind: its kind: person, government, media ...
-- column as_written: the words for the source
-- column words: the same without the article
-- column unresolved: whether the words name nobody: 'he', 'it', 'who'
-- column by_state: whether a state's broadcasters or agencies without a name of their own are meant
-- column state: the state, where the words name it
WITH told AS (
  SELECT
    t.attribution_id,
    t.version_id,
    t.extractor_id,
    t.speaker_entity_id,
    e.name,
    e.kind,
    trim(coalesce(t.speaker, t.source)) AS as_written,
    regexp_replace(trim(coalesce(t.speaker, t.source)), '^(the|an|a) ', '', 'i') AS words,
    coalesce(t.speaker, t.source) IS NOT NULL AND t.speaker_entity_id IS NULL AND regexp_matches(
      lower(trim(coalesce(t.speaker, t.source))),
      '^(he|she|it|they|him|her|them|his|hers|its|their|i|we|me|us|my|our|you|one|who|which|that|this|these|those|what|there|others?|some|many|both|all|another|themselves|himself|herself|itself)$'
    ) AS unresolved
  FROM attribution AS t
  JOIN version_reading AS r ON r.version_id = t.version_id AND r.extractor_id = t.extractor_id
  LEFT JOIN entity AS e ON e.entity_id = t.speaker_entity_id
),
broadcast AS (
  -- 'State television', 'Iranian state TV', 'its television' and 'the official news agency' are one voice: the state's. IRNA has a name of its own.
  SELECT
    *,
    CASE
      WHEN kind = 'media' THEN regexp_matches(name, '\bstate (television|tv|media|radio)', 'i')
      ELSE
        regexp_matches(
          words, '\b(state|state-run|state-owned|state-controlled|official|national|government) (television|tv|media|radio|broadcaster|news agency|news|run media|run television)\b', 'i'
        )
        OR regexp_matches(words, '^((its|same|country''s|iranian|iran''s|islamic republic''s) )?(television|tv)$', 'i')
    END AS by_state
  FROM told
),
states AS (
  SELECT
    *,
    CASE
      WHEN NOT by_state THEN NULL
      WHEN kind = 'government' THEN speaker_entity_id
      WHEN regexp_matches(words, '\b(iran|iranian|iran''s|tehran|islamic republic)', 'i') OR regexp_matches(coalesce(name, ''), '\biran', 'i') THEN 'iran'
    END AS state
  FROM broadcast
)
SELECT attribution_id, version_id, extractor_id, speaker_entity_id, name, kind, as_written, words, unresolved, by_state, state
FROM states
