-- title: Who is the source of a figure
-- answers: On whose word does a number stand, who printed it, and in which sentence?
-- param number text: words of the number or of its sentence, such as 80 or brain injuries
-- param kind text = null: killed, injured, money ...; all without it
-- param rows integer = 50: rows at most
-- column published_day: day of publication, UTC; NULL where the article has no date
-- column outlet: who printed it
-- column figure: the number as printed
-- column kind: what is counted
-- column counted: the words for whom or what
-- column source: who says so; NULL for the outlet's own voice
-- column source_class: government, military, state_media ...
-- column anonymous: whether the source is unnamed
-- column told_through: the source that passed it on, where it came by another
-- column stance: asserted, denied or hypothetical
-- column sentence: the sentence
-- column url: the article
-- column weight: 0 for a wire copy
SELECT
  f.published_day,
  f.outlet,
  f.surface AS figure,
  f.kind,
  f.counted,
  f.speaker AS source,
  f.source_class,
  f.anonymous,
  p.source AS told_through,
  f.stance,
  f.sentence,
  f.url,
  f.weight
FROM figures AS f
LEFT JOIN attributions AS t ON t.attribution_id = f.attribution_id AND t.version_id = f.version_id
LEFT JOIN attributions AS p ON p.attribution_id = t.parent_id AND p.version_id = f.version_id
WHERE
  contains(lower(f.surface || ' ' || f.sentence), lower(CAST($number AS VARCHAR)))
  AND (CAST($kind AS VARCHAR) IS NULL OR f.kind = CAST($kind AS VARCHAR))
ORDER BY f.published_at, f.outlet, f.start
LIMIT CAST($rows AS BIGINT)
