-- title: Accounting
-- answers: What became of every page that was found, outlet by outlet, and why?
-- grain: one row per outlet, fate and reason
-- kind: table
-- column outlet_id: who publishes
-- column outlet: the outlet's name
-- column catalogued: whether the outlet is in the catalogue
-- column fate: stored, duplicate, skipped, failed or quarantined
-- column reason: why; NULL where stored
-- column pages: pages with that fate for that reason
-- column outlet_pages: all the outlet's pages: what `share` is of
-- column share: pages / outlet_pages
-- column example: the address of one such page
-- column detail: what was noted about it
WITH totals AS (
  SELECT outlet_id, count(*) AS pages FROM page GROUP BY outlet_id
)
SELECT
  p.outlet_id,
  coalesce(min(o.name), p.outlet_id) AS outlet,
  coalesce(bool_or(o.catalogued), false) AS catalogued,
  p.fate,
  p.reason,
  count(*) AS pages,
  min(t.pages) AS outlet_pages,
  count(*) / min(t.pages) AS share,
  min(p.url) AS example,
  arg_min(p.detail, coalesce(p.url, p.page_id)) AS detail
FROM page AS p
JOIN totals AS t ON t.outlet_id = p.outlet_id
LEFT JOIN outlet AS o ON o.outlet_id = p.outlet_id
GROUP BY p.outlet_id, p.fate, p.reason
ORDER BY p.outlet_id, p.fate, p.reason
