-- title: Accounting
-- answers: What became of every page that was found, outlet by outlet, and why?
-- grain: one row per outlet, fate and reason
-- kind: table
-- refresh: all
-- column outlet_id: who publishes
-- column outlet: the outlet's name
-- column catalogued: whether the outlet is in the catalogue
-- column fate: stored, duplicate, skipped, failed or quarantined
-- column reason: why; NULL where stored
-- column pages: pages with that fate for that reason
-- column outlet_pages: all the outlet's pages: what `share` is of
-- column share: pages / outlet_pages
-- column unseen: of them, entries of feeds and sitemaps left out by title, summary, address or date, and never looked at
-- column example: the address of one such page; null where none was looked at
-- column detail: what was noted about it
WITH found AS (
  SELECT outlet_id, fate, reason, url, page_id, detail, 1 AS pages, 0 AS unseen FROM page
  UNION ALL
  SELECT outlet_id, 'skipped', 'not_relevant', NULL, NULL, NULL, not_relevant, not_relevant FROM coverage WHERE not_relevant > 0
  UNION ALL
  SELECT outlet_id, 'skipped', 'too_old', NULL, NULL, NULL, too_old, too_old FROM coverage WHERE too_old > 0
),
totals AS (
  SELECT outlet_id, sum(pages) AS pages FROM found GROUP BY outlet_id
)
SELECT
  p.outlet_id,
  coalesce(min(o.name), p.outlet_id) AS outlet,
  coalesce(bool_or(o.catalogued), false) AS catalogued,
  p.fate,
  p.reason,
  CAST(sum(p.pages) AS BIGINT) AS pages,
  CAST(min(t.pages) AS BIGINT) AS outlet_pages,
  sum(p.pages) / min(t.pages) AS share,
  CAST(sum(p.unseen) AS BIGINT) AS unseen,
  min(p.url) AS example,
  arg_min(p.detail, coalesce(p.url, p.page_id)) AS detail
FROM found AS p
JOIN totals AS t ON t.outlet_id = p.outlet_id
LEFT JOIN outlet AS o ON o.outlet_id = p.outlet_id
GROUP BY p.outlet_id, p.fate, p.reason
ORDER BY p.outlet_id, p.fate, p.reason
