-- title: Articles
-- answers: Which articles are there, by whom, of when, as whose copy and about what?
-- grain: one row per article that a stored page shows; duplicates within an outlet are left out
-- kind: table
-- refresh: article
-- column article_id: the article
-- column outlet_id: who publishes it
-- column outlet: the outlet's name
-- column outlet_country: ISO 3166 alpha-2, where known
-- column outlet_owner: public, state, private, party or unknown
-- column outlet_kind: wire, broadcaster, newspaper, online, magazine or think_tank, where known
-- column outlet_catalogued: whether the outlet is in the catalogue
-- column url: the canonical address; NULL for a local text
-- column title: headline of the current version
-- column published_at: earliest time of publication any version states, UTC; NULL where none does
-- column published_day: its UTC day
-- column published_method: where that time was found
-- column first_fetched_at: when it was first seen, UTC
-- column language: ISO 639-1
-- column word_count: words of the current version, headline included
-- column relevance: 0 to 1, by the topic's rule
-- column version_count: how many texts it has had
-- column current_version_id: the version the latest look showed
-- column credit: the words that say whose copy it is
-- column weight: how much of it is its own: 1, 0 for a copy, in between for a partial take
-- column syndication_role: original, copy or partial; NULL where it shares its words with no other article
-- column cluster_id: the cluster of copies it belongs to
-- column original_article_id: the article that holds its words
-- column source_outlet_id: the outlet credited or found as the source
-- column story_id: the event it tells
-- column story: the event's label
WITH shown AS (
  SELECT DISTINCT article_id FROM page WHERE fate = 'stored'
)
SELECT
  a.article_id,
  a.outlet_id,
  coalesce(o.name, a.outlet_id) AS outlet,
  o.country AS outlet_country,
  coalesce(o.owner_kind, 'unknown') AS outlet_owner,
  o.kind AS outlet_kind,
  coalesce(o.catalogued, false) AS outlet_catalogued,
  a.url,
  a.title,
  a.published_at,
  CAST(a.published_at AS DATE) AS published_day,
  a.published_method,
  a.first_fetched_at,
  a.language,
  v.word_count,
  v.relevance,
  a.version_count,
  a.current_version_id,
  v.credit,
  coalesce(s.weight, 1.0) AS weight,
  s.role AS syndication_role,
  s.cluster_id,
  s.original_article_id,
  coalesce(s.source_outlet_id, v.credit_outlet_id) AS source_outlet_id,
  t.story_id,
  t.label AS story
FROM article AS a
JOIN shown AS p ON p.article_id = a.article_id
JOIN article_version AS v ON v.version_id = a.current_version_id
LEFT JOIN outlet AS o ON o.outlet_id = a.outlet_id
LEFT JOIN syndication AS s ON s.article_id = a.article_id
LEFT JOIN article_story AS b ON b.article_id = a.article_id
LEFT JOIN story AS t ON t.story_id = b.story_id
ORDER BY a.published_at, a.article_id
