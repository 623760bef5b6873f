-- title: Quotations that were shortened or lost their marks
SELECT against, change, before, after
FROM edited_facts
WHERE aspect = 'quote' AND change IN ('cut', 'unquoted')
ORDER BY article_id, before_start
