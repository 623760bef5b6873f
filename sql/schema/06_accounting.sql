-- What was tried, what came, what was refused; and what this file is.

CREATE TABLE coverage (
    outlet_id VARCHAR NOT NULL,
    day DATE NOT NULL,
    discovered BIGINT NOT NULL,
    stored BIGINT NOT NULL,
    skipped BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    not_relevant BIGINT NOT NULL,
    too_old BIGINT NOT NULL,
    "new" BIGINT NOT NULL,
    gap BOOLEAN NOT NULL,
    gap_reason VARCHAR
);
COMMENT ON TABLE coverage IS 'What was tried and what came, per outlet and day of the fetch. Counts are looks and entries of listings, not pages. Recomputed.';
COMMENT ON COLUMN coverage.outlet_id IS 'Whose pages: outlet.outlet_id.';
COMMENT ON COLUMN coverage.day IS 'UTC day of the looks.';
COMMENT ON COLUMN coverage.discovered IS 'Looks taken and entries left out unseen: the sum of the six that follow.';
COMMENT ON COLUMN coverage.stored IS 'Looks that showed an article.';
COMMENT ON COLUMN coverage.skipped IS 'Looks at pages left out on purpose.';
COMMENT ON COLUMN coverage.failed IS 'Looks that could not be read.';
COMMENT ON COLUMN coverage.unchanged IS 'Looks at pages that showed what the look before had: a 304, or the same bytes. They are no captures.';
COMMENT ON COLUMN coverage.not_relevant IS 'Entries of feeds and sitemaps left out unseen: off the topic by title, summary and address.';
COMMENT ON COLUMN coverage.too_old IS 'Entries of feeds and sitemaps left out unseen: dated before the time asked for.';
COMMENT ON COLUMN coverage."new" IS 'Addresses that were not known before, relevant or not; 0 for local files.';
COMMENT ON COLUMN coverage.gap IS 'Whether silence that day proves nothing: gap_reason says why.';
COMMENT ON COLUMN coverage.gap_reason IS 'not_tried (we were not running), errors (most looks failed), no_listing (no feed or sitemap could be read), silent (all answered and named nothing new, though on most of the two weeks before they had); null for no gap.';

CREATE TABLE quality (
    quality_id VARCHAR NOT NULL,
    extractor_id VARCHAR NOT NULL,
    gold VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    outlet_id VARCHAR,
    metric VARCHAR NOT NULL,
    value DOUBLE NOT NULL,
    low DOUBLE NOT NULL,
    high DOUBLE NOT NULL,
    support BIGINT NOT NULL
);
COMMENT ON TABLE quality IS 'How well an extractor does on annotated texts, per field. Put in by masthead evaluate --store.';
COMMENT ON COLUMN quality.quality_id IS 'Key. Hash of extractor, gold, field, kind, outlet and metric.';
COMMENT ON COLUMN quality.extractor_id IS 'What was scored: extractor.extractor_id.';
COMMENT ON COLUMN quality.gold IS 'The annotated texts: name of the file and the beginning of its hash.';
COMMENT ON COLUMN quality.field IS 'What was compared: figure, number, strict, tuple, value, qualifier, stance, counted, source, date, attribution, quote and so on.';
COMMENT ON COLUMN quality.kind IS 'A kind of figure, casualty kinds, other kinds, or all.';
COMMENT ON COLUMN quality.outlet_id IS 'Of whose texts: outlet.outlet_id; null for all outlets together.';
COMMENT ON COLUMN quality.metric IS 'precision, recall, f1 or accuracy.';
COMMENT ON COLUMN quality.value IS 'The score, 0 to 1.';
COMMENT ON COLUMN quality.low IS 'Lower end of the interval that holds 95 of 100 resamplings of the texts.';
COMMENT ON COLUMN quality.high IS 'Upper end of that interval.';
COMMENT ON COLUMN quality.support IS 'Rows it rests on: annotated ones; for accuracy those that were found.';

CREATE TABLE run (
    run_id VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP NOT NULL,
    command VARCHAR NOT NULL,
    extractor_id VARCHAR NOT NULL,
    ingest_days DATE[] NOT NULL,
    discovered BIGINT NOT NULL,
    stored BIGINT NOT NULL,
    duplicate BIGINT NOT NULL,
    skipped BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    quarantined BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    figures BIGINT NOT NULL,
    quotes BIGINT NOT NULL,
    entities BIGINT NOT NULL
);
COMMENT ON TABLE run IS 'One execution of the line and what it counted.';
COMMENT ON COLUMN run.run_id IS 'Key.';
COMMENT ON COLUMN run.started_at IS 'When it began, UTC.';
COMMENT ON COLUMN run.finished_at IS 'When it ended, UTC.';
COMMENT ON COLUMN run.command IS 'What was asked for.';
COMMENT ON COLUMN run.extractor_id IS 'What derived its facts: extractor.extractor_id.';
COMMENT ON COLUMN run.ingest_days IS 'UTC days it took in.';
COMMENT ON COLUMN run.discovered IS 'Pages: the sum of the six that follow.';
COMMENT ON COLUMN run.stored IS 'Pages stored for the first time or with a new text.';
COMMENT ON COLUMN run.duplicate IS 'Pages that are another page''s article or text.';
COMMENT ON COLUMN run.skipped IS 'Pages left out on purpose.';
COMMENT ON COLUMN run.failed IS 'Pages that could not be read.';
COMMENT ON COLUMN run.quarantined IS 'Pages whose rows a contract refused.';
COMMENT ON COLUMN run.unchanged IS 'Pages already held with the same text.';
COMMENT ON COLUMN run.figures IS 'Figures read.';
COMMENT ON COLUMN run.quotes IS 'Quotes read.';
COMMENT ON COLUMN run.entities IS 'Entity mentions read.';

CREATE TABLE bad_row (
    bad_row_id VARCHAR NOT NULL,
    table_name VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    row_json VARCHAR NOT NULL,
    ingest_day DATE NOT NULL,
    batch_id VARCHAR NOT NULL
);
COMMENT ON TABLE bad_row IS 'A row a contract refused, and the rule it broke. Kept so that nothing is lost unseen.';
COMMENT ON COLUMN bad_row.bad_row_id IS 'Key. Hash of table, row and rule.';
COMMENT ON COLUMN bad_row.table_name IS 'The table it was meant for.';
COMMENT ON COLUMN bad_row.rule IS 'The rules it broke, joined by comma and blank.';
COMMENT ON COLUMN bad_row.row_json IS 'The row as JSON; texts over 2,000 characters cut.';
COMMENT ON COLUMN bad_row.ingest_day IS 'UTC day it came in under.';
COMMENT ON COLUMN bad_row.batch_id IS 'The batch it came in.';

CREATE TABLE loaded_batch (
    batch_id VARCHAR NOT NULL,
    ingest_day DATE NOT NULL,
    loaded_at TIMESTAMP NOT NULL,
    counts VARCHAR NOT NULL
);
COMMENT ON TABLE loaded_batch IS 'Batches this file holds: a batch listed here is never loaded again.';
COMMENT ON COLUMN loaded_batch.batch_id IS 'Key, with the day: the name of the batch''s folder.';
COMMENT ON COLUMN loaded_batch.ingest_day IS 'UTC day: the name of the folder above it.';
COMMENT ON COLUMN loaded_batch.loaded_at IS 'When it was loaded, UTC.';
COMMENT ON COLUMN loaded_batch.counts IS 'Rows that were new, per table, as a JSON object.';

CREATE TABLE change_log (
    seq BIGINT NOT NULL,
    scope VARCHAR NOT NULL,
    id VARCHAR NOT NULL
);
COMMENT ON TABLE change_log IS 'What loading and relating touched and some consumer has still to work in. Pruned when all have.';
COMMENT ON COLUMN change_log.seq IS 'Grows with every note.';
COMMENT ON COLUMN change_log.scope IS 'What the id names: page, article, version, outlet, entity, look_day (by loading); related, story, day (by relating).';
COMMENT ON COLUMN change_log.id IS 'The id; a day as YYYY-MM-DD.';

CREATE TABLE seen (
    consumer VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    seq BIGINT NOT NULL
);
COMMENT ON TABLE seen IS 'How far relations, marts and checks have worked the change log in.';
COMMENT ON COLUMN seen.consumer IS 'Key. relate, mart <name> or check <name>.';
COMMENT ON COLUMN seen.code IS 'Hash of the code or SQL it did so with: with another, everything is worked in anew.';
COMMENT ON COLUMN seen.seq IS 'Up to which change: change_log.seq.';

CREATE TABLE table_sum (
    table_name VARCHAR NOT NULL,
    row_count BIGINT NOT NULL,
    hash_xor UHUGEINT NOT NULL,
    hash_sum HUGEINT NOT NULL
);
COMMENT ON TABLE table_sum IS 'What was hashed of each table, kept true as rows come and go, so that a publication reads only what changed.';
COMMENT ON COLUMN table_sum.table_name IS 'Key. A table, or "<table>, as found": its columns but those that tell when this machine looked.';
COMMENT ON COLUMN table_sum.row_count IS 'Rows hashed.';
COMMENT ON COLUMN table_sum.hash_xor IS 'Exclusive or of their MD5.';
COMMENT ON COLUMN table_sum.hash_sum IS 'Sum of the lower halves of their MD5.';

CREATE TABLE publication (
    snapshot VARCHAR NOT NULL,
    published_at TIMESTAMP NOT NULL,
    fingerprint VARCHAR NOT NULL,
    digest VARCHAR NOT NULL
);
COMMENT ON TABLE publication IS 'What was published as this file: one row in the published file, none in the file that is written to.';
COMMENT ON COLUMN publication.snapshot IS 'Name of the snapshot: time of publication and the beginning of the fingerprint.';
COMMENT ON COLUMN publication.published_at IS 'When it was published, UTC.';
COMMENT ON COLUMN publication.fingerprint IS 'Hash over all facts and relations: the same for the same warehouse on any machine.';
COMMENT ON COLUMN publication.digest IS 'Hash over everything shown but the log of runs: unchanged means nothing to publish.';

CREATE TABLE schema_version (
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE schema_version IS 'The shape of this file.';
COMMENT ON COLUMN schema_version.version IS 'Version of the tables; the code refuses a file of another version.';
COMMENT ON COLUMN schema_version.created_at IS 'When the file was made, UTC.';
