-- title: What somebody was quoted saying
-- answers: Which words of somebody did outlets print as a quotation, and how many printed the same?
-- param speaker text: id or part of the name of who speaks, or words for the source
-- param words text = null: words of the quotation; all without it
-- param first date = 1990-01-01: first day of publication, UTC; articles without a date are left out
-- param last date = 2100-01-01: last day of publication, UTC
-- param rows integer = 50: rows at most
-- column first_day: first day of publication, UTC
-- column speaker: who speaks
-- column quotation: the words
-- column kind: direct, mixed (a fragment in an indirect report) or scare
-- column articles: articles that print these words as a quotation
-- column articles_weighted: the same with wire copies counted once
-- column outlets: outlets that print them
-- column first_outlet: who printed them first
-- column url: the first article
WITH wanted AS (
  SELECT entity_id, name
  FROM entity
  WHERE entity_id = lower(CAST($speaker AS VARCHAR)) OR contains(lower(name), lower(CAST($speaker AS VARCHAR)))
),
said AS (
  SELECT q.*, coalesce(w.name, q.speaker, q.source) AS who, trim(lower(regexp_replace(q.content, '[^[:alnum:]]+', ' ', 'g'))) AS same
  FROM quotes AS q
  LEFT JOIN wanted AS w ON w.entity_id = q.speaker_entity_id
  WHERE
    q.published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
    AND (w.entity_id IS NOT NULL OR contains(lower(concat_ws(' ', q.speaker, q.source)), lower(CAST($speaker AS VARCHAR))))
    AND (CAST($words AS VARCHAR) IS NULL OR contains(lower(q.content), lower(CAST($words AS VARCHAR))))
),
-- An article counts once for words it quotes twice.
once AS (
  SELECT same, article_id, any_value(weight) AS weight FROM said GROUP BY same, article_id
),
counted AS (
  SELECT same, count(*) AS articles, sum(weight) AS weighted FROM once GROUP BY same
)
SELECT
  min(s.published_day) AS first_day,
  arg_min(s.who, (s.published_at, s.quote_id)) AS speaker,
  arg_min(s.content, (s.published_at, s.quote_id)) AS quotation,
  arg_min(s.kind, (s.published_at, s.quote_id)) AS kind,
  min(c.articles) AS articles,
  min(c.weighted) AS articles_weighted,
  count(DISTINCT s.outlet_id) AS outlets,
  arg_min(s.outlet, (s.published_at, s.weight = 0, s.quote_id)) AS first_outlet,
  arg_min(s.url, (s.published_at, s.weight = 0, s.quote_id)) AS url
FROM said AS s
JOIN counted AS c ON c.same = s.same
GROUP BY s.same
ORDER BY first_day DESC, articles DESC, quotation
LIMIT CAST($rows AS BIGINT)
