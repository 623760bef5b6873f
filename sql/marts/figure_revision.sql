-- title: How figures were revised
-- answers: From which value to which did a figure move, within an article, an outlet, a source's statements or a story, and when?
-- grain: one row per step from one value to another in a line: scope, what it is of, kind, counted group and unit
-- kind: table
-- refresh: story
-- column scope: article (versions of one article), outlet (its articles on one story, all versions), source (its statements in one story) or story (most printed value of each day on top of articles; numbers that rivals state stand in figure_disagreement)
-- column scope_id: the article, outlet, source or story the line is of
-- column scope_name: the same for people
-- column story_key: the event, or the article where it belongs to none
-- column story_id: the event; NULL for an article that belongs to none
-- column story: the event's label, or the headline
-- column kind: what is counted
-- column counted_group: whom or what, as the most precise of those claims says that state the same numbers; empty for people in general
-- column unit: currency, percent ...; empty for counts
-- column step: 1 for the first change in the line
-- column direction: up, down, or reworded where the intervals overlap
-- column from_surface: the number's own words before
-- column from_low: least value before
-- column from_high: greatest value before
-- column from_at: when it was printed; for versions, when it was first seen; UTC
-- column from_source: who was behind it; NULL for the outlet's own voice
-- column from_outlet: who printed it
-- column from_sentence: the sentence
-- column from_start: where the number begins in it
-- column from_url: the article
-- column from_figure_id: the figure
-- column to_surface: the number's own words after
-- column to_low: least value after
-- column to_high: greatest value after
-- column to_at: when it was printed, or first seen; UTC
-- column to_source: who is behind it; NULL for the outlet's own voice
-- column to_outlet: who printed it
-- column to_sentence: the sentence
-- column to_start: where the number begins in it
-- column to_url: the article
-- column to_figure_id: the figure
WITH able AS (
  SELECT *, counted_country || ':' || counted_role AS counted_as
  FROM claims
  WHERE
    (harm OR counted_role <> '')
    AND kind <> 'other_count'
    AND NOT (is_background OR is_part OR is_more OR is_recalled OR is_supposed)
    AND lower(surface) NOT IN ('a', 'an')
    AND (number > 0 OR in_lead)
),
alike AS (
  -- Claims that name their group less closely belong to the group that states the same numbers: '34', '34 troops' and '34 American troops'.
  SELECT
    l.story_key,
    l.kind,
    l.unit,
    l.counted_as,
    arg_max(m.counted_as, ((m.counted_country <> '')::INT + (m.counted_role <> '')::INT, m.weight, m.counted_as)) AS joined
  FROM able AS l
  JOIN able AS m
    ON m.story_key = l.story_key
    AND m.kind = l.kind
    AND m.unit = l.unit
    AND m.number = l.number
    AND l.counted_country IN ('', m.counted_country)
    AND l.counted_role IN ('', m.counted_role)
  WHERE l.harm AND l.number > 3
  GROUP BY l.story_key, l.kind, l.unit, l.counted_as
),
exact AS (
  SELECT version_id, kind, unit, number FROM able WHERE qualifier = 'exact' AND number > 0 GROUP BY ALL
),
comparable AS (
  SELECT
    a.* EXCLUDE (counted_as),
    CASE WHEN a.harm THEN trim(coalesce(j.joined, a.counted_as), ':') ELSE a.counted_role END AS line_group,
    row_number() OVER (
      -- What a text says first of a thing is its news ('rose from 34 to 50': the greater).
      PARTITION BY a.version_id, a.kind, a.unit, CASE WHEN a.harm THEN trim(coalesce(j.joined, a.counted_as), ':') ELSE a.counted_role END
      ORDER BY a.implied, a.sentence_start, a.value_low DESC, a.claim_id
    ) AS rank
  FROM able AS a
  LEFT JOIN alike AS j ON j.story_key = a.story_key AND j.kind = a.kind AND j.unit = a.unit AND j.counted_as = a.counted_as
  -- A headline's 'more than 100' is the text's '109'.
  WHERE NOT EXISTS (
    FROM exact AS e
    WHERE
      a.qualifier IN ('more_than', 'about', 'nearly', 'vague')
      AND e.version_id = a.version_id
      AND e.kind = a.kind
      AND e.unit = a.unit
      AND e.number BETWEEN a.value_low AND least(coalesce(a.value_high, 'infinity'::DOUBLE), 1.25 * a.number)
  )
),
rivals AS (
  -- Numbers that stand against each other do not follow each other.
  SELECT story_id, kind, less_low AS low FROM figure_disagreement WHERE less_high > 0
  UNION
  SELECT story_id, kind, more_low FROM figure_disagreement WHERE less_high > 0
),
daily AS (
  SELECT
    *,
    CAST(said_at AS DATE) AS said_day,
    sum(weight) OVER (PARTITION BY story_key, kind, unit, line_group, CAST(said_at AS DATE), number) AS weight_of_value,
    sum(weight) OVER (PARTITION BY story_key, source_key, kind, unit, line_group, CAST(said_at AS DATE), number) AS weight_in_source
  FROM comparable
  WHERE harm AND said_at IS NOT NULL AND weight > 0 AND number > 0
),
points AS (
  SELECT 'article' AS scope, article_id AS scope_id, outlet || ': ' || coalesce(story, '') AS scope_name, seen_at AS printed_at, c.* EXCLUDE (rank)
  FROM comparable AS c
  WHERE rank = 1
  UNION ALL
  -- Across articles only people harmed are followed: of sums, shares and things each article has others in mind.
  SELECT 'outlet', outlet_id, outlet, said_at, c.* EXCLUDE (rank)
  FROM comparable AS c
  WHERE rank = 1 AND harm AND said_at IS NOT NULL AND number > 0
  UNION ALL
  SELECT 'source', source_key, source, said_at, d.* EXCLUDE (rank, said_day, weight_of_value, weight_in_source)
  FROM daily AS d
  WHERE source_key IS NOT NULL AND NOT source_unresolved
  QUALIFY row_number() OVER (
    PARTITION BY story_key, source_key, kind, unit, line_group, said_day
    ORDER BY weight_in_source DESC, value_low DESC, said_at, claim_id
  ) = 1
  UNION ALL
  SELECT 'story', story_key, story, said_at, d.* EXCLUDE (rank, said_day, weight_of_value, weight_in_source)
  FROM daily AS d
  WHERE
    rank = 1
    AND in_lead
    AND NOT EXISTS (FROM rivals AS r WHERE r.story_id = d.story_id AND r.kind = d.kind AND r.low = d.value_low)
  QUALIFY row_number() OVER (
    PARTITION BY story_key, kind, unit, line_group, said_day
    ORDER BY weight_of_value DESC, value_low DESC, said_at, claim_id
  ) = 1
),
firsts AS (
  -- A number the line has left already is an old one printed late; only the versions of one article may go back and forth.
  SELECT *
  FROM points
  QUALIFY scope = 'article' OR row_number() OVER (
    PARTITION BY scope, scope_id, story_key, kind, unit, line_group, number
    ORDER BY printed_at, version_id, claim_id
  ) = 1
),
steps AS (
  SELECT
    *,
    lag(surface) OVER line AS from_surface,
    lag(value_low) OVER line AS from_low,
    lag(value_high) OVER line AS from_high,
    lag(printed_at) OVER line AS from_at,
    lag(source) OVER line AS from_source,
    lag(outlet) OVER line AS from_outlet,
    lag(sentence) OVER line AS from_sentence,
    lag(start_in_sentence) OVER line AS from_start,
    lag(url) OVER line AS from_url,
    lag(figure_id) OVER line AS from_figure_id
  FROM firsts
  WINDOW line AS (PARTITION BY scope, scope_id, story_key, kind, unit, line_group ORDER BY printed_at, version_id, claim_id)
)
SELECT
  scope,
  scope_id,
  scope_name,
  story_key,
  story_id,
  story,
  kind,
  line_group AS counted_group,
  unit,
  row_number() OVER (PARTITION BY scope, scope_id, story_key, kind, unit, line_group ORDER BY printed_at, version_id, claim_id) AS step,
  CASE
    WHEN value_low > coalesce(from_high, 'infinity'::DOUBLE) THEN 'up'
    WHEN coalesce(value_high, 'infinity'::DOUBLE) < from_low THEN 'down'
    WHEN value_low > from_low AND coalesce(value_high, 'infinity'::DOUBLE) >= coalesce(from_high, 'infinity'::DOUBLE) THEN 'up'
    WHEN value_low < from_low AND coalesce(value_high, 'infinity'::DOUBLE) <= coalesce(from_high, 'infinity'::DOUBLE) THEN 'down'
    ELSE 'reworded'
  END AS direction,
  from_surface,
  from_low,
  from_high,
  from_at,
  from_source,
  from_outlet,
  from_sentence,
  from_start,
  from_url,
  from_figure_id,
  surface AS to_surface,
  value_low AS to_low,
  value_high AS to_high,
  printed_at AS to_at,
  source AS to_source,
  outlet AS to_outlet,
  sentence AS to_sentence,
  start_in_sentence AS to_start,
  url AS to_url,
  figure_id AS to_figure_id
FROM steps
WHERE from_figure_id IS NOT NULL AND (value_low, value_high) IS DISTINCT FROM (from_low, from_high)
  -- More than ten times as many are another thing.
  AND (scope = 'article' OR greatest(value_low, from_low) <= 10 * least(value_low, from_low))
ORDER BY story, kind, counted_group, scope, scope_id, step
