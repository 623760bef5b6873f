-- title: Headlines against their texts
-- answers: Which headlines state a number with more certainty than the text below them, or one that the text does not have?
-- param outlet text = null: id or part of the name of an outlet; all without it
-- param kind text = null: killed, injured, money ...; all without it
-- param first date = 1990-01-01: first day of publication, UTC; articles without a date are left out
-- param last date = 2100-01-01: last day of publication, UTC
-- param copies boolean = false: true to list wire copies too
-- param rows integer = 100: rows at most
-- column published_day: day of publication, UTC
-- column outlet: who publishes
-- column finding: 'qualifier dropped' where every wording below is qualified and the headline's is not, 'other qualifier' where they differ otherwise, 'not in the text' where neither a number that fits nor the same words stand below
-- column kind: what is counted
-- column headline_number: the number in the headline
-- column text_number: the number as the text first has it, of that kind; NULL where it has none
-- column text_source: who is behind it there; NULL for the outlet's own voice
-- column text_sentence: the sentence
-- column headline: the headline
-- column url: the article
-- column weight: 0 for a wire copy
WITH asked AS (
  SELECT *
  FROM figures
  WHERE
    published_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
    AND stance = 'asserted'
    AND qualifier <> 'vague'
    AND (weight > 0 OR CAST($copies AS BOOLEAN))
    AND (
      CAST($outlet AS VARCHAR) IS NULL
      OR outlet_id = CAST($outlet AS VARCHAR)
      OR contains(lower(outlet), lower(CAST($outlet AS VARCHAR)))
    )
),
paired AS (
  SELECT
    h.figure_id,
    h.version_id,
    h.published_day,
    h.outlet,
    h.kind,
    h.surface,
    h.qualifier,
    h.title,
    h.url,
    h.weight,
    b.figure_id IS NOT NULL AS below,
    b.qualifier AS qualifier_below,
    b.start AS start_below,
    {'surface': b.surface, 'speaker': b.speaker, 'sentence': b.sentence} AS found,
    b.kind = h.kind AND b.unit IS NOT DISTINCT FROM h.unit AS alike,
    -- The intervals meet: an open end fits whatever the other names. Of another kind it must be the same number.
    coalesce(
      b.figure_id IS NOT NULL
      AND CASE
        WHEN b.kind = h.kind AND b.unit IS NOT DISTINCT FROM h.unit
          THEN coalesce(b.value_low, 0) <= coalesce(h.value_high, b.value_low, h.value_low) AND coalesce(b.value_high, h.value_low, 0) >= coalesce(h.value_low, 0)
        ELSE coalesce(b.value_low, b.value_high) = coalesce(h.value_low, h.value_high)
      END, false
    ) AS fits
  FROM asked AS h
  LEFT JOIN asked AS b
    ON b.version_id = h.version_id
    AND b.extractor_id = h.extractor_id
    AND NOT b.in_headline
  WHERE h.in_headline AND (CAST($kind AS VARCHAR) IS NULL OR h.kind = CAST($kind AS VARCHAR))
),
compared AS (
  SELECT
    any_value(version_id) AS version_id,
    any_value(published_day) AS published_day,
    any_value(outlet) AS outlet,
    any_value(kind) AS kind,
    any_value(surface) AS headline_number,
    any_value(qualifier) AS qualifier,
    any_value(title) AS headline,
    any_value(url) AS url,
    any_value(weight) AS weight,
    count(*) FILTER (WHERE fits) AS fitting,
    count(*) FILTER (WHERE fits AND qualifier_below = qualifier) AS same_qualifier,
    arg_min(found, (NOT fits, start_below)) FILTER (WHERE below AND (alike OR fits)) AS told
  FROM paired
  GROUP BY figure_id
)
SELECT
  compared.published_day,
  outlet,
  CASE WHEN fitting = 0 THEN 'not in the text' WHEN qualifier = 'exact' THEN 'qualifier dropped' ELSE 'other qualifier' END AS finding,
  kind,
  headline_number,
  told.surface AS text_number,
  told.speaker AS text_source,
  told.sentence AS text_sentence,
  headline,
  compared.url,
  weight
FROM compared
JOIN article_version AS v ON v.version_id = compared.version_id
WHERE
  -- What stands below in the same words was not left out, whatever was read in it.
  (fitting = 0 AND NOT contains(lower(substring(v.text, v.body_start + 1)), lower(headline_number)))
  OR (fitting > 0 AND same_qualifier = 0)
ORDER BY compared.published_day DESC, outlet, compared.url, headline_number
LIMIT CAST($rows AS BIGINT)
