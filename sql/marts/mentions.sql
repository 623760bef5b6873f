-- title: Mentions
-- answers: Who and what is named, in which words, in the headline or in a quotation?
-- grain: one row per name in an article's current version, as the newest extractor read it
-- kind: table
-- refresh: article
-- column mention_id: the mention
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
-- column entity_id: who is meant; NULL for a name the gazetteer does not hold
-- column entity: the canonical name, or the words where there is none
-- column kind: person, organisation, place ...
-- column side: whose side the entity is on, where the topic says
-- column surface: the words used
-- column in_headline: whether it stands in the headline
-- column in_quote: whether it stands between quotation marks
-- column start: where it begins in the version's text, in code points from 0
-- column end: where it ends
-- column extractor_id: who read it
-- column weight: the article's weight: a copy's mentions count 0
SELECT
  m.mention_id,
  a.article_id,
  m.version_id,
  a.outlet_id,
  a.outlet,
  a.url,
  a.title,
  a.published_at,
  a.published_day,
  a.story_id,
  a.story,
  m.entity_id,
  coalesce(e.name, m.surface) AS entity,
  coalesce(e.kind, m.kind) AS kind,
  e.side,
  m.surface,
  m.in_headline,
  m.in_quote,
  m.start,
  m."end",
  m.extractor_id,
  a.weight
FROM entity_mention AS m
JOIN version_reading AS r ON r.version_id = m.version_id AND r.extractor_id = m.extractor_id
JOIN articles AS a ON a.current_version_id = m.version_id
LEFT JOIN entity AS e ON e.entity_id = m.entity_id
