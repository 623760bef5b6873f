-- title: Few rows are refused
-- severity: warn
-- says: Rows that broke a contract are kept in bad_row and are not among the facts. Past a number and a share of a table's rows of one ingest day
--   in the last thirty, something is wrong with the reading or with a source: look at them.
-- param least integer = 5: refused rows of one table and day, at least
-- param share number = 0.001: share of the table's rows of that day, at least
WITH refused AS (
  SELECT ingest_day, table_name, count(*) AS refused FROM bad_row GROUP BY ingest_day, table_name
),
loaded AS (
  SELECT ingest_day, entry.key AS table_name, sum(CAST(entry.value AS BIGINT)) AS rows
  FROM (SELECT ingest_day, unnest(map_entries(CAST(CAST(counts AS JSON) AS MAP(VARCHAR, BIGINT)))) AS entry FROM loaded_batch)
  GROUP BY ingest_day, entry.key
),
past AS (
  SELECT r.ingest_day, r.table_name, r.refused, r.refused / (r.refused + coalesce(l.rows, 0)) AS share
  FROM refused AS r
  LEFT JOIN loaded AS l ON l.ingest_day = r.ingest_day AND l.table_name = r.table_name
  WHERE r.refused >= CAST($least AS BIGINT) AND r.ingest_day > (SELECT max(ingest_day) FROM bad_row) - 30
)
SELECT p.ingest_day, p.table_name, p.refused, round(p.share, 4) AS share, b.rule, count(*) AS rows, min(b.row_json) AS example
FROM past AS p
JOIN bad_row AS b ON b.ingest_day = p.ingest_day AND b.table_name = p.table_name
WHERE p.share >= CAST($share AS DOUBLE)
GROUP BY p.ingest_day, p.table_name, p.refused, p.share, b.rule
