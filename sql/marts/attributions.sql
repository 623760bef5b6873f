-- title: Attributions
-- answers: Who is cited for what, in which words, through whom, and named or not?
-- grain: one row per attribution of an article's current version, as the newest extractor read it
-- kind: table
-- refresh: article
-- depends: FROM state_voice ORDER BY ALL
-- column attribution_id: the attribution
-- column parent_id: the attribution it is told through
-- column article_id: the article that prints it
-- column version_id: the version that prints it
-- column outlet_id: who publishes the article
-- column outlet: the outlet's name
-- column url: the article's address
-- column title: the article's headline
-- column published_at: publication time, UTC
-- column published_day: publication day, UTC
-- column story_id: the event the article tells
-- column story: the event's label
-- column source: the words for who is cited
-- column source_key: whom they mean, for comparing, under one key for one source: see `cited`; NULL where only a pronoun or nothing stands
-- column source_name: the same for people: the canonical name, or the words
-- column unresolved: whether words stand there that name nobody: 'he', 'it', 'who'
-- column cue: the words that report: said, claimed, according to
-- column content: what is put to the source
-- column form: direct, indirect or mixed
-- column verb_class: neutral, claim, admit, deny, warn, belief, report ...
-- column speaker: the source, resolved within the article
-- column speaker_entity_id: the source in the gazetteer
-- column source_class: government, military, state_media, wire, hospital, witness ...
-- column source_country: ISO 3166 alpha-2, where the words say
-- column anonymous: whether the source is unnamed; NULL where none is given at all
-- column anonymity_reason: the words given for it
-- column start: where the attribution begins in the version's text, in code points from 0
-- column end: where it ends
-- column extractor_id: who read it
-- column weight: the article's weight: a copy's attributions count 0
SELECT
  t.attribution_id,
  t.parent_id,
  a.article_id,
  t.version_id,
  a.outlet_id,
  a.outlet,
  a.url,
  a.title,
  a.published_at,
  a.published_day,
  a.story_id,
  a.story,
  t.source,
  c.source_key,
  c.source AS source_name,
  c.unresolved,
  t.cue,
  t.content,
  t.form,
  t.verb_class,
  t.speaker,
  t.speaker_entity_id,
  t.source_class,
  t.source_country,
  t.anonymous,
  t.anonymity_reason,
  t.start,
  t."end",
  t.extractor_id,
  a.weight
FROM attribution AS t
JOIN version_reading AS r ON r.version_id = t.version_id AND r.extractor_id = t.extractor_id
JOIN articles AS a ON a.current_version_id = t.version_id
JOIN cited AS c ON c.attribution_id = t.attribution_id AND c.version_id = t.version_id AND c.extractor_id = t.extractor_id
