-- title: What officials without a name are cited for
SELECT published_day, outlet, source, cue, content FROM attributions WHERE anonymous AND source_class = 'government' ORDER BY published_at DESC LIMIT 20
