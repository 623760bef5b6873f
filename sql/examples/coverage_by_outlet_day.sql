-- title: Days on which silence proves nothing
SELECT day, outlet, looks, looks_failed FROM coverage_by_outlet_day WHERE gap ORDER BY day DESC
