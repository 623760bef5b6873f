-- title: What was changed in wire copy
-- answers: What did an outlet that printed an agency's words change in them: headline, numbers, qualifiers, sources, quotations?
-- param outlet text = null: id or part of the name of the outlet that printed the copy; all without it
-- param first date = 1990-01-01: first day of publication of the copy, UTC; articles without a date are left out
-- param last date = 2100-01-01: last day of publication, UTC
-- param unchanged boolean = false: true to list copies too in which nothing of this was changed
-- param rows integer = 100: rows at most
-- column published_day: day of publication of the copy, UTC
-- column outlet: who printed the copy
-- column original_outlet: whose words they are
-- column role: copy, or partial where it adds words of its own
-- column containment: share of the copy's five-word sequences that the original holds, 0 to 1
-- column headline: the copy's headline
-- column original_headline: the original's headline; NULL where the copy kept it
-- column numbers_changed: numbers that are another in the same sentence: '46 -> 34'
-- column numbers_dropped: numbers of the original that the copy lacks
-- column numbers_added: numbers of the copy that the original lacks
-- column requalified: numbers both have, worded with another qualifier: 'at least 80 -> 80'
-- column sources_dropped: sources that a sentence of the original cites and the copy's does not
-- column quotes_dropped: quotations of the original that the copy lacks
-- column quotes_added: quotations of the copy that the original lacks
-- column quotes_changed: quotations cut, extended, altered, or left without their marks: 'cut: we shall see today -> we shall see'
-- column verbs_changed: other verbs for the same source's saying: 'the Pentagon said -> the Pentagon admitted'
-- column names_changed: other names for one thing: 'government -> regime'
-- column sentences_changed: sentences the copy words otherwise
-- column sentences_dropped: sentences of the original that the copy lacks
-- column sentences_added: sentences of the copy that the original lacks
-- column url: the copy
-- column original_url: the original
WITH pairs AS (
  SELECT c.article_id, c.outlet, o.outlet AS original_outlet, c.syndication_role AS role, c.published_day, c.title, o.title AS original_title, c.url, o.url AS original_url
  FROM articles AS c
  JOIN articles AS o ON o.article_id = c.original_article_id
  WHERE
    c.published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
    AND c.syndication_role IN ('copy', 'partial')
    AND (
      CAST($outlet AS VARCHAR) IS NULL
      OR c.outlet_id = CAST($outlet AS VARCHAR)
      OR contains(lower(c.outlet), lower(CAST($outlet AS VARCHAR)))
    )
),
told AS (
  SELECT
    article_id,
    list(DISTINCT before || ' -> ' || after) FILTER (aspect = 'figure' AND change = 'altered') AS numbers_changed,
    list(DISTINCT before) FILTER (aspect = 'figure' AND change = 'dropped') AS numbers_dropped,
    list(DISTINCT after) FILTER (aspect = 'figure' AND change = 'added') AS numbers_added,
    list(DISTINCT before || ' -> ' || after) FILTER (aspect = 'qualifier') AS requalified,
    list(DISTINCT before) FILTER (aspect = 'source' AND change = 'dropped') AS sources_dropped,
    list(DISTINCT before) FILTER (aspect = 'quote' AND change = 'dropped') AS quotes_dropped,
    list(DISTINCT after) FILTER (aspect = 'quote' AND change = 'added') AS quotes_added,
    list(DISTINCT change || ': ' || coalesce(before || ' -> ' || after, before, after)) FILTER (aspect = 'quote' AND change NOT IN ('dropped', 'added')) AS quotes_changed,
    list(DISTINCT before || ' -> ' || after) FILTER (aspect = 'verb') AS verbs_changed,
    list(DISTINCT before || ' -> ' || after) FILTER (aspect = 'naming') AS names_changed,
    count(*) FILTER (aspect = 'sentence' AND change = 'altered') AS sentences_changed,
    count(*) FILTER (aspect = 'sentence' AND change = 'dropped') AS sentences_dropped,
    count(*) FILTER (aspect = 'sentence' AND change = 'added') AS sentences_added
  FROM copy_changes
  WHERE article_id IN (SELECT article_id FROM pairs) AND change <> 'moved'
  GROUP BY article_id
)
SELECT
  p.published_day,
  p.outlet,
  p.original_outlet,
  p.role,
  s.containment,
  p.title AS headline,
  CASE WHEN p.title IS DISTINCT FROM p.original_title THEN p.original_title END AS original_headline,
  coalesce(list_sort(t.numbers_changed), []) AS numbers_changed,
  coalesce(list_sort(t.numbers_dropped), []) AS numbers_dropped,
  coalesce(list_sort(t.numbers_added), []) AS numbers_added,
  coalesce(list_sort(t.requalified), []) AS requalified,
  coalesce(list_sort(t.sources_dropped), []) AS sources_dropped,
  coalesce(list_sort(t.quotes_dropped), []) AS quotes_dropped,
  coalesce(list_sort(t.quotes_added), []) AS quotes_added,
  coalesce(list_sort(t.quotes_changed), []) AS quotes_changed,
  coalesce(list_sort(t.verbs_changed), []) AS verbs_changed,
  coalesce(list_sort(t.names_changed), []) AS names_changed,
  coalesce(t.sentences_changed, 0) AS sentences_changed,
  coalesce(t.sentences_dropped, 0) AS sentences_dropped,
  coalesce(t.sentences_added, 0) AS sentences_added,
  p.url,
  p.original_url
FROM pairs AS p
JOIN syndication AS s ON s.article_id = p.article_id
LEFT JOIN told AS t ON t.article_id = p.article_id
WHERE CAST($unchanged AS BOOLEAN) OR t.article_id IS NOT NULL OR p.title IS DISTINCT FROM p.original_title
ORDER BY p.published_day, p.outlet, p.url
LIMIT CAST($rows AS BIGINT)
