-- title: Claims
-- answers: Which figures may be compared with which: asserted, normalised, with whoever is behind them?
-- grain: one row per asserted figure of any version of a shown article, and one more for each kind that "no casualties" implies
-- kind: table
-- refresh: story
-- depends: FROM state_voice ORDER BY ALL
-- again source_words: SELECT story_key FROM claims WHERE said_words IN (FROM changed)
-- column claim_id: the figure and the kind it is taken for
-- column figure_id: the figure
-- column version_id: the version that prints it
-- column article_id: the article that prints it
-- column is_current: whether that version is the article's current one
-- column seen_at: when a look first showed that version, UTC
-- column said_at: when the version was published: the article's time for its first version, the stated change or the first look for later ones, UTC; NULL without a date
-- column outlet_id: who publishes the article
-- column outlet: the outlet's name
-- column voice_id: whose words the article is: the source outlet of a copy, otherwise the outlet itself
-- column url: the article's address
-- column published_at: publication time, UTC
-- column published_day: publication day, UTC
-- column story_key: the event, or the article where it belongs to none
-- column story_id: the event
-- column story: the event's label, or the headline where there is none
-- column kind: what is counted
-- column harm: whether people harmed are counted
-- column unit: currency, percent ...; empty for counts
-- column counted_key: whom or what the number counts, for comparing: the normalised group of people harmed, else the words; empty for people in general and where unstated
-- column counted_country: of people harmed the nationality, ISO 3166 alpha-2; empty where unstated
-- column counted_role: of people harmed what they are (soldiers, civilians, children); for things the same as `counted_key`; empty where unstated
-- column is_part: the words make it a part of a greater number: 'three of them children', 'of the 50, 31', '25 of 31 deaths'
-- column is_more: the words make it an addition to others: 'four more people', 'three other Americans', '196 new deaths'
-- column is_recalled: the words call it an earlier claim: 'had first said', 'initially'
-- column is_supposed: the words around it suppose or foretell: 'could', 'if', 'would'
-- column value_low: least value
-- column value_high: greatest value; NULL where open
-- column low_inclusive: whether the least value belongs to it
-- column high_inclusive: whether the greatest value belongs to it
-- column number: the number the words name: 80 for 'at least 80', 'over 80' and '80'
-- column qualifier: exact, none, at_least ...
-- column surface: the number's own words
-- column period_from: first day of the time it speaks of, or of a time long past that its sentence names
-- column period_to: last day of that time
-- column is_background: it speaks of a time that ended more than a month before publication, or of years: 'over the decades', 'responsible for the deaths of'
-- column cumulative: whether it is a running total
-- column since_from: first day from which a running total may count; NULL where its words do not say since when
-- column since_to: last such day: a tenth of the time, or a week, is allowed for 'two years ago'
-- column is_spell: whether it counts a stated time and is no running total: 'killed 13 on Friday'
-- column begun_by: by which day its counting had begun, unless it counts a spell: `since_to`, or the day of the first number of this kind in the story
-- column source_key: who is behind it, for comparing: the entity, or the words in lower case; for a headline's number that the text puts to somebody, that source; NULL for the outlet's own voice
-- column source: who is behind it, for people; NULL for the outlet's own voice
-- column source_unresolved: whether somebody is behind it who is not known: 'he', 'who'; then `source_key` and `source` say so
-- column said_words: the words for the source where no attribution resolves them, in lower case; NULL where one does or there are none
-- column in_headline: whether it stands in the headline
-- column sentence_start: where its sentence begins
-- column in_lead: whether it stands in the headline or in the first 400 characters below it
-- column counted_noun: the last word counted, in lower case and without the s of the plural; empty where unstated
-- column place: the words for where, in lower case; NULL where unstated
-- column sentence: the sentence
-- column start_in_sentence: where `surface` begins in it
-- column implied: whether the kind is implied by "no casualties" and not said
-- column weight: the article's weight
WITH seen AS (
  SELECT
    version_id,
    min(fetched_at) AS seen_at,
    min(fetched_at) = min(min(fetched_at)) OVER (PARTITION BY article_id) AS is_first
  FROM capture
  WHERE version_id IS NOT NULL
  GROUP BY version_id, article_id
),
spoken AS (
  -- Where a figure names no time of its own, its sentence may: 'shot down in 1988, killing 290'.
  SELECT f.figure_id, min(d.value_start) AS spoken_from, max(d.value_end) AS spoken_to
  FROM figure AS f
  JOIN date_mention AS d
    ON d.version_id = f.version_id
    AND d.extractor_id = f.extractor_id
    AND d.start >= f.sentence_start
    AND d.start < f.sentence_end
    AND d.form = 'absolute'
    AND d.value_end IS NOT NULL
  WHERE f.period_from IS NULL AND f.period_to IS NULL
  GROUP BY f.figure_id
),
kinds AS (
  -- 'No casualties' says that nobody was killed and nobody injured.
  SELECT kind, kind AS taken_as, false AS implied FROM (SELECT DISTINCT kind FROM figure)
  UNION ALL
  SELECT 'casualties', 'killed', true
  UNION ALL
  SELECT 'casualties', 'injured', true
),
cut AS (
  -- The text is long: it is cut once.
  SELECT
    *,
    substring(sentence, 1, start - sentence_start) AS before,
    substring(sentence, "end" - sentence_start + 1, 60) AS after,
    regexp_replace(trim(source), '^(the|an|a) ', '', 'i') AS source_words
  FROM (
    SELECT f.*, v.body_start, v.modified_at, v.article_id, substring(v.text, f.sentence_start + 1, f.sentence_end - f.sentence_start) AS sentence
    FROM figure AS f
    JOIN version_reading AS r ON r.version_id = f.version_id AND r.extractor_id = f.extractor_id
    JOIN article_version AS v ON v.version_id = f.version_id
    WHERE f.stance = 'asserted' AND (f.value_low IS NOT NULL OR f.value_high IS NOT NULL)
  )
),
stated AS (
  SELECT
    f.figure_id || ':' || k.taken_as AS claim_id,
    f.figure_id,
    f.version_id,
    a.article_id,
    f.version_id = a.current_version_id AS is_current,
    coalesce(s.seen_at, a.first_fetched_at) AS seen_at,
    CASE
      WHEN a.published_at IS NULL OR coalesce(s.is_first, true) THEN a.published_at
      ELSE greatest(coalesce(f.modified_at, s.seen_at), a.published_at)
    END AS said_at,
    a.outlet_id,
    a.outlet,
    CASE WHEN a.syndication_role = 'copy' THEN coalesce(a.source_outlet_id, a.outlet_id) ELSE a.outlet_id END AS voice_id,
    a.url,
    a.published_at,
    a.published_day,
    coalesce(a.story_id, a.article_id) AS story_key,
    a.story_id,
    coalesce(a.story, a.title) AS story,
    k.taken_as AS kind,
    k.taken_as IN ('killed', 'injured', 'missing', 'displaced', 'detained', 'hostage', 'casualties') AS harm,
    coalesce(f.unit, '') AS unit,
    coalesce(
      CASE
        WHEN k.taken_as IN ('killed', 'injured', 'missing', 'displaced', 'detained', 'hostage', 'casualties')
          THEN nullif(f.counted_group, 'people')
        ELSE coalesce(nullif(f.counted_group, 'people'), lower(f.counted))
      END, ''
    ) AS counted_key,
    regexp_extract(coalesce(f.counted_group, ''), '^([A-Z]{2})(:|$)', 1) AS counted_country,
    -- Iran's word for American soldiers is 'terrorists': of Americans both are one group.
    CASE
      WHEN f.counted_group = 'US:militants' THEN 'soldiers'
      ELSE regexp_replace(coalesce(nullif(f.counted_group, 'people'), ''), '^[A-Z]{2}(:|$)', '')
    END AS group_role,
    -- 'three of them', '25 of 31 deaths', 'four of the missiles' | 'including 27', 'of the dead, 9' | '11 associated with a nursing home'
    regexp_matches(f.after, '^( [[:alpha:]]{1,12}){0,2} of (whom|them|those)\b', 'i')
      OR (f.qualifier NOT IN ('vague', 'none') AND regexp_matches(f.after, '^ (out )?of (the |its |his |her |their |our |these |those )?([0-9]|[[:alpha:]-]{2,15}\b)', 'i'))
      OR regexp_matches(f.after, '^( [[:alpha:]-]{1,15}){0,2},? (were|was|are|is) among\b', 'i')
      OR regexp_matches(f.after, '^( [[:alpha:]-]{1,15}){1,2} (associated|connected|linked) (with|to)\b', 'i')
      OR regexp_matches(
        f.before,
        '(\b(including|of which|among (which|whom|them)|of (the|those) [[:alnum:],-]{1,12}( [[:alpha:]]{1,12}){0,2},?) )$', 'i'
      ) AS is_part,
    regexp_matches(f.after, '^ (more|other|another|additional|new|further|fresh)\b', 'i')
      OR (k.taken_as <> 'injured' AND regexp_matches(f.after, '^ others\b', 'i'))
      OR regexp_matches(
        f.before, '\b(another|additional|more|other|new|further|remaining|extra|the next|in addition to|apart from|besides) $', 'i'
      ) AS is_more,
    regexp_matches(
      right(f.before, 160),
      '\b(had (first |at first |initially |earlier |originally |already |previously )?(said|told|put|given|reported|claimed|announced|insisted|denied|stated)|first (said|claim|claimed|put|reported|announced)|initial(ly)?|originally|at first|previous(ly)?|earlier|formerly|on the (morning|day|night) (of|after)|the (morning|day) after|started with|rose from|risen from|up from|down from)\b', 'i'
    ) OR regexp_matches(right(f.before, 5), 'from $', 'i') AS is_recalled,
    regexp_matches(
      right(f.before, 90),
      '\b(could|would|might|may have|may be|if|unless|had there been|predict(s|ed|ion)?|forecast|fear(s|ed)?|plot(ted|ting)?|prefer|imagine|suppose)\b', 'i'
    ) AS is_supposed,
    f.value_low,
    f.value_high,
    f.low_inclusive,
    f.high_inclusive,
    round(
      CASE
        WHEN f.qualifier IN ('fewer_than', 'up_to', 'nearly') THEN f.value_high
        WHEN f.qualifier = 'about' THEN (f.value_low + f.value_high) / 2
        ELSE coalesce(f.value_low, 0)
      END, 2
    ) AS number,
    f.qualifier,
    f.surface,
    coalesce(f.period_from, CASE WHEN d.spoken_to < a.published_day - 31 THEN d.spoken_from END) AS period_from,
    coalesce(f.period_to, CASE WHEN d.spoken_to < a.published_day - 31 THEN d.spoken_to END) AS period_to,
    coalesce(coalesce(f.period_to, d.spoken_to) < a.published_day - 31, false)
      OR regexp_matches(right(f.before, 120), '\b((responsible|blamed)\b.{0,40}\bfor|(over|through|for|in) (the )?(past |last )?(many )?(years|decades)|since [12][0-9]{3})\b', 'i')
      AS is_background,
    f.cumulative,
    -- Of one day it says as of when.
    CASE WHEN f.cumulative AND f.period_from < f.period_to THEN f.period_from END AS since_from,
    -- A time that does not reach up to now holds the beginning: 'the protests that erupted last month'.
    CASE
      WHEN f.cumulative AND f.period_from < f.period_to
        THEN greatest(CASE WHEN f.period_to < a.published_day THEN f.period_to END, f.period_from + greatest(7, (f.period_to - f.period_from) // 10)::INTEGER)
    END AS since_to,
    NOT f.cumulative AND f.period_from IS NOT NULL AS is_spell,
    CASE
      WHEN coalesce(t.unresolved, false) THEN 'somebody in ' || f.version_id
      ELSE coalesce(t.source_key, n.source_key, lower(f.source_words))
    END AS source_key,
    CASE WHEN coalesce(t.unresolved, false) THEN 'somebody not identified (' || f.source || ')' ELSE coalesce(t.source, n.source, f.source) END AS source,
    coalesce(t.unresolved, false) AS source_unresolved,
    CASE WHEN NOT coalesce(t.unresolved, false) AND t.source_key IS NULL THEN lower(f.source_words) END AS said_words,
    f.in_headline,
    f.in_headline OR f.start < f.body_start + 400 AS in_lead,
    coalesce(regexp_replace(lower(regexp_extract(f.counted, '([[:alpha:]''-]+)[^[:alpha:]]*$', 1)), '([^s])s$', '\1'), '') AS counted_noun,
    lower(f.place) AS place,
    f.sentence_start,
    f.sentence,
    f.start - f.sentence_start AS start_in_sentence,
    k.implied,
    a.weight,
    f.start
  FROM cut AS f
  JOIN kinds AS k ON k.kind = f.kind AND (NOT k.implied OR (f.value_low = 0 AND f.value_high = 0))
  JOIN articles AS a ON a.article_id = f.article_id
  LEFT JOIN seen AS s ON s.version_id = f.version_id
  LEFT JOIN spoken AS d ON d.figure_id = f.figure_id
  LEFT JOIN cited AS t
    ON t.attribution_id = f.attribution_id AND t.version_id = f.version_id AND t.extractor_id = f.extractor_id
  -- A source whose words stand beside no attribution is whom these words mean elsewhere.
  LEFT JOIN source_words AS n ON n.words = lower(f.source_words)
),
vouched AS (
  -- A headline leaves the source to the text below it.
  SELECT version_id, kind, unit, value_low, arg_min(source_key, start) AS source_key, arg_min(source, start) AS source
  FROM stated
  WHERE source_key IS NOT NULL
  GROUP BY version_id, kind, unit, value_low
)
SELECT
  s.* EXCLUDE (start, group_role) REPLACE (
    coalesce(s.source_key, CASE WHEN s.in_headline THEN v.source_key END) AS source_key,
    coalesce(s.source, CASE WHEN s.in_headline THEN v.source END) AS source
  ),
  CASE WHEN s.harm THEN s.group_role ELSE s.counted_key END AS counted_role,
  CASE
    WHEN NOT s.is_spell
      THEN coalesce(
        s.since_to,
        min(CAST(s.said_at AS DATE)) FILTER (WHERE NOT s.is_spell AND NOT s.is_background AND s.number > 0)
          OVER (PARTITION BY s.story_key, s.kind, s.unit)
      )
  END AS begun_by
FROM stated AS s
LEFT JOIN vouched AS v ON v.version_id = s.version_id AND v.kind = s.kind AND v.unit = s.unit AND v.value_low = s.value_low
ORDER BY s.published_at, s.article_id, s.version_id, s.start, s.kind
