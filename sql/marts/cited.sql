-- title: Who is behind an attribution
-- answers: Whom does each attribution cite, under one name for one source?
-- grain: one row per attribution of any version, as the newest extractor read it
-- kind: table
-- column attribution_id: the attribution
-- column version_id: the version that prints it
-- column extractor_id: who read it
-- column source_key: for comparing: the entity, a state's broadcasters and agencies without a name of their own as one, or the words in lower case; NULL where only a pronoun or nothing stands
-- column source: the same for people: the canonical name, or the words; NULL where only a pronoun or nothing stands
-- column words: the words for the source, without the article
-- column unresolved: whether words for the source stand there that name nobody: 'he', 'it', 'who'
WITH told AS (
  SELECT
    t.attribution_id,
    t.version_id,
    t.extractor_id,
    t.speaker_entity_id,
    e.name,
    e.kind,
    t.source_class,
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
),
usual AS (
  -- Where the words name no state, it is the one whose media the collection cites most.
  SELECT mode(state) AS state FROM states
),
keyed AS (
  SELECT
    s.* EXCLUDE (state),
    CASE
      WHEN s.unresolved OR s.words IS NULL OR s.words = '' THEN NULL
      WHEN s.by_state THEN 'state media of ' || coalesce(s.state, u.state, 'a state')
      -- 'Iranian media' are not Iran.
      WHEN s.speaker_entity_id IS NOT NULL AND NOT (s.kind = 'government' AND regexp_matches(s.words, '\b(media|press|television|tv|newspapers?|websites?|agenc(y|ies)|reports?)\b', 'i'))
        THEN s.speaker_entity_id
      ELSE lower(s.words)
    END AS source_key
  FROM states AS s, usual AS u
),
named AS (
  SELECT source_key, coalesce(max(name) FILTER (WHERE kind = 'media'), mode(words)) AS name FROM keyed WHERE by_state GROUP BY source_key
)
SELECT
  k.attribution_id,
  k.version_id,
  k.extractor_id,
  k.source_key,
  CASE WHEN k.source_key IS NOT NULL THEN coalesce(n.name, CASE WHEN k.source_key = k.speaker_entity_id THEN k.name END, k.as_written) END AS source,
  k.words,
  k.unresolved
FROM keyed AS k
LEFT JOIN named AS n ON n.source_key = k.source_key
