-- What the texts say: one row per span of text per extractor, and never merged.

CREATE TABLE figure (
    figure_id VARCHAR NOT NULL,
    version_id VARCHAR NOT NULL,
    extractor_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    value_low DOUBLE,
    value_high DOUBLE,
    low_inclusive BOOLEAN NOT NULL,
    high_inclusive BOOLEAN NOT NULL,
    qualifier VARCHAR NOT NULL,
    unit VARCHAR,
    surface VARCHAR NOT NULL,
    start BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    counted VARCHAR,
    counted_start BIGINT,
    counted_end BIGINT,
    counted_group VARCHAR,
    place VARCHAR,
    place_start BIGINT,
    place_end BIGINT,
    period VARCHAR,
    period_start BIGINT,
    period_end BIGINT,
    period_from DATE,
    period_to DATE,
    source VARCHAR,
    source_start BIGINT,
    source_end BIGINT,
    attribution_id VARCHAR,
    stance VARCHAR NOT NULL,
    cumulative BOOLEAN NOT NULL,
    in_headline BOOLEAN NOT NULL,
    in_quote BOOLEAN NOT NULL,
    sentence_start BIGINT NOT NULL,
    sentence_end BIGINT NOT NULL
);
COMMENT ON TABLE figure IS 'One claim that states a quantity. Two rows saying the same stay two rows.';
COMMENT ON COLUMN figure.figure_id IS 'Key. Hash of version, extractor, offsets and kind.';
COMMENT ON COLUMN figure.version_id IS 'Text it stands in: article_version.version_id.';
COMMENT ON COLUMN figure.extractor_id IS 'What derived it: extractor.extractor_id.';
COMMENT ON COLUMN figure.kind IS 'What is counted: killed, injured, displaced, money, percent, troops ...';
COMMENT ON COLUMN figure.value_low IS 'Least value the words allow: 0 where they set no lower bound. Never null so far.';
COMMENT ON COLUMN figure.value_high IS 'Greatest value the words allow; null where they set no upper bound.';
COMMENT ON COLUMN figure.low_inclusive IS 'Whether the least value itself is allowed: false for ''more than''.';
COMMENT ON COLUMN figure.high_inclusive IS 'Whether the greatest value itself is allowed: false for ''fewer than''.';
COMMENT ON COLUMN figure.qualifier IS 'How the words bound the number: exact, none, more_than, at_least, fewer_than, up_to, about, nearly, range or vague.';
COMMENT ON COLUMN figure.unit IS 'ISO 4217 code, percent, kg, barrel, barrel/day ...; null for counts.';
COMMENT ON COLUMN figure.surface IS 'The words, qualifier included.';
COMMENT ON COLUMN figure.start IS 'Offset of the first character of the words.';
COMMENT ON COLUMN figure."end" IS 'Offset after their last character.';
COMMENT ON COLUMN figure.counted IS 'The words that say who or what is counted; null if unstated.';
COMMENT ON COLUMN figure.counted_start IS 'Offset of the first character of those words; null if unstated.';
COMMENT ON COLUMN figure.counted_end IS 'Offset after their last character; null if unstated.';
COMMENT ON COLUMN figure.counted_group IS 'Those words normalised for comparing: a nationality, civilians, soldiers, children ...; null if unstated or not normalised.';
COMMENT ON COLUMN figure.place IS 'The words that say where; null if unstated.';
COMMENT ON COLUMN figure.place_start IS 'Offset of the first character of those words; null if unstated.';
COMMENT ON COLUMN figure.place_end IS 'Offset after their last character; null if unstated.';
COMMENT ON COLUMN figure.period IS 'The words that say over or at what time; null if unstated.';
COMMENT ON COLUMN figure.period_start IS 'Offset of the first character of those words; null if unstated.';
COMMENT ON COLUMN figure.period_end IS 'Offset after their last character; null if unstated.';
COMMENT ON COLUMN figure.period_from IS 'First day of that time; null if unstated or open.';
COMMENT ON COLUMN figure.period_to IS 'Last day of that time; null if unstated or open.';
COMMENT ON COLUMN figure.source IS 'The words naming who the claim is put to; null where the outlet states it in its own voice.';
COMMENT ON COLUMN figure.source_start IS 'Offset of the first character of those words; null in the outlet''s own voice.';
COMMENT ON COLUMN figure.source_end IS 'Offset after their last character; null in the outlet''s own voice.';
COMMENT ON COLUMN figure.attribution_id IS 'The attribution it is told through: attribution.attribution_id; null in the outlet''s own voice.';
COMMENT ON COLUMN figure.stance IS 'asserted, denied or hypothetical.';
COMMENT ON COLUMN figure.cumulative IS 'Whether the words make it a running total.';
COMMENT ON COLUMN figure.in_headline IS 'Whether it stands before the body.';
COMMENT ON COLUMN figure.in_quote IS 'Whether it stands between quotation marks.';
COMMENT ON COLUMN figure.sentence_start IS 'Offset of the first character of its sentence.';
COMMENT ON COLUMN figure.sentence_end IS 'Offset after the last character of its sentence.';

CREATE TABLE date_mention (
    date_id VARCHAR NOT NULL,
    version_id VARCHAR NOT NULL,
    extractor_id VARCHAR NOT NULL,
    surface VARCHAR NOT NULL,
    start BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    value_start DATE,
    value_end DATE,
    grain VARCHAR NOT NULL,
    form VARCHAR NOT NULL
);
COMMENT ON TABLE date_mention IS 'A year, date, decade, relative expression or duration.';
COMMENT ON COLUMN date_mention.date_id IS 'Key. Hash of version, extractor, offsets and kind.';
COMMENT ON COLUMN date_mention.version_id IS 'Text it stands in: article_version.version_id.';
COMMENT ON COLUMN date_mention.extractor_id IS 'What derived it: extractor.extractor_id.';
COMMENT ON COLUMN date_mention.surface IS 'The words.';
COMMENT ON COLUMN date_mention.start IS 'Offset of the first character of the words.';
COMMENT ON COLUMN date_mention."end" IS 'Offset after their last character.';
COMMENT ON COLUMN date_mention.value_start IS 'First day meant; null where words and publication date do not tell.';
COMMENT ON COLUMN date_mention.value_end IS 'Last day meant; null where words and publication date do not tell.';
COMMENT ON COLUMN date_mention.grain IS 'hour, day, week, month, year, decade, part-month, part-year ...';
COMMENT ON COLUMN date_mention.form IS 'absolute, relative or duration.';

CREATE TABLE entity_mention (
    mention_id VARCHAR NOT NULL,
    version_id VARCHAR NOT NULL,
    extractor_id VARCHAR NOT NULL,
    entity_id VARCHAR,
    kind VARCHAR NOT NULL,
    surface VARCHAR NOT NULL,
    start BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    in_headline BOOLEAN NOT NULL,
    in_quote BOOLEAN NOT NULL
);
COMMENT ON TABLE entity_mention IS 'Words that name somebody or something.';
COMMENT ON COLUMN entity_mention.mention_id IS 'Key. Hash of version, extractor, offsets and kind.';
COMMENT ON COLUMN entity_mention.version_id IS 'Text it stands in: article_version.version_id.';
COMMENT ON COLUMN entity_mention.extractor_id IS 'What derived it: extractor.extractor_id.';
COMMENT ON COLUMN entity_mention.entity_id IS 'Who is named: entity.entity_id; null for a name the gazetteer does not hold.';
COMMENT ON COLUMN entity_mention.kind IS 'person, organisation, place ... as the topic sorts them.';
COMMENT ON COLUMN entity_mention.surface IS 'The words used.';
COMMENT ON COLUMN entity_mention.start IS 'Offset of the first character of the words.';
COMMENT ON COLUMN entity_mention."end" IS 'Offset after their last character.';
COMMENT ON COLUMN entity_mention.in_headline IS 'Whether it stands before the body.';
COMMENT ON COLUMN entity_mention.in_quote IS 'Whether it stands between quotation marks.';

CREATE TABLE quote (
    quote_id VARCHAR NOT NULL,
    version_id VARCHAR NOT NULL,
    extractor_id VARCHAR NOT NULL,
    surface VARCHAR NOT NULL,
    start BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    content VARCHAR NOT NULL,
    content_spans BIGINT[][] NOT NULL,
    source VARCHAR,
    source_spans BIGINT[][] NOT NULL,
    cue VARCHAR,
    cue_spans BIGINT[][] NOT NULL,
    kind VARCHAR NOT NULL,
    speaker VARCHAR,
    speaker_entity_id VARCHAR,
    anonymous BOOLEAN,
    attribution_id VARCHAR
);
COMMENT ON TABLE quote IS 'Words printed as somebody''s own, between quotation marks.';
COMMENT ON COLUMN quote.quote_id IS 'Key. Hash of version, extractor, offsets and kind.';
COMMENT ON COLUMN quote.version_id IS 'Text it stands in: article_version.version_id.';
COMMENT ON COLUMN quote.extractor_id IS 'What derived it: extractor.extractor_id.';
COMMENT ON COLUMN quote.surface IS 'The text from the first to the last piece, outer marks excluded.';
COMMENT ON COLUMN quote.start IS 'Offset of the first character of the surface.';
COMMENT ON COLUMN quote."end" IS 'Offset after its last character.';
COMMENT ON COLUMN quote.content IS 'The quoted pieces, joined by one blank.';
COMMENT ON COLUMN quote.content_spans IS 'Offsets of the pieces, [start, end] each, in order of the text.';
COMMENT ON COLUMN quote.source IS 'The words naming the speaker; null where there are none.';
COMMENT ON COLUMN quote.source_spans IS 'Offsets of those words, [start, end] each; empty where there are none.';
COMMENT ON COLUMN quote.cue IS 'The words that tie quote and speaker: ''said''; null where there are none.';
COMMENT ON COLUMN quote.cue_spans IS 'Offsets of those words, [start, end] each; empty where there are none.';
COMMENT ON COLUMN quote.kind IS 'direct, mixed (a fragment inside an indirect report) or scare.';
COMMENT ON COLUMN quote.speaker IS 'The speaker resolved within the article: ''he'' becomes the name; null where nobody is named.';
COMMENT ON COLUMN quote.speaker_entity_id IS 'The speaker in the gazetteer: entity.entity_id; null where not held.';
COMMENT ON COLUMN quote.anonymous IS 'Whether the speaker stays unnamed; null where there is no speaker.';
COMMENT ON COLUMN quote.attribution_id IS 'The attribution it belongs to: attribution.attribution_id; null where there is none.';

CREATE TABLE attribution (
    attribution_id VARCHAR NOT NULL,
    version_id VARCHAR NOT NULL,
    extractor_id VARCHAR NOT NULL,
    parent_id VARCHAR,
    surface VARCHAR NOT NULL,
    start BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    source VARCHAR,
    source_spans BIGINT[][] NOT NULL,
    cue VARCHAR NOT NULL,
    cue_spans BIGINT[][] NOT NULL,
    content VARCHAR NOT NULL,
    content_spans BIGINT[][] NOT NULL,
    form VARCHAR NOT NULL,
    verb_class VARCHAR NOT NULL,
    speaker VARCHAR,
    speaker_entity_id VARCHAR,
    source_class VARCHAR,
    source_country VARCHAR,
    anonymous BOOLEAN,
    anonymity_reason VARCHAR
);
COMMENT ON TABLE attribution IS 'Who is cited for what, in direct or indirect speech.';
COMMENT ON COLUMN attribution.attribution_id IS 'Key. Hash of version, extractor, offsets and kind.';
COMMENT ON COLUMN attribution.version_id IS 'Text it stands in: article_version.version_id.';
COMMENT ON COLUMN attribution.extractor_id IS 'What derived it: extractor.extractor_id.';
COMMENT ON COLUMN attribution.parent_id IS 'The attribution this one is told through: attribution.attribution_id; null where it is told directly.';
COMMENT ON COLUMN attribution.surface IS 'The text from the first to the last of its pieces.';
COMMENT ON COLUMN attribution.start IS 'Offset of the first character of the surface.';
COMMENT ON COLUMN attribution."end" IS 'Offset after its last character.';
COMMENT ON COLUMN attribution.source IS 'The words naming the source; null where they name none.';
COMMENT ON COLUMN attribution.source_spans IS 'Offsets of those words, [start, end] each; empty where there are none.';
COMMENT ON COLUMN attribution.cue IS 'The words that put the content to the source: ''said'', ''according to''.';
COMMENT ON COLUMN attribution.cue_spans IS 'Offsets of those words, [start, end] each.';
COMMENT ON COLUMN attribution.content IS 'What is said, in the article''s words, pieces joined by one blank.';
COMMENT ON COLUMN attribution.content_spans IS 'Offsets of the pieces, [start, end] each, in order of the text.';
COMMENT ON COLUMN attribution.form IS 'direct, indirect or mixed.';
COMMENT ON COLUMN attribution.verb_class IS 'What the cue makes of it: neutral, claim, admit, deny, warn, belief, report ...';
COMMENT ON COLUMN attribution.speaker IS 'The source resolved within the article; null where nobody is named.';
COMMENT ON COLUMN attribution.speaker_entity_id IS 'The source in the gazetteer: entity.entity_id; null where not held.';
COMMENT ON COLUMN attribution.source_class IS 'government, military, state_media, wire, media, ngo, hospital, witness, expert, document, outlet (which prints it), person or unknown; null without a source.';
COMMENT ON COLUMN attribution.source_country IS 'ISO 3166-1 alpha-2 code where the words say; otherwise null.';
COMMENT ON COLUMN attribution.anonymous IS 'Whether the source stays unnamed; null where no source is spoken of.';
COMMENT ON COLUMN attribution.anonymity_reason IS 'The words given for withholding the name; null where none are.';

CREATE TABLE naming (
    naming_id VARCHAR NOT NULL,
    version_id VARCHAR NOT NULL,
    extractor_id VARCHAR NOT NULL,
    concept VARCHAR NOT NULL,
    variant VARCHAR NOT NULL,
    surface VARCHAR NOT NULL,
    start BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    in_headline BOOLEAN NOT NULL,
    in_quote BOOLEAN NOT NULL
);
COMMENT ON TABLE naming IS 'A concept, and the variant the text chose for it.';
COMMENT ON COLUMN naming.naming_id IS 'Key. Hash of version, extractor, offsets and kind.';
COMMENT ON COLUMN naming.version_id IS 'Text it stands in: article_version.version_id.';
COMMENT ON COLUMN naming.extractor_id IS 'What derived it: extractor.extractor_id.';
COMMENT ON COLUMN naming.concept IS 'What is meant, as the topic calls it.';
COMMENT ON COLUMN naming.variant IS 'Which of the topic''s names for it was chosen.';
COMMENT ON COLUMN naming.surface IS 'The words used.';
COMMENT ON COLUMN naming.start IS 'Offset of the first character of the words.';
COMMENT ON COLUMN naming."end" IS 'Offset after their last character.';
COMMENT ON COLUMN naming.in_headline IS 'Whether it stands before the body.';
COMMENT ON COLUMN naming.in_quote IS 'Whether it stands between quotation marks: the outlet''s own voice where false.';

CREATE TABLE rejected_span (
    rejected_id VARCHAR NOT NULL,
    version_id VARCHAR NOT NULL,
    extractor_id VARCHAR NOT NULL,
    surface VARCHAR NOT NULL,
    start BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    reason VARCHAR NOT NULL
);
COMMENT ON TABLE rejected_span IS 'A number seen and not used as a figure, and why.';
COMMENT ON COLUMN rejected_span.rejected_id IS 'Key. Hash of version, extractor, offsets and kind.';
COMMENT ON COLUMN rejected_span.version_id IS 'Text it stands in: article_version.version_id.';
COMMENT ON COLUMN rejected_span.extractor_id IS 'What refused it: extractor.extractor_id.';
COMMENT ON COLUMN rejected_span.surface IS 'The words.';
COMMENT ON COLUMN rejected_span.start IS 'Offset of the first character of the words.';
COMMENT ON COLUMN rejected_span."end" IS 'Offset after their last character.';
COMMENT ON COLUMN rejected_span.reason IS 'year, date, duration, age, ordinal, clock_time, name, distance, ratio, no_trigger ...';
