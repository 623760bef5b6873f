-- Who and what the facts are about: catalogued knowledge, laid over at every load.

CREATE TABLE outlet (
    outlet_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    country VARCHAR,
    language VARCHAR,
    owner_kind VARCHAR NOT NULL,
    kind VARCHAR,
    catalogued BOOLEAN NOT NULL,
    invented BOOLEAN NOT NULL
);
COMMENT ON TABLE outlet IS 'Who publishes. Outlets seen in the input but in no catalogue are rows too.';
COMMENT ON COLUMN outlet.outlet_id IS 'Key. Short name from the catalogue, or derived from the site''s domain where no catalogue holds it.';
COMMENT ON COLUMN outlet.name IS 'Name for readers.';
COMMENT ON COLUMN outlet.country IS 'ISO 3166-1 alpha-2 code of the seat; null where unknown.';
COMMENT ON COLUMN outlet.language IS 'ISO 639-1 code of the language it publishes in; null where unknown.';
COMMENT ON COLUMN outlet.owner_kind IS 'Who owns it: public, state, private, party or unknown.';
COMMENT ON COLUMN outlet.kind IS 'wire, broadcaster, newspaper, online, magazine or think_tank; null where unknown.';
COMMENT ON COLUMN outlet.catalogued IS 'Whether a catalogue describes it; false for outlets met only in the input.';
COMMENT ON COLUMN outlet.invented IS 'Whether it belongs to the sample world, so that nobody takes it for a real publisher.';

CREATE TABLE entity (
    entity_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    side VARCHAR,
    wikidata VARCHAR
);
COMMENT ON TABLE entity IS 'A canonical entity of a topic''s gazetteer.';
COMMENT ON COLUMN entity.entity_id IS 'Key. Short name from the topic.';
COMMENT ON COLUMN entity.name IS 'Name for readers.';
COMMENT ON COLUMN entity.kind IS 'person, organisation, place ... as the topic sorts them.';
COMMENT ON COLUMN entity.side IS 'The party of the conflict it belongs to, as the topic says; null for neither.';
COMMENT ON COLUMN entity.wikidata IS 'Wikidata item, Q and digits; null where none is given.';

CREATE TABLE extractor (
    extractor_id VARCHAR NOT NULL,
    package_version VARCHAR NOT NULL,
    code_hash VARCHAR NOT NULL,
    rules_hash VARCHAR NOT NULL,
    model VARCHAR
);
COMMENT ON TABLE extractor IS 'What derived the facts. A change in code or rules is a new extractor, so that facts of two can be compared.';
COMMENT ON COLUMN extractor.extractor_id IS 'Key. Hash of the columns that follow.';
COMMENT ON COLUMN extractor.package_version IS 'Version of the package.';
COMMENT ON COLUMN extractor.code_hash IS 'Hash of the extracting code.';
COMMENT ON COLUMN extractor.rules_hash IS 'Hash of topics, catalogue and other rules that are data.';
COMMENT ON COLUMN extractor.model IS 'Name and version of a statistical model; null where there is none.';
