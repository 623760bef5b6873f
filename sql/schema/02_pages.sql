-- What was looked at, and what became of it.

CREATE TABLE capture (
    capture_id VARCHAR NOT NULL,
    page_id VARCHAR NOT NULL,
    url VARCHAR,
    outlet_id VARCHAR NOT NULL,
    fetched_at TIMESTAMP NOT NULL,
    ingest_day DATE NOT NULL,
    origin VARCHAR NOT NULL,
    found_in VARCHAR,
    http_status BIGINT NOT NULL,
    media_type VARCHAR NOT NULL,
    raw_hash VARCHAR,
    byte_count BIGINT NOT NULL,
    fate VARCHAR NOT NULL,
    reason VARCHAR,
    detail VARCHAR,
    article_id VARCHAR,
    version_id VARCHAR
);
COMMENT ON TABLE capture IS 'One look at a page: what came, when, and which article version it showed, so that A, B, A again is told.';
COMMENT ON COLUMN capture.capture_id IS 'Key. Hash of the page and the time of the look.';
COMMENT ON COLUMN capture.page_id IS 'The page looked at: page.page_id.';
COMMENT ON COLUMN capture.url IS 'Address asked for; null for a local text that names none.';
COMMENT ON COLUMN capture.outlet_id IS 'Whose page it is: outlet.outlet_id.';
COMMENT ON COLUMN capture.fetched_at IS 'Time of the look, UTC.';
COMMENT ON COLUMN capture.ingest_day IS 'UTC day it was taken in under: the partition.';
COMMENT ON COLUMN capture.origin IS 'The way in: feed, sitemap, file, article_list ...';
COMMENT ON COLUMN capture.found_in IS 'The feed, sitemap or file that named it; null where it was named directly.';
COMMENT ON COLUMN capture.http_status IS 'HTTP status; 200 for local files.';
COMMENT ON COLUMN capture.media_type IS 'Media type as declared, or as found where nothing was declared.';
COMMENT ON COLUMN capture.raw_hash IS 'SHA-256 of the bytes in the archive, hexadecimal; null where nothing came.';
COMMENT ON COLUMN capture.byte_count IS 'Size of the bytes, after content decoding.';
COMMENT ON COLUMN capture.fate IS 'stored, skipped or failed, for this look alone.';
COMMENT ON COLUMN capture.reason IS 'Why it was not stored, one word from a fixed list; null when stored.';
COMMENT ON COLUMN capture.detail IS 'The reason in one line for people; null where there is nothing to add.';
COMMENT ON COLUMN capture.article_id IS 'Article it showed: article.article_id; null when none came of it.';
COMMENT ON COLUMN capture.version_id IS 'Version it showed: article_version.version_id; null when none came of it. A version a contract refused has no row: see bad_row.';

CREATE TABLE page (
    page_id VARCHAR NOT NULL,
    url VARCHAR,
    outlet_id VARCHAR NOT NULL,
    fate VARCHAR NOT NULL,
    reason VARCHAR,
    detail VARCHAR,
    duplicate_of VARCHAR,
    article_id VARCHAR,
    retry_at TIMESTAMP,
    last_looked_at TIMESTAMP,
    unchanged BIGINT NOT NULL
);
COMMENT ON TABLE page IS 'What became of one discovered address over all looks at it. Exactly one fate each. Recomputed from capture.';
COMMENT ON COLUMN page.page_id IS 'Key. Hash of the canonical address, or of the content where there is none.';
COMMENT ON COLUMN page.url IS 'Canonical address; null for a local text that names none.';
COMMENT ON COLUMN page.outlet_id IS 'Whose page it is: outlet.outlet_id.';
COMMENT ON COLUMN page.fate IS 'stored, duplicate, skipped, failed or quarantined.';
COMMENT ON COLUMN page.reason IS 'Why it was not stored, one word from a fixed list; null when stored.';
COMMENT ON COLUMN page.detail IS 'The reason in one line for people; null where there is nothing to add.';
COMMENT ON COLUMN page.duplicate_of IS 'The page that holds the same text or article, or that this address redirects to: page.page_id; null unless a duplicate.';
COMMENT ON COLUMN page.article_id IS 'Article it shows: article.article_id; null where none came of it.';
COMMENT ON COLUMN page.retry_at IS 'When the next try is planned, UTC; null where none is. A page that failed on the web has one until it is quarantined; a local file or WARC record is read again when it is given again.';
COMMENT ON COLUMN page.last_looked_at IS 'When it was looked at last, UTC, whatever the look met: also a look that showed nothing new and so is no capture; null where that is not known.';
COMMENT ON COLUMN page.unchanged IS 'Looks that showed what the one before had: a 304, or the same bytes. They are no captures.';
