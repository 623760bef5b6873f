-- title: Claims that contradict each other
-- answers: Which two claims of one story cannot both be true, and why are they held to speak of one thing?
-- grain: one row per pair of claims; a source's best four tellings of a number stand for all, claims of one `number` ('at least 80', '80') are never paired
-- kind: table
-- refresh: story
-- column story_key: the event, or the article where it belongs to none
-- column kind: what is counted
-- column less_claim_id: the claim of the lower number
-- column more_claim_id: the claim of the higher number
-- column days_apart: days between their publications; NULL where a date is missing
-- column words_shared: how many telling words both have around the number
-- column evidence: the words both have, 'lead' where both stand on top of their articles, 'passage' where one article sets them against each other
WITH able AS (
  SELECT c.* REPLACE (coalesce(c.value_low, 0) AS value_low), x.line, x.words, x.countries
  FROM claims AS c
  JOIN claim_context AS x ON x.claim_id = c.claim_id
),
lines AS (
  -- Numbers that one source, or one outlet in its own voice, has stated one after the other.
  SELECT DISTINCT story_key, kind, line, number FROM able WHERE number > 0 AND NOT source_unresolved
),
revised AS (
  SELECT DISTINCT a.story_key, a.kind, a.number AS less, b.number AS more
  FROM lines AS a
  JOIN lines AS b ON b.story_key = a.story_key AND b.kind = a.kind AND b.line = a.line AND b.number > a.number
),
together AS (
  -- Numbers that one sentence states side by side are of two things: '18 drones were fired, three of the craft missing their aim'.
  SELECT DISTINCT a.story_key, a.kind, a.number AS less, b.number AS more
  FROM able AS a
  JOIN able AS b ON b.version_id = a.version_id AND b.kind = a.kind AND b.sentence_start = a.sentence_start AND b.number > a.number
  WHERE a.number > 0 AND (a.line = b.line OR (a.source_key IS NULL) <> (b.source_key IS NULL))
),
runs AS (
  -- How long each number was printed.
  SELECT story_key, kind, number, min(published_at) AS first_at, max(published_at) AS last_at
  FROM able
  WHERE NOT is_recalled
  GROUP BY story_key, kind, number
),
telling AS (
  -- A source's best tellings of a number in one article stand for all; reprints are counted later.
  SELECT
    {
      'claim_id': claim_id, 'story_key': story_key, 'kind': kind, 'number': number, 'published_day': published_day, 'harm': harm, 'in_lead': in_lead,
      'counted_noun': counted_noun, 'counted_country': counted_country, 'counted_role': counted_role, 'countries': countries, 'place': place
    } AS claim,
    able.*
  FROM able
  WHERE NOT is_recalled AND weight > 0
  QUALIFY row_number() OVER (
    PARTITION BY story_key, kind, number, value_low, value_high, low_inclusive, high_inclusive, line, counted_country, counted_role
    ORDER BY in_lead DESC, implied, published_at NULLS LAST, claim_id
  ) <= 4
),
pairs AS (
  SELECT
    l.claim AS less,
    m.claim AS more,
    l.article_id = m.article_id AS in_one_article,
    abs(date_diff('day', l.published_day, m.published_day)) AS days_apart,
    -- That both count soldiers says nothing of where they fell.
    list_filter(list_sort(list_intersect(l.words, m.words)), lambda word: NOT l.harm OR word NOT IN (l.counted_noun, m.counted_noun)) AS shared,
    l.number = 0 AS none,
    -- One article that sets two sources against each other, in neighbouring sentences and with a word that says so.
    CASE
      WHEN l.article_id = m.article_id AND abs(l.sentence_start + l.start_in_sentence - m.sentence_start - m.start_in_sentence) < 500
        THEN regexp_matches(
          CASE WHEN l.sentence_start > m.sentence_start THEN l.sentence ELSE m.sentence END,
          '\b(but|however|while|although|though|others?|contrast|disput\w+|den(y|ied|ies)|closer to|instead|rather|contradict\w+|differ\w*|conflict\w+|meanwhile|insist\w*)\b', 'i'
        )
      ELSE false
    END AS in_passage
  FROM telling AS l
  JOIN telling AS m
    ON l.story_key = m.story_key
    AND l.kind = m.kind
    AND l.unit = m.unit
    AND l.number < m.number
    -- The intervals share no value.
    AND (l.value_high < m.value_low OR (l.value_high = m.value_low AND NOT (l.high_inclusive AND m.low_inclusive)))
    AND l.line <> m.line
    AND l.version_id || coalesce(l.source_key, '') <> m.version_id || coalesce(m.source_key, '')
    -- An outlet's own voice and its source are two in one article or in two outlets, not in an outlet's older and newer article.
    AND (l.article_id = m.article_id OR l.voice_id <> m.voice_id OR (l.source_key IS NOT NULL AND m.source_key IS NOT NULL))
    AND coalesce(l.period_from <= m.period_to, true)
    AND coalesce(m.period_from <= l.period_to, true)
    -- Of two running totals both count from one day, where both say which; a day's lower count is a part of a total that had begun before.
    AND coalesce(l.since_from <= m.since_to, true)
    AND coalesce(m.since_from <= l.since_to, true)
    AND NOT coalesce(l.is_spell AND l.period_from > m.begun_by, false)
    AND (l.harm OR l.counted_noun = m.counted_noun)
    -- One time, where both say which; told within two days, unless in one article.
    AND (l.article_id = m.article_id OR coalesce(abs(date_diff('day', l.published_day, m.published_day)) <= 2, true))
    -- More than ten times as many are another thing, and so are one to three of a kind unless the same is counted.
    AND (l.number = 0 OR (m.number <= 10 * l.number AND (l.number > 3 OR m.number <= 3 OR l.counted_noun = m.counted_noun)))
),
judged AS (
  SELECT
    *,
    CASE
      WHEN in_passage THEN 'passage'
      WHEN len(shared) > 0 THEN array_to_string(shared, ', ')
      ELSE 'lead'
    END AS evidence
  FROM pairs
  WHERE
    -- One event: words in common that few other stories have, or both on top, or set against each other. Without dates more is asked.
    CASE
      WHEN in_one_article THEN in_passage
      WHEN less.published_day IS NULL OR more.published_day IS NULL THEN len(shared) >= 2
      ELSE days_apart <= 2 AND (len(shared) >= 1 OR (less.in_lead AND more.in_lead))
    END
    -- One group. Who is not named may be meant only where nobody at all was harmed, or where both are the toll on top of the text.
    AND CASE
      WHEN NOT less.harm THEN less.counted_country = more.counted_country
      WHEN less.counted_country = more.counted_country AND less.counted_role = more.counted_role THEN true
      WHEN none
        -- Of soldiers without a nationality 'no American' is taken to speak.
        THEN less.counted_role IN ('', more.counted_role)
          AND (less.counted_country IN ('', more.counted_country) OR (more.counted_country = '' AND more.counted_role = 'soldiers'))
      ELSE less.counted_role IN ('', more.counted_role) AND less.counted_country IN ('', more.counted_country) AND less.in_lead AND more.in_lead
    END
    -- One place, where both say which.
    AND CASE
      WHEN len(less.countries) = 0 OR len(more.countries) = 0 THEN true
      -- Without dates no country may stand against another, even where a third is in both.
      WHEN less.published_day IS NULL OR more.published_day IS NULL
        THEN list_has_all(less.countries, more.countries) OR list_has_all(more.countries, less.countries)
      ELSE list_has_any(less.countries, more.countries)
    END
    AND (
      none
      OR less.place IS NULL
      OR more.place IS NULL
      OR contains(less.place, more.place)
      OR contains(more.place, less.place)
      OR list_has_any(string_split(less.place, ' '), string_split(more.place, ' '))
    )
),
standing AS (
  SELECT j.*
  FROM judged AS j
  JOIN runs AS a ON a.story_key = j.less.story_key AND a.kind = j.less.kind AND a.number = j.less.number
  JOIN runs AS b ON b.story_key = j.more.story_key AND b.kind = j.more.kind AND b.number = j.more.number
  WHERE
    -- A toll that grew: the lower number was not printed any more when the higher one came.
    (j.in_passage OR coalesce(a.last_at >= b.first_at, true))
    AND NOT EXISTS (
      FROM together AS r WHERE r.story_key = j.less.story_key AND r.kind = j.less.kind AND r.less = j.less.number AND r.more = j.more.number
    )
    AND NOT EXISTS (
      FROM revised AS r WHERE r.story_key = j.less.story_key AND r.kind = j.less.kind AND r.less = j.less.number AND r.more = j.more.number
    )
)
SELECT
  s.less.story_key AS story_key,
  s.less.kind AS kind,
  s.less.claim_id AS less_claim_id,
  s.more.claim_id AS more_claim_id,
  s.days_apart,
  len(s.shared) AS words_shared,
  s.evidence
FROM standing AS s
