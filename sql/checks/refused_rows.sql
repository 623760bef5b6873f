-- title: No row was refused
-- severity: warn
-- says: Rows that broke a contract are kept in bad_row and are not among the facts: look at them.
SELECT table_name, rule, count(*) AS rows, min(row_json) AS example
FROM bad_row
GROUP BY table_name, rule
