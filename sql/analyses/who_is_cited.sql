-- title: Who is cited
-- answers: Whom do outlets cite most, how often, and in which share of what they attribute?
-- param outlet text = null: id or part of the name of an outlet; all together without it
-- param class text = null: only this class of source: government, military, witness ...; all without it
-- param first date = 1990-01-01: first day of publication, UTC; articles without a date are left out
-- param last date = 2100-01-01: last day of publication, UTC
-- param rows integer = 25: rows at most
-- column source: the canonical name, or the words
-- column source_class: government, military, state_media, wire, hospital, witness ...
-- column source_country: ISO 3166 alpha-2, where the words say
-- column attributions: times it is cited
-- column all_attributions: attributions to anybody who can be told, of the outlets, class and days asked for
-- column share: attributions / all_attributions
-- column share_low: lower end of the 95 percent interval of the share (Wilson)
-- column share_high: upper end
-- column attributions_weighted: times it is cited, wire copies counted once
-- column share_weighted: the same share, wire copies counted once; NULL where there are copies only
-- column unnamed: attributions that give no name
-- column doubted: attributions with a verb that leaves the truth open: claimed, alleged
-- column articles: articles that cite it
-- column outlets: outlets that cite it
WITH asked AS (
  SELECT t.source_key, t.source_name AS source, t.source_class, t.source_country, t.anonymous, t.verb_class, t.article_id, t.outlet_id, t.weight
  FROM attributions AS t
  WHERE
    t.published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
    AND t.source_key IS NOT NULL
    AND (CAST($class AS VARCHAR) IS NULL OR t.source_class = CAST($class AS VARCHAR))
    AND (
      CAST($outlet AS VARCHAR) IS NULL
      OR t.outlet_id = CAST($outlet AS VARCHAR)
      OR contains(lower(t.outlet), lower(CAST($outlet AS VARCHAR)))
    )
),
counted AS (
  SELECT
    regexp_replace(mode(source), '^(the|an|a) ', '', 'i') AS source,
    mode(source_class) AS source_class,
    mode(source_country) AS source_country,
    count(*) AS n,
    CAST(sum(count(*)) OVER () AS BIGINT) AS all_n,
    sum(weight) AS weighted,
    sum(sum(weight)) OVER () AS all_weighted,
    count(*) FILTER (WHERE anonymous) AS unnamed,
    count(*) FILTER (WHERE verb_class = 'claim') AS doubted,
    count(DISTINCT article_id) AS articles,
    count(DISTINCT outlet_id) AS outlets
  FROM asked
  GROUP BY source_key
)
SELECT
  source,
  source_class,
  source_country,
  n AS attributions,
  all_n AS all_attributions,
  n / all_n AS share,
  greatest(0, (n + 1.920729 - 1.959964 * sqrt(greatest(n * (all_n - n), 0) / nullif(all_n, 0) + 0.960365)) / (all_n + 3.841459)) AS share_low,
  least(1, (n + 1.920729 + 1.959964 * sqrt(greatest(n * (all_n - n), 0) / nullif(all_n, 0) + 0.960365)) / (all_n + 3.841459)) AS share_high,
  weighted AS attributions_weighted,
  weighted / nullif(all_weighted, 0) AS share_weighted,
  unnamed,
  doubted,
  articles,
  outlets
FROM counted
ORDER BY attributions_weighted DESC, attributions DESC, source
LIMIT CAST($rows AS BIGINT)
