-- title: How far the readings can be trusted
-- answers: How accurate was the extractor on texts that people annotated, field by field?
-- param field text = null: figure, number, source, attribution, date ...; all without it
-- param kind text = null: a kind of figure, or all; every kind without it
-- column gold: the annotated texts
-- column field: what was compared
-- column kind: a kind of figure, casualty kinds, other kinds, or all
-- column outlet: of whose texts; NULL for all outlets together
-- column metric: precision, recall, f1 or accuracy
-- column value: the score, 0 to 1
-- column low: lower end of the 95 percent interval
-- column high: upper end
-- column support: annotated rows it rests on
-- column extractor_id: what was scored
-- column shown: whether it is the extractor whose readings the views show most
WITH usual AS (
  SELECT mode(extractor_id) AS extractor_id FROM version_reading
)
SELECT
  q.gold,
  q.field,
  q.kind,
  coalesce(o.name, q.outlet_id) AS outlet,
  q.metric,
  q.value,
  q.low,
  q.high,
  q.support,
  q.extractor_id,
  coalesce(q.extractor_id = (SELECT extractor_id FROM usual), false) AS shown
FROM quality AS q
LEFT JOIN outlet AS o ON o.outlet_id = q.outlet_id
WHERE
  (CAST($field AS VARCHAR) IS NULL OR q.field = CAST($field AS VARCHAR))
  AND (CAST($kind AS VARCHAR) IS NULL OR q.kind = CAST($kind AS VARCHAR))
ORDER BY q.gold, q.field, q.kind, outlet NULLS FIRST, q.metric, q.extractor_id
