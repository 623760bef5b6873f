-- What loading notes of articles that relating is to work in.

INSERT INTO change_log
SELECT 1, scope, id
FROM (
  SELECT DISTINCT 'article' AS scope, article_id AS id FROM version_i
  UNION ALL SELECT 'version', version_id FROM version_i
  UNION ALL SELECT DISTINCT 'page', id('page', i, 0, 0) FROM version_i
  UNION ALL SELECT 'page', id('page', i, 1, 0) FROM version_i WHERE v = 1 AND h(i, 2) % 12 = 0
  UNION ALL SELECT DISTINCT 'look_day', CAST(CAST(fetched_at AS DATE) AS VARCHAR) FROM version_i
)
