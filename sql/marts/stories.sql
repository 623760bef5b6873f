-- title: Stories
-- answers: Which events are told, when, by how many outlets, with how many figures?
-- grain: one row per story
-- kind: table
-- refresh: story
-- column story_id: the event
-- column story: its label: the headline nearest its centre
-- column day_first: first day of publication, UTC
-- column day_last: last day of publication, UTC
-- column articles: articles that tell it
-- column articles_weighted: the same with wire copies counted once
-- column outlets: outlets that published them
-- column outlet_names: their names
SELECT
  s.story_id,
  s.label AS story,
  s.day_first,
  s.day_last,
  count(*) AS articles,
  sum(a.weight) AS articles_weighted,
  count(DISTINCT a.outlet_id) AS outlets,
  list_sort(list(DISTINCT a.outlet)) AS outlet_names
FROM story AS s
JOIN articles AS a ON a.story_id = s.story_id
GROUP BY s.story_id, s.label, s.day_first, s.day_last
ORDER BY s.day_first, s.story_id
