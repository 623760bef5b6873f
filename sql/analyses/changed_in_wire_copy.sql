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
-- column numbers_dropped: numbers of the original that the copy lacks, whatever they count; wordings of one number joined by a slash
-- column numbers_added: numbers of the copy that the original lacks
-- column requalified: numbers both have, worded with another qualifier: 'at least 80 -> 80'
-- column sources_dropped: numbers the original puts to a source and the copy to nobody
-- column quotes_dropped: quotations of the original that the copy lacks
-- column quotes_added: quotations of the copy that the original lacks
-- column verbs_changed: other verbs for the same source's saying: 'the Pentagon said -> the Pentagon admitted'
-- column names_changed: other names for one thing: 'government -> regime'
-- column sentences_changed: sentences the copy words otherwise
-- column sentences_dropped: sentences of the original that the copy lacks
-- column sentences_added: sentences of the copy that the original lacks
-- column url: the copy
-- column original_url: the original
WITH pairs AS (
  SELECT c.article_id, o.article_id AS original_id, c.outlet, o.outlet AS original_outlet, c.syndication_role AS role, c.published_day, c.title, o.title AS original_title, c.url, o.url AS original_url
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
both_of AS (
  SELECT article_id FROM pairs
  UNION
  SELECT original_id FROM pairs
),
printed AS (
  SELECT
    article_id,
    coalesce(unit, '') AS unit,
    round(
      CASE
        WHEN qualifier IN ('fewer_than', 'up_to', 'nearly') THEN value_high
        WHEN qualifier = 'about' THEN (value_low + value_high) / 2
        ELSE coalesce(value_low, 0)
      END, 2
    ) AS number,
    array_to_string(list_sort(list(DISTINCT lower(surface))), ' / ') AS surface,
    list_sort(list(DISTINCT qualifier)) AS qualifiers,
    bool_or(source IS NOT NULL) AS sourced
  FROM figures
  WHERE article_id IN (SELECT article_id FROM both_of)
  GROUP BY ALL
),
numbers AS (
  SELECT
    coalesce(c.pair, o.pair) AS article_id,
    list_sort(list(o.surface) FILTER (WHERE c.pair IS NULL)) AS dropped,
    list_sort(list(c.surface) FILTER (WHERE o.pair IS NULL)) AS added,
    list_sort(list(o.surface || ' -> ' || c.surface) FILTER (WHERE o.qualifiers <> c.qualifiers AND o.surface <> c.surface)) AS requalified,
    list_sort(list(c.surface) FILTER (WHERE o.sourced AND NOT c.sourced)) AS unsourced
  FROM (SELECT p.article_id AS pair, f.* FROM pairs AS p JOIN printed AS f ON f.article_id = p.original_id) AS o
  FULL JOIN (SELECT p.article_id AS pair, f.* FROM pairs AS p JOIN printed AS f ON f.article_id = p.article_id) AS c
    ON c.pair = o.pair AND c.unit = o.unit AND c.number = o.number
  GROUP BY ALL
),
said AS (
  SELECT article_id, trim(lower(regexp_replace(content, '[^[:alnum:]]+', ' ', 'g'))) AS words, min(content) AS content
  FROM quotes
  WHERE article_id IN (SELECT article_id FROM both_of)
  GROUP BY ALL
),
quoted AS (
  SELECT
    coalesce(c.pair, o.pair) AS article_id,
    list_sort(list(o.content) FILTER (WHERE c.pair IS NULL)) AS dropped,
    list_sort(list(c.content) FILTER (WHERE o.pair IS NULL)) AS added
  FROM (SELECT p.article_id AS pair, q.* FROM pairs AS p JOIN said AS q ON q.article_id = p.original_id) AS o
  FULL JOIN (SELECT p.article_id AS pair, q.* FROM pairs AS p JOIN said AS q ON q.article_id = p.article_id) AS c ON c.pair = o.pair AND c.words = o.words
  GROUP BY ALL
),
worded AS (
  SELECT
    article_id,
    list_sort(list(before || ' -> ' || after) FILTER (aspect = 'verb')) AS verbs,
    list_sort(list(before || ' -> ' || after) FILTER (aspect = 'naming')) AS names,
    count(*) FILTER (aspect = 'sentence' AND change = 'altered') AS changed,
    count(*) FILTER (aspect = 'sentence' AND change = 'dropped') AS dropped,
    count(*) FILTER (aspect = 'sentence' AND change = 'added') AS added
  FROM copy_changes
  WHERE article_id IN (SELECT article_id FROM pairs)
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
  coalesce(n.dropped, []) AS numbers_dropped,
  coalesce(n.added, []) AS numbers_added,
  coalesce(n.requalified, []) AS requalified,
  coalesce(n.unsourced, []) AS sources_dropped,
  coalesce(q.dropped, []) AS quotes_dropped,
  coalesce(q.added, []) AS quotes_added,
  coalesce(w.verbs, []) AS verbs_changed,
  coalesce(w.names, []) AS names_changed,
  coalesce(w.changed, 0) AS sentences_changed,
  coalesce(w.dropped, 0) AS sentences_dropped,
  coalesce(w.added, 0) AS sentences_added,
  p.url,
  p.original_url
FROM pairs AS p
JOIN syndication AS s ON s.article_id = p.article_id
LEFT JOIN numbers AS n ON n.article_id = p.article_id
LEFT JOIN quoted AS q ON q.article_id = p.article_id
LEFT JOIN worded AS w ON w.article_id = p.article_id
WHERE
  CAST($unchanged AS BOOLEAN)
  OR p.title IS DISTINCT FROM p.original_title
  OR len(list_concat(n.dropped, n.added, n.requalified, n.unsourced, q.dropped, q.added)) > 0
  OR w.changed + w.dropped + w.added + coalesce(len(w.verbs), 0) + coalesce(len(w.names), 0) > 0
ORDER BY p.published_day, p.outlet, p.url
LIMIT CAST($rows AS BIGINT)
