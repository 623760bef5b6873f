-- title: Copies are counted once, and at least once
-- severity: error
-- says: The weights of a cluster of copies sum to at least 1, and a cluster has one original at most; each weight is what its role says.
SELECT cluster_id, count(*) AS articles, sum(weight) AS weight, count(*) FILTER (role = 'original') AS originals
FROM syndication
GROUP BY cluster_id
HAVING sum(weight) < 1 - 1e-9
  OR count(*) FILTER (role = 'original') > 1
  OR bool_or(role = 'original' AND weight <> 1)
  OR bool_or(role = 'copy' AND weight <> 0)
  OR bool_or(weight NOT BETWEEN 0 AND 1)
