-- title: Who is behind an attribution
-- answers: Whom does each attribution cite, under one name for one source?
-- grain: one row per attribution of any version, as the newest extractor read it
-- kind: view
-- column attribution_id: the attribution
-- column version_id: the version that prints it
-- column extractor_id: who read it
-- column source_key: for comparing: the entity, a state's broadcasters and agencies without a name of their own as one, or the words in lower case; NULL where only a pronoun or nothing stands
-- column source: the same for people: the canonical name, or the words; NULL where only a pronoun or nothing stands
-- column words: the words for the source, without the article
-- column unresolved: whether words for the source stand there that name nobody: 'he', 'it', 'who'
WITH keyed AS (
  SELECT
    w.*,
    v.name AS voice,
    CASE
      WHEN w.unresolved OR w.words IS NULL OR w.words = '' THEN NULL
      WHEN w.by_state THEN v.source_key
      -- 'Iranian media' are not Iran.
      WHEN w.speaker_entity_id IS NOT NULL AND NOT (w.kind = 'government' AND regexp_matches(w.words, '\b(media|press|television|tv|newspapers?|websites?|agenc(y|ies)|reports?)\b', 'i'))
        THEN w.speaker_entity_id
      ELSE lower(w.words)
    END AS source_key
  FROM cited_words AS w
  -- 'State television', 'Iranian state TV', 'its television' and 'the official news agency' are one voice: the state's. IRNA has a name of its own.
  LEFT JOIN state_voice AS v ON w.by_state AND v.state = coalesce(w.state, '')
)
SELECT
  attribution_id,
  version_id,
  extractor_id,
  source_key,
  CASE WHEN source_key IS NOT NULL THEN coalesce(voice, CASE WHEN source_key = speaker_entity_id THEN name END, as_written) END AS source,
  words,
  unresolved
FROM keyed
