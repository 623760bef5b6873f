-- title: What became of stories
-- answers: Which stories were merged, split, renamed or dropped when more was known, and where are their articles now?
-- param story text = null: id or part of the label of a story, as it was or as it is now; all without it
-- param kind text = null: merged, split, renamed or gone; all without it
-- param rows integer = 100: rows at most
-- column seq: order of the changes: later ones have greater numbers, those of one working out the same
-- column kind: merged (all of it is in another story), split (part of it is, or it went into several), renamed (another article is its first) or gone
-- column story: the label it had
-- column articles: articles that went there
-- column into_story: the label now of the story they went into; NULL where there is none any more
-- column stands: whether the story itself is still there, with the articles that stayed
-- column now_story: the story their articles are in today, all later merges and renamings followed; NULL where they were split again or are in none
-- column now_articles: articles that story has
-- column now_outlets: outlets that tell it
-- column changes_after: later changes followed to get there
-- column story_id: the id it had
-- column into_story_id: the id of the story they went into
-- column now_story_id: the id of the story today
WITH RECURSIVE onward AS (
  -- Where all of a story went, if to one place, and since when it was there: an id may come again.
  SELECT story_id, seq, lag(seq, 1, -1) OVER (PARTITION BY story_id ORDER BY seq) AS since, other_story_id
  FROM (SELECT story_id, seq, min(other_story_id) AS other_story_id FROM story_change GROUP BY ALL HAVING count(*) = 1 AND min(kind) IN ('merged', 'renamed'))
),
way AS (
  SELECT change_id, seq AS at, other_story_id AS story_id, 0 AS followed
  FROM story_change
  WHERE other_story_id IS NOT NULL
  UNION ALL
  -- Each step is later than the one before: the way ends.
  SELECT w.change_id, o.seq, o.other_story_id, w.followed + 1
  FROM way AS w
  JOIN onward AS o ON o.story_id = w.story_id AND w.at >= o.since AND w.at < o.seq
),
ends AS (
  SELECT change_id, arg_max(story_id, followed) AS story_id, max(followed) AS followed
  FROM way
  GROUP BY change_id
)
SELECT
  c.seq,
  c.kind,
  c.label AS story,
  c.articles,
  i.label AS into_story,
  s.story_id IS NOT NULL AS stands,
  n.label AS now_story,
  n.article_count AS now_articles,
  n.outlet_count AS now_outlets,
  coalesce(e.followed, 0) AS changes_after,
  c.story_id,
  c.other_story_id AS into_story_id,
  n.story_id AS now_story_id
FROM story_change AS c
LEFT JOIN ends AS e ON e.change_id = c.change_id
LEFT JOIN story AS i ON i.story_id = c.other_story_id
LEFT JOIN story AS s ON s.story_id = c.story_id
LEFT JOIN story AS n ON n.story_id = e.story_id
WHERE
  (CAST($kind AS VARCHAR) IS NULL OR c.kind = CAST($kind AS VARCHAR))
  AND (
    CAST($story AS VARCHAR) IS NULL
    OR list_contains([c.story_id, c.other_story_id, n.story_id], CAST($story AS VARCHAR))
    OR contains(lower(concat_ws(chr(10), c.label, i.label, n.label)), lower(CAST($story AS VARCHAR)))
  )
ORDER BY c.seq DESC, story, c.story_id, into_story_id
LIMIT CAST($rows AS BIGINT)
