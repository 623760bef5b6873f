-- title: Copies and credits are found as often as before
-- severity: warn
-- says: The share of an outlet's articles (and of all outlets' together) that are copies of another, and that credit another outlet, on the newest
--   day of publication and in the seven days to it, held against the four weeks before. It has fallen to nothing where none was found although,
--   at the earlier share, that would happen by chance less than once in a thousand times; it has jumped where it is another by 4 standard errors
--   of a difference of two shares, and by at least a tenth of all articles. Such flags die silently: a changed page, a lost credit line.
-- param chance number = 0.001: chance of finding none below which none is too few
-- param errors number = 4: standard errors of the difference from which a share has jumped
-- param least number = 0.1: difference of the shares that counts at all
-- param before integer = 40: articles of the four weeks before from which they say anything
WITH newest AS (
  SELECT CAST(max(published_at) AS DATE) AS day FROM article
),
told AS (
  SELECT
    a.outlet_id,
    CAST(a.published_at AS DATE) AS day,
    coalesce(s.role <> 'original', false) AS is_copy,
    coalesce(v.credit_outlet_id <> a.outlet_id, false) AS is_credited
  FROM article AS a
  JOIN article_version AS v ON v.version_id = a.current_version_id
  LEFT JOIN syndication AS s ON s.article_id = a.article_id
  WHERE a.published_at >= (SELECT day FROM newest) - INTERVAL 34 DAY
    AND EXISTS (SELECT 1 FROM page AS p WHERE p.article_id = a.article_id AND p.fate = 'stored')
),
flagged AS (
  SELECT outlet_id, day, 'copy' AS flag, is_copy AS has FROM told
  UNION ALL
  SELECT outlet_id, day, 'credit' AS flag, is_credited AS has FROM told
),
counted AS (
  SELECT
    f.outlet_id,
    f.flag,
    n.day,
    w.days,
    count(*) FILTER (f.day > n.day - w.days) AS articles,
    count(*) FILTER (f.day > n.day - w.days AND f.has) AS flagged,
    count(*) FILTER (f.day <= n.day - w.days AND f.day > n.day - w.days - 28) AS articles_before,
    count(*) FILTER (f.day <= n.day - w.days AND f.day > n.day - w.days - 28 AND f.has) AS flagged_before
  FROM flagged AS f, newest AS n, (VALUES (1), (7)) AS w (days)
  GROUP BY GROUPING SETS ((f.outlet_id, f.flag, n.day, w.days), (f.flag, n.day, w.days))
),
shares AS (
  SELECT
    *,
    flagged / articles AS share,
    flagged_before / articles_before AS share_before,
    (flagged + flagged_before) / (articles + articles_before) AS share_of_both
  FROM counted
  WHERE articles > 0 AND articles_before >= CAST($before AS BIGINT)
)
SELECT
  coalesce(outlet_id, 'all outlets') AS outlet,
  flag,
  CASE WHEN flagged = 0 THEN 'fell to nothing' WHEN share > share_before THEN 'jumped up' ELSE 'jumped down' END AS what,
  day AS last_day,
  days,
  articles,
  flagged,
  articles_before,
  flagged_before,
  round(share, 3) AS share,
  round(share_before, 3) AS share_before
FROM shares
WHERE (flagged = 0 AND pow(1 - share_before, articles) < CAST($chance AS DOUBLE))
  OR (
    abs(share - share_before) >= CAST($least AS DOUBLE)
    AND abs(share - share_before) >= CAST($errors AS DOUBLE) * sqrt(share_of_both * (1 - share_of_both) * (1.0 / articles + 1.0 / articles_before))
  )
ORDER BY outlet, flag, days
