-- title: Intervals are in order
-- severity: error
-- says: The least value of a figure is not above the greatest, as its qualifier has it; the first day of a time is not after the last.
SELECT 'figure' AS table_name, figure_id AS row_id, version_id, qualifier, value_low, value_high, period_from, period_to
FROM changed_figure
WHERE value_low > value_high
  OR value_low IS NULL
  OR (value_low = value_high AND NOT (low_inclusive AND high_inclusive))
  OR NOT isfinite(coalesce(value_low, 0)) OR NOT isfinite(coalesce(value_high, 0))
  OR (qualifier IN ('more_than', 'at_least') AND value_high IS NOT NULL)
  OR (qualifier NOT IN ('more_than', 'at_least') AND value_high IS NULL)
  OR (qualifier = 'none' AND value_high <> 0)
  OR period_from > period_to
UNION ALL
SELECT 'date_mention', date_id, version_id, form, NULL, NULL, value_start, value_end FROM changed_date_mention WHERE value_start > value_end
UNION ALL
SELECT 'story', story_id, NULL, label, NULL, NULL, day_first, day_last FROM story WHERE day_first > day_last
