-- title: Why pages of an outlet are not shown
SELECT outlet, fate, reason, pages, share FROM accounting WHERE fate <> 'stored' ORDER BY pages DESC LIMIT 10
