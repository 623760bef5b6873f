-- title: Figures
-- answers: Which numbers do the articles print, of what, on whose word, in which sentence?
-- grain: one row per figure of an article's current version, as the newest extractor read it
-- kind: table
-- refresh: article
-- column figure_id: the figure
-- column article_id: the article that prints it
-- column version_id: the version that prints it
-- column outlet_id: who publishes the article
-- column outlet: the outlet's name
-- column url: the article's address
-- column title: the article's headline
-- column published_at: publication time, UTC
-- column published_day: publication day, UTC
-- column story_id: the event the article tells
-- column story: the event's label
-- column kind: what is counted: killed, injured, money, percent ...
-- column value_low: least value the words allow
-- column value_high: greatest value the words allow; NULL where they set no upper bound
-- column low_inclusive: false for 'more than'
-- column high_inclusive: false for 'fewer than'
-- column qualifier: exact, none, at_least, more_than, up_to, about, range ...
-- column unit: currency, percent, kg, barrel; NULL for counts
-- column surface: the number's own words
-- column counted: the words for who or what is counted
-- column counted_group: the same, normalised for comparing
-- column place: the words that say where
-- column period: the words that say when
-- column period_from: first day of that period
-- column period_to: last day of that period
-- column source: the words for who says so; NULL where the outlet states it in its own voice
-- column speaker: the source, resolved within the article
-- column speaker_entity_id: the source in the gazetteer
-- column source_class: government, military, state_media, wire, hospital, witness ...
-- column source_country: the source's country, ISO 3166 alpha-2, where the words say
-- column anonymous: whether the source is unnamed
-- column stance: asserted, denied or hypothetical
-- column cumulative: whether it is a running total
-- column in_headline: whether it stands in the headline
-- column in_quote: whether it stands between quotation marks
-- column sentence: the sentence it stands in
-- column start_in_sentence: where `surface` begins in `sentence`, in code points from 0
-- column start: where it begins in the version's text, in code points from 0
-- column end: where it ends
-- column attribution_id: the attribution it hangs on
-- column extractor_id: who read it
-- column weight: the article's weight: a copy's figures count 0
SELECT
  f.figure_id,
  a.article_id,
  f.version_id,
  a.outlet_id,
  a.outlet,
  a.url,
  a.title,
  a.published_at,
  a.published_day,
  a.story_id,
  a.story,
  f.kind,
  f.value_low,
  f.value_high,
  f.low_inclusive,
  f.high_inclusive,
  f.qualifier,
  f.unit,
  f.surface,
  f.counted,
  f.counted_group,
  f.place,
  f.period,
  f.period_from,
  f.period_to,
  f.source,
  coalesce(t.speaker, f.source) AS speaker,
  t.speaker_entity_id,
  t.source_class,
  t.source_country,
  t.anonymous,
  f.stance,
  f.cumulative,
  f.in_headline,
  f.in_quote,
  substring(v.text, f.sentence_start + 1, f.sentence_end - f.sentence_start) AS sentence,
  f.start - f.sentence_start AS start_in_sentence,
  f.start,
  f."end",
  f.attribution_id,
  f.extractor_id,
  a.weight
FROM figure AS f
JOIN version_reading AS r ON r.version_id = f.version_id AND r.extractor_id = f.extractor_id
JOIN articles AS a ON a.current_version_id = f.version_id
JOIN article_version AS v ON v.version_id = f.version_id
LEFT JOIN attribution AS t
  ON t.attribution_id = f.attribution_id AND t.version_id = f.version_id AND t.extractor_id = f.extractor_id
