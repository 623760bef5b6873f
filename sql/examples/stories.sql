-- title: Events that most outlets told
SELECT story, day_first, articles, articles_weighted, outlets FROM stories ORDER BY outlets DESC, articles DESC LIMIT 20
