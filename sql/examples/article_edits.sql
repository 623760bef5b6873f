-- title: Numbers that were changed, and whether the outlet said so
SELECT seen_at, outlet, figures_before, figures_after, declared, before, after
FROM article_edits
WHERE touches_figure
ORDER BY seen_at, outlet, position
