-- title: Figures that disagree
-- answers: Where do sources or outlets state figures for one thing in one story that cannot both be true, and who says which?
-- grain: one row per story, kind, group and pair of numbers; all wordings, sources, outlets and reprints of a number stand on its side of the row
-- kind: table
-- refresh: story
-- column story_key: the event, or the article where it belongs to none
-- column story_id: the event; NULL where the article belongs to none
-- column story: the event's label, or the headline
-- column kind: what is counted; "no casualties" stands for killed and injured too
-- column counted_group: whom or what, as the most precise of the claims says; empty where unstated
-- column unit: currency, percent ...; empty for counts
-- column gap: how far the two intervals lie apart
-- column days_apart: days between the nearest publications of the two numbers; NULL where a date is missing
-- column evidence: why the two are held to speak of one thing: the words both have and few other stories, 'lead' where both stand on top of their articles, 'passage' where one article sets them against each other
-- column less_surface: the lower number in its own words, as the sentence below has it
-- column less_low: its least value
-- column less_high: its greatest value
-- column less_source: who is behind it in that sentence; NULL for the outlet's own voice
-- column less_sources: all who are behind it, one name a source, most cited first; own voice left out
-- column less_outlets: who printed it
-- column less_articles: articles that print it
-- column less_articles_weighted: the same with wire copies counted once
-- column less_first_day: when it was first printed
-- column less_sentence: the sentence that tells it best: an original's, of the source cited most, early in the text, first
-- column less_start: where the number begins in that sentence, in code points from 0
-- column less_outlet: who printed that sentence
-- column less_url: where
-- column less_figure_id: the figure in it
-- column more_surface: the higher number in its own words, as the sentence below has it
-- column more_low: its least value
-- column more_high: its greatest value; NULL where open
-- column more_source: who is behind it in that sentence; NULL for the outlet's own voice
-- column more_sources: all who are behind it, one name a source, most cited first; own voice left out
-- column more_outlets: who printed it
-- column more_articles: articles that print it
-- column more_articles_weighted: the same with wire copies counted once
-- column more_first_day: when it was first printed
-- column more_sentence: the sentence that tells it best
-- column more_start: where the number begins in that sentence
-- column more_outlet: who printed that sentence
-- column more_url: where
-- column more_figure_id: the figure in it
-- column weight: both numbers' weighted articles: how widely the disagreement was printed
WITH able AS (
  SELECT c.* REPLACE (coalesce(c.value_low, 0) AS value_low), x.line, x.words, x.countries
  FROM claims AS c
  JOIN claim_context AS x ON x.claim_id = c.claim_id
),
roled AS (
  -- A pair that names no group joins the pair of the same numbers that does.
  SELECT
    r.story_key,
    r.kind,
    r.days_apart,
    r.words_shared,
    r.evidence,
    less,
    more,
    less.number AS less_number,
    more.number AS more_number,
    coalesce(
      nullif(CASE WHEN less.harm THEN coalesce(nullif(more.counted_role, ''), less.counted_role) ELSE '' END, ''),
      max(CASE WHEN less.harm THEN coalesce(nullif(more.counted_role, ''), less.counted_role) ELSE '' END)
        OVER (PARTITION BY less.story_key, less.kind, less.number, more.number)
    ) AS role,
    coalesce(nullif(more.counted_country, ''), less.counted_country) AS country
  FROM rival_claims AS r
  JOIN able AS less ON less.claim_id = r.less_claim_id
  JOIN able AS more ON more.claim_id = r.more_claim_id
),
held AS (
  SELECT
    story_key,
    kind,
    role,
    less_number,
    more_number,
    min(less.unit) AS unit,
    coalesce(max(country), '') AS country,
    min(less.counted_noun) AS noun,
    bool_or(less.harm) AS harm,
    min(days_apart) AS days_apart,
    arg_max(evidence, (words_shared, evidence)) AS evidence,
    list(DISTINCT less.claim_id) AS less_ids,
    list(DISTINCT more.claim_id) AS more_ids
  FROM roled
  GROUP BY story_key, kind, role, less_number, more_number
),
sides AS (
  -- Everybody who printed the number of the same group, reprints too.
  SELECT
    h.story_key,
    h.kind,
    h.role,
    h.less_number,
    h.more_number,
    side.name AS side,
    c,
    sum(c.weight) OVER (PARTITION BY h.story_key, h.kind, h.role, h.less_number, h.more_number, side.name, c.source_key) AS cited
  FROM held AS h
  CROSS JOIN (VALUES ('less'), ('more')) AS side (name)
  JOIN able AS c
    ON c.story_key = h.story_key
    AND c.kind = h.kind
    AND c.number = CASE WHEN side.name = 'less' THEN h.less_number ELSE h.more_number END
    AND (c.counted_role IN ('', h.role) OR NOT c.harm)
    AND (c.counted_country IN ('', h.country))
    -- 'None' of a group that is not named may be of anybody.
    AND (c.number > 0 OR list_contains(h.less_ids, c.claim_id) OR c.weight = 0 OR (c.counted_country <> '' AND c.counted_country = h.country))
),
articles_of_side AS (
  SELECT story_key, kind, role, less_number, more_number, side, c.article_id AS article_id, min(c.weight) AS weight
  FROM sides
  GROUP BY ALL
),
sources_of_side AS (
  SELECT story_key, kind, role, less_number, more_number, side, list(source ORDER BY cited DESC, source) AS sources
  FROM (
    SELECT story_key, kind, role, less_number, more_number, side, mode(c.source) AS source, any_value(cited) AS cited
    FROM sides
    WHERE c.source_key IS NOT NULL AND NOT c.source_unresolved
    GROUP BY story_key, kind, role, less_number, more_number, side, c.source_key
  )
  GROUP BY story_key, kind, role, less_number, more_number, side
),
shown AS (
  SELECT
    story_key,
    kind,
    role,
    less_number,
    more_number,
    side,
    min(c.story_id) AS story_id,
    min(c.story) AS story,
    list_sort(list(DISTINCT c.outlet)) AS outlets,
    min(c.published_day) AS first_day,
    arg_min(
      c, (c.weight = 0, NOT (list_contains(less_ids, c.claim_id) OR list_contains(more_ids, c.claim_id)), c.source_key IS NULL, c.source_unresolved,
        -cited, NOT c.in_lead,
        c.in_headline, coalesce(c.published_at, TIMESTAMP '9999-12-31'), c.claim_id)
    ) AS best
  FROM sides
  JOIN held USING (story_key, kind, role, less_number, more_number)
  GROUP BY story_key, kind, role, less_number, more_number, side
),
told AS (
  SELECT s.*, coalesce(o.sources, []) AS sources, a.articles, a.articles_weighted
  FROM shown AS s
  JOIN (
    SELECT story_key, kind, role, less_number, more_number, side, count(*) AS articles, sum(weight) AS articles_weighted FROM articles_of_side GROUP BY ALL
  ) AS a USING (story_key, kind, role, less_number, more_number, side)
  LEFT JOIN sources_of_side AS o USING (story_key, kind, role, less_number, more_number, side)
)
SELECT
  h.story_key,
  l.story_id,
  l.story,
  h.kind,
  CASE
    WHEN NOT h.harm THEN h.noun
    WHEN h.country = '' THEN h.role
    WHEN h.role = '' THEN h.country
    ELSE h.country || ':' || h.role
  END AS counted_group,
  h.unit,
  m.best.value_low - l.best.value_high AS gap,
  h.days_apart,
  h.evidence,
  l.best.surface AS less_surface,
  l.best.value_low AS less_low,
  l.best.value_high AS less_high,
  l.best.source AS less_source,
  l.sources AS less_sources,
  l.outlets AS less_outlets,
  l.articles AS less_articles,
  l.articles_weighted AS less_articles_weighted,
  l.first_day AS less_first_day,
  l.best.sentence AS less_sentence,
  l.best.start_in_sentence AS less_start,
  l.best.outlet AS less_outlet,
  l.best.url AS less_url,
  l.best.figure_id AS less_figure_id,
  m.best.surface AS more_surface,
  m.best.value_low AS more_low,
  m.best.value_high AS more_high,
  m.best.source AS more_source,
  m.sources AS more_sources,
  m.outlets AS more_outlets,
  m.articles AS more_articles,
  m.articles_weighted AS more_articles_weighted,
  m.first_day AS more_first_day,
  m.best.sentence AS more_sentence,
  m.best.start_in_sentence AS more_start,
  m.best.outlet AS more_outlet,
  m.best.url AS more_url,
  m.best.figure_id AS more_figure_id,
  l.articles_weighted + m.articles_weighted AS weight
FROM held AS h
JOIN told AS l
  ON l.story_key = h.story_key AND l.kind = h.kind AND l.role = h.role AND l.less_number = h.less_number AND l.more_number = h.more_number AND l.side = 'less'
JOIN told AS m
  ON m.story_key = h.story_key AND m.kind = h.kind AND m.role = h.role AND m.less_number = h.less_number AND m.more_number = h.more_number AND m.side = 'more'
ORDER BY weight DESC, story, h.kind, counted_group, less_low, more_low, less_figure_id, more_figure_id
