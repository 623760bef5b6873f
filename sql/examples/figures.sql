-- title: Numbers of dead on an unnamed source's word
SELECT published_day, outlet, surface, speaker, sentence FROM figures WHERE kind = 'killed' AND anonymous ORDER BY published_at DESC LIMIT 20
