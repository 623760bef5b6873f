-- title: Texts that more than one extractor has read
SELECT extractor_id, count(*) AS versions FROM version_reading WHERE readings > 1 GROUP BY extractor_id
