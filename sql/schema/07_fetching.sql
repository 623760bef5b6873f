-- What fetching keeps account of by itself: pages' ways on the web, and what each outlet's day came to. Exported from warehouse/frontier.sqlite.

CREATE TABLE fetch_state (
    page_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    fate VARCHAR NOT NULL,
    reason VARCHAR,
    detail VARCHAR,
    next_look_at TIMESTAMP,
    last_looked_at TIMESTAMP NOT NULL,
    looks BIGINT NOT NULL,
    unchanged BIGINT NOT NULL
);
COMMENT ON TABLE fetch_state IS 'What the fetcher last knew of each page it has looked at. The later export replaces the earlier one.';
COMMENT ON COLUMN fetch_state.page_id IS 'Key: page.page_id.';
COMMENT ON COLUMN fetch_state.url IS 'Canonical address.';
COMMENT ON COLUMN fetch_state.fate IS 'Of the fetching alone: open, stored (it came at least once), duplicate (it redirects to another page), skipped, failed or quarantined.';
COMMENT ON COLUMN fetch_state.reason IS 'Of the last look that gave nothing; null where there was none. A stored page may have one.';
COMMENT ON COLUMN fetch_state.detail IS 'That reason in one line for people; null where there is nothing to add.';
COMMENT ON COLUMN fetch_state.next_look_at IS 'When it is looked at next, UTC; null for never again.';
COMMENT ON COLUMN fetch_state.last_looked_at IS 'When it was looked at last, whatever the look met, UTC.';
COMMENT ON COLUMN fetch_state.looks IS 'Looks that were answered.';
COMMENT ON COLUMN fetch_state.unchanged IS 'Of these, looks that showed what the one before had: a 304, or the same bytes. They are no captures.';

CREATE TABLE fetch_day (
    fetch_day_id VARCHAR NOT NULL,
    outlet_id VARCHAR NOT NULL,
    day DATE NOT NULL,
    discovered BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    not_relevant BIGINT NOT NULL,
    too_old BIGINT NOT NULL,
    listings_read BIGINT NOT NULL,
    listings_failed BIGINT NOT NULL,
    gap_reason VARCHAR
);
COMMENT ON TABLE fetch_day IS 'What fetching came to, per outlet and day: what has no capture, and why a day is a gap. The later export replaces the earlier one.';
COMMENT ON COLUMN fetch_day.fetch_day_id IS 'Key. Hash of outlet and day.';
COMMENT ON COLUMN fetch_day.outlet_id IS 'Who publishes: outlet.outlet_id.';
COMMENT ON COLUMN fetch_day.day IS 'UTC day of the looks.';
COMMENT ON COLUMN fetch_day.discovered IS 'Addresses that were not known before, relevant or not.';
COMMENT ON COLUMN fetch_day.unchanged IS 'Looks at pages that showed what the look before had.';
COMMENT ON COLUMN fetch_day.not_relevant IS 'Entries left out unseen, because title, summary and address are off the topic.';
COMMENT ON COLUMN fetch_day.too_old IS 'Entries left out unseen, because the listing dates them before the time asked for.';
COMMENT ON COLUMN fetch_day.listings_read IS 'Looks at feeds and sitemaps that were answered, unchanged ones too.';
COMMENT ON COLUMN fetch_day.listings_failed IS 'Looks at feeds and sitemaps that failed, or that robots.txt forbids.';
COMMENT ON COLUMN fetch_day.gap_reason IS 'not_tried, errors, no_listing or silent; null where the day is no gap.';
