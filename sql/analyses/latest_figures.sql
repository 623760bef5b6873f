-- title: Latest figures
-- answers: Which figures of a kind were printed last, by whom and on whose word?
-- param kind text = killed: killed, injured, missing, displaced, detained, hostage, money, percent ...
-- param rows integer = 20: rows at most
-- param copies integer = 0: 1 to list wire copies too
-- column published_at: when, UTC
-- column outlet: who printed it
-- column figure: the number as printed
-- column value_low: least value
-- column value_high: greatest value; NULL where open
-- column counted: the words for whom or what
-- column place: the words for where
-- column source: who says so; NULL for the outlet's own voice
-- column stance: asserted, denied or hypothetical
-- column sentence: the sentence
-- column story: the event
-- column url: the article
SELECT published_at, outlet, surface AS figure, value_low, value_high, counted, place, speaker AS source, stance, sentence, story, url
FROM figures
WHERE kind = CAST($kind AS VARCHAR) AND published_at IS NOT NULL AND (weight > 0 OR CAST($copies AS BIGINT) = 1)
ORDER BY published_at DESC, outlet, start
LIMIT CAST($rows AS BIGINT)
