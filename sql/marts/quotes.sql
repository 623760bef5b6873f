-- title: Quotes
-- answers: Which words are printed as somebody's own, and whose?
-- grain: one row per quotation of an article's current version, as the newest extractor read it
-- kind: table
-- refresh: article
-- column quote_id: the quotation
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
-- column content: the words quoted, marks left out, pieces joined by a blank
-- column kind: direct, mixed (a fragment in an indirect report) or scare
-- column cue: the words that introduce it: said, told reporters
-- column source: the words for who says it
-- column speaker: the source, resolved within the article
-- column speaker_entity_id: the speaker in the gazetteer
-- column anonymous: whether the speaker is unnamed; NULL without a speaker
-- column start: where the quotation begins in the version's text, in code points from 0
-- column end: where it ends
-- column attribution_id: the attribution it hangs on
-- column extractor_id: who read it
-- column weight: the article's weight: a copy's quotes count 0
SELECT
  q.quote_id,
  a.article_id,
  q.version_id,
  a.outlet_id,
  a.outlet,
  a.url,
  a.title,
  a.published_at,
  a.published_day,
  a.story_id,
  a.story,
  q.content,
  q.kind,
  q.cue,
  q.source,
  q.speaker,
  q.speaker_entity_id,
  q.anonymous,
  q.start,
  q."end",
  q.attribution_id,
  q.extractor_id,
  a.weight
FROM quote AS q
JOIN version_reading AS r ON r.version_id = q.version_id AND r.extractor_id = q.extractor_id
JOIN articles AS a ON a.current_version_id = q.version_id
