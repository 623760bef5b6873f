-- What finding copies keeps between two runs, so that new articles are held against all others without reading these again. Recomputed.

CREATE TABLE sketch (
    version_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    outlet_id VARCHAR NOT NULL,
    day DATE,
    is_current BOOLEAN NOT NULL,
    text_key UBIGINT NOT NULL,
    gram_count BIGINT NOT NULL,
    sample UINTEGER[] NOT NULL,
    passages UINTEGER[] NOT NULL
);
COMMENT ON TABLE sketch IS 'What each text of a counted article is found by: a sample of its word 5-grams, and its sentences. No text can be read from it.';
COMMENT ON COLUMN sketch.version_id IS 'Key: article_version.version_id.';
COMMENT ON COLUMN sketch.article_id IS 'Article it is a text of: article.article_id.';
COMMENT ON COLUMN sketch.outlet_id IS 'Who published it: outlet.outlet_id.';
COMMENT ON COLUMN sketch.day IS 'UTC day of the article''s publication; null where none is known.';
COMMENT ON COLUMN sketch.is_current IS 'Whether the latest look at the article showed it.';
COMMENT ON COLUMN sketch.text_key IS 'Hash of the words of the body: the same words, the same key.';
COMMENT ON COLUMN sketch.gram_count IS 'Different word 5-grams of the body, the outlet''s furniture left out.';
COMMENT ON COLUMN sketch.sample IS 'Hashes of one in eight of them; of all where they are few.';
COMMENT ON COLUMN sketch.passages IS 'Hashes of its sentences and lines.';

CREATE TABLE furniture (
    outlet_id VARCHAR NOT NULL,
    quarter DATE,
    passages UINTEGER[] NOT NULL
);
COMMENT ON TABLE furniture IS 'Sentences that an outlet repeats in many of a quarter''s articles: invitations, signatures, background. They say nothing of copying.';
COMMENT ON COLUMN furniture.outlet_id IS 'Key, with the quarter: outlet.outlet_id.';
COMMENT ON COLUMN furniture.quarter IS 'First day of the quarter of publication; null for articles without a date.';
COMMENT ON COLUMN furniture.passages IS 'Hashes of these sentences, as in sketch.';

CREATE TABLE overlap (
    article_id VARCHAR NOT NULL,
    holder_id VARCHAR NOT NULL,
    holder_version_id VARCHAR NOT NULL,
    share DOUBLE NOT NULL
);
COMMENT ON TABLE overlap IS 'Pairs of articles that share many words. Articles of the very same words are not paired: their text_key is one.';
COMMENT ON COLUMN overlap.article_id IS 'Key, with the holder: the article whose words are looked for.';
COMMENT ON COLUMN overlap.holder_id IS 'The article that holds them.';
COMMENT ON COLUMN overlap.holder_version_id IS 'The version of it that holds most of them.';
COMMENT ON COLUMN overlap.share IS 'Share of the article''s word 5-grams that this version holds, 0.2 to 1.';
