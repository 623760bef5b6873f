-- title: Every date says where it came from
-- severity: error
-- says: A time of publication or change is there together with the method that found it, or neither is.
SELECT 'article_version' AS table_name, version_id AS row_id, published_at, published_method, modified_at, modified_method
FROM article_version
WHERE (published_at IS NULL) <> (published_method IS NULL) OR (modified_at IS NULL) <> (modified_method IS NULL)
UNION ALL
SELECT 'article', article_id, published_at, published_method, NULL, NULL FROM article WHERE (published_at IS NULL) <> (published_method IS NULL)
