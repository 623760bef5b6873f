-- title: What an article said
-- answers: Which figures, quotations and attributions stand in one article, in the order of the text?
-- param url text: the article's address, or a part of it that only it has
-- column title: the headline
-- column outlet: who published it
-- column published_at: when, UTC
-- column what: figure, quote or attribution
-- column surface: the words
-- column meaning: for a figure kind and interval, for a quote its kind, for an attribution its class
-- column source: who says so; NULL for the outlet's own voice
-- column start: where it begins in the text, in code points from 0
-- column url: the article
WITH facts AS (
  SELECT
    article_id,
    'figure' AS what,
    surface,
    format(
      '{} {}, {}{}, {}{}',
      kind,
      qualifier,
      CASE WHEN low_inclusive THEN '[' ELSE '(' END,
      coalesce(CAST(value_low AS VARCHAR), ''),
      coalesce(CAST(value_high AS VARCHAR), 'open'),
      CASE WHEN value_high IS NOT NULL AND high_inclusive THEN ']' ELSE ')' END
    ) || CASE WHEN stance = 'asserted' THEN '' ELSE ' ' || stance END AS meaning,
    speaker AS source,
    start
  FROM figures
  UNION ALL
  SELECT article_id, 'quote', content, kind, speaker, start FROM quotes
  UNION ALL
  SELECT
    article_id, 'attribution', content, concat_ws(' ', form, verb_class, source_class, CASE WHEN anonymous THEN 'unnamed' END), speaker, start
  FROM attributions
)
SELECT a.title, a.outlet, a.published_at, f.what, f.surface, f.meaning, f.source, f.start, a.url
FROM articles AS a
JOIN facts AS f ON f.article_id = a.article_id
WHERE contains(a.url, CAST($url AS VARCHAR))
ORDER BY a.url, f.start, f.what
