-- Articles and their texts.

CREATE TABLE article (
    article_id VARCHAR NOT NULL,
    outlet_id VARCHAR NOT NULL,
    url VARCHAR,
    title VARCHAR,
    published_at TIMESTAMP,
    published_method VARCHAR,
    language VARCHAR,
    first_fetched_at TIMESTAMP NOT NULL,
    version_count BIGINT NOT NULL,
    current_version_id VARCHAR NOT NULL
);
COMMENT ON TABLE article IS 'An article over all its versions: identity is outlet and canonical address, or content where there is no address. Recomputed.';
COMMENT ON COLUMN article.article_id IS 'Key.';
COMMENT ON COLUMN article.outlet_id IS 'Who published it: outlet.outlet_id.';
COMMENT ON COLUMN article.url IS 'Canonical address; null where the input names none.';
COMMENT ON COLUMN article.title IS 'Headline of the current version; null where none was found.';
COMMENT ON COLUMN article.published_at IS 'Earliest time of publication stated by any version, UTC; null where none states one. Never the time of the fetch.';
COMMENT ON COLUMN article.published_method IS 'Where that time came from: json_ld, meta, time_tag, url, feed, given, text ...; null without a time.';
COMMENT ON COLUMN article.language IS 'ISO 639-1 code; null where undecided.';
COMMENT ON COLUMN article.first_fetched_at IS 'First look at it, UTC.';
COMMENT ON COLUMN article.version_count IS 'Number of different texts seen.';
COMMENT ON COLUMN article.current_version_id IS 'The version the latest look showed: article_version.version_id.';

CREATE TABLE article_version (
    version_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    outlet_id VARCHAR NOT NULL,
    url VARCHAR,
    title VARCHAR,
    authors VARCHAR[] NOT NULL,
    published_at TIMESTAMP,
    published_method VARCHAR,
    published_raw VARCHAR,
    modified_at TIMESTAMP,
    modified_method VARCHAR,
    language VARCHAR,
    text VARCHAR NOT NULL USING COMPRESSION zstd,
    body_start BIGINT NOT NULL,
    content_hash VARCHAR NOT NULL,
    word_count BIGINT NOT NULL,
    relevance DOUBLE NOT NULL,
    canonical_elsewhere VARCHAR,
    credit VARCHAR,
    credit_start BIGINT,
    credit_end BIGINT,
    credit_outlet_id VARCHAR
);
COMMENT ON TABLE article_version IS 'One text of an article: immutable, named by its content. All facts hang off it.';
COMMENT ON COLUMN article_version.version_id IS 'Key. Hash of the article and the content.';
COMMENT ON COLUMN article_version.article_id IS 'Article it is a text of: article.article_id.';
COMMENT ON COLUMN article_version.outlet_id IS 'Who published it: outlet.outlet_id.';
COMMENT ON COLUMN article_version.url IS 'Canonical address; null where the input names none.';
COMMENT ON COLUMN article_version.title IS 'Headline without the site''s name; null where none was found.';
COMMENT ON COLUMN article_version.authors IS 'Names of the by-line in order; empty where none is given.';
COMMENT ON COLUMN article_version.published_at IS 'Time of publication as this version states it, UTC; null where it states none or an implausible one.';
COMMENT ON COLUMN article_version.published_method IS 'Where that time came from: json_ld, meta, time_tag, url, feed, given, text ...; null without a time.';
COMMENT ON COLUMN article_version.published_raw IS 'The time as written, offset kept, implausible ones included; null where nothing is written.';
COMMENT ON COLUMN article_version.modified_at IS 'Time of the last change as stated, UTC; null where none is stated.';
COMMENT ON COLUMN article_version.modified_method IS 'Where that time came from; null without a time.';
COMMENT ON COLUMN article_version.language IS 'ISO 639-1 code; null where undecided.';
COMMENT ON COLUMN article_version.text IS 'Headline, blank line, body. Offsets of all facts count Unicode code points into this.';
COMMENT ON COLUMN article_version.body_start IS 'Offset where the body begins; 0 where there is no headline.';
COMMENT ON COLUMN article_version.content_hash IS 'Hash of the text.';
COMMENT ON COLUMN article_version.word_count IS 'Words in the text.';
COMMENT ON COLUMN article_version.relevance IS 'How much it speaks of the topic, 0 to 1, by the topic''s rule.';
COMMENT ON COLUMN article_version.canonical_elsewhere IS 'Address on another site that the page calls the original; null where there is none.';
COMMENT ON COLUMN article_version.credit IS 'The words that say whose copy this is: a wire credit; null where there are none.';
COMMENT ON COLUMN article_version.credit_start IS 'Offset of the first character of those words; null without them.';
COMMENT ON COLUMN article_version.credit_end IS 'Offset after the last character of those words; null without them.';
COMMENT ON COLUMN article_version.credit_outlet_id IS 'The outlet those words name: outlet.outlet_id; null where none is recognised.';
