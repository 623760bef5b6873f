-- title: How figures were revised
-- answers: From which value to which did a figure move, within an article, an outlet, a source's statements or a story, and when?
-- grain: one row per step from one value to another in a line: scope, what it is of, kind, counted group and unit; words that hold what was known are no step: 'dozens' after 'at least 45'
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
-- column direction: up, down, or narrowed where the number lies within what was known: 45 after 'dozens', 52 after 'about 50'
-- column from_surface: the number's own words before
-- column from_words: all words that the line had for it until the step, in order: 'at least 45', 'dozens'
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
since AS (
  -- From when most running totals of the story count.
  SELECT story_key, kind, unit, arg_max({'since_from': since_from, 'since_to': since_to}, (weight, since_from)) AS main
  FROM (
    SELECT story_key, kind, unit, since_from, max(since_to) AS since_to, sum(weight) AS weight FROM able WHERE since_from IS NOT NULL GROUP BY ALL
  )
  GROUP BY ALL
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
  FROM (
    SELECT
      *,
      max(number) FILTER (WHERE NOT is_spell) OVER total AS greatest_total,
      min(begun_by) OVER total AS total_begun_by
    FROM able
    WINDOW total AS (PARTITION BY story_key, kind, unit)
  ) AS a
  LEFT JOIN since AS t ON t.story_key = a.story_key AND t.kind = a.kind AND t.unit = a.unit
  LEFT JOIN alike AS j ON j.story_key = a.story_key AND j.kind = a.kind AND j.unit = a.unit AND j.counted_as = a.counted_as
  WHERE
    -- A day's count is no later state of a total that had begun before, nor is a total since another day.
    NOT coalesce(a.is_spell AND a.period_from > a.total_begun_by AND a.number < a.greatest_total, false)
    AND coalesce(a.since_from <= t.main.since_to AND t.main.since_from <= a.since_to, true)
    -- A headline's 'more than 100' is the text's '109'.
    AND NOT EXISTS (
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
bounds AS (
  SELECT
    *,
    {
      'claim_id': claim_id, 'surface': surface, 'low': value_low, 'high': coalesce(value_high, 'infinity'::DOUBLE),
      'low_inclusive': low_inclusive, 'high_inclusive': high_inclusive, 'vague': qualifier = 'vague'
    } AS bound
  FROM firsts
),
-- Lines in which a number holds the one before; in the others every number is a step.
loose AS (
  SELECT DISTINCT scope, scope_id, story_key, kind, unit, line_group
  FROM (
    SELECT
      scope,
      scope_id,
      story_key,
      kind,
      unit,
      line_group,
      bound,
      lag(bound) OVER (PARTITION BY scope, scope_id, story_key, kind, unit, line_group ORDER BY printed_at, version_id, claim_id) AS before
    FROM bounds
  )
  WHERE bound.low <= before.high AND bound.high >= before.low AND (bound.vague OR (bound.low <= before.low AND bound.high >= before.high))
),
numbers AS (
  SELECT
    scope,
    scope_id,
    story_key,
    kind,
    unit,
    line_group,
    -- One list a number, with all words for it: what holds the number before says nothing new, and a vague word says it where it only touches it.
    unnest(
      list_reduce(
        list([[bound]] ORDER BY printed_at, version_id, claim_id),
        lambda kept, next:
          CASE
            WHEN
              (
                (next[1][1].low < kept[-1][1].low OR (next[1][1].low = kept[-1][1].low AND (next[1][1].low_inclusive OR NOT kept[-1][1].low_inclusive)))
                AND (
                  next[1][1].high > kept[-1][1].high
                  OR (next[1][1].high = kept[-1][1].high AND (next[1][1].high_inclusive OR NOT kept[-1][1].high_inclusive))
                )
              )
              OR (next[1][1].vague AND next[1][1].low <= kept[-1][1].high AND next[1][1].high >= kept[-1][1].low)
              THEN list_concat(kept[:-2], [list_concat(kept[-1], next[1])])
            ELSE list_concat(kept, next)
          END
      )
    ) AS worded
  FROM bounds
  SEMI JOIN loose USING (scope, scope_id, story_key, kind, unit, line_group)
  GROUP BY ALL
),
again AS (
  SELECT scope, scope_id, story_key, kind, unit, line_group, unnest(worded[2:]).claim_id AS claim_id FROM numbers
),
kept AS (
  SELECT f.*, coalesce(n.words, [f.surface]) AS words
  FROM firsts AS f
  ANTI JOIN again AS a
    ON a.scope = f.scope AND a.scope_id = f.scope_id AND a.story_key = f.story_key AND a.kind = f.kind AND a.unit = f.unit
    AND a.line_group = f.line_group AND a.claim_id = f.claim_id
  LEFT JOIN (
    SELECT scope, scope_id, story_key, kind, unit, line_group, worded[1].claim_id AS claim_id, list_transform(worded, lambda said: said.surface) AS words
    FROM numbers
    WHERE len(worded) > 1
  ) AS n
    ON n.scope = f.scope AND n.scope_id = f.scope_id AND n.story_key = f.story_key AND n.kind = f.kind AND n.unit = f.unit
    AND n.line_group = f.line_group AND n.claim_id = f.claim_id
),
steps AS (
  SELECT
    *,
    lag(surface) OVER line AS from_surface,
    lag(words) OVER line AS from_words,
    lag(number) OVER line AS from_number,
    lag(qualifier) OVER line AS from_qualifier,
    lag(value_low) OVER line AS from_low,
    lag(value_high) OVER line AS from_high,
    lag(printed_at) OVER line AS from_at,
    lag(source) OVER line AS from_source,
    lag(outlet) OVER line AS from_outlet,
    lag(sentence) OVER line AS from_sentence,
    lag(start_in_sentence) OVER line AS from_start,
    lag(url) OVER line AS from_url,
    lag(figure_id) OVER line AS from_figure_id
  FROM kept
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
    WHEN number = from_number OR from_qualifier = 'vague' THEN 'narrowed'
    -- 'At least 10' was what was known: 16 are more.
    WHEN value_low > from_low AND (from_high IS NULL OR value_high IS NULL OR value_high >= from_high) THEN 'up'
    WHEN value_low < from_low AND coalesce(value_high, 'infinity'::DOUBLE) <= coalesce(from_high, 'infinity'::DOUBLE) THEN 'down'
    ELSE 'narrowed'
  END AS direction,
  from_surface,
  from_words,
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
WHERE from_figure_id IS NOT NULL
  -- More than ten times as many are another thing.
  AND (scope = 'article' OR greatest(value_low, from_low) <= 10 * least(value_low, from_low))
ORDER BY story, kind, counted_group, scope, scope_id, step
