-- title: Quotations that count once, newest first
SELECT published_day, outlet, speaker, content FROM quotes WHERE kind = 'direct' AND weight > 0 ORDER BY published_at DESC LIMIT 20
