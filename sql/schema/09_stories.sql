-- How articles are grouped into stories, and what became of stories. Worked out by pipeline/relating.

CREATE TABLE story_change (
    change_id VARCHAR NOT NULL,
    seq BIGINT NOT NULL,
    story_id VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    other_story_id VARCHAR,
    articles BIGINT NOT NULL
);
COMMENT ON TABLE story_change IS 'What became of a story when more was known. Only grows: whoever noted a story''s id finds here where its articles went.';
COMMENT ON COLUMN story_change.change_id IS 'Key.';
COMMENT ON COLUMN story_change.seq IS 'Grows with every working out of relations that changed a story: later changes have greater numbers.';
COMMENT ON COLUMN story_change.story_id IS 'The story it was.';
COMMENT ON COLUMN story_change.label IS 'The label it had.';
COMMENT ON COLUMN story_change.kind IS 'merged (all of it is in another story now), split (part of it is, or it went into several), renamed (another article is its first) or gone.';
COMMENT ON COLUMN story_change.other_story_id IS 'The story its articles are in now: story.story_id, unless that changed later; null where they are in none.';
COMMENT ON COLUMN story_change.articles IS 'Articles that went there.';

CREATE TABLE story_group (
    group_id VARCHAR NOT NULL,
    story_id VARCHAR,
    day DATE,
    step BIGINT NOT NULL,
    score DOUBLE NOT NULL,
    headline VARCHAR,
    article_ids VARCHAR[] NOT NULL,
    outlet_ids VARCHAR[] NOT NULL,
    fits DOUBLE[] NOT NULL,
    features UINTEGER[] NOT NULL
);
COMMENT ON TABLE story_group IS 'Articles of one day that tell the same: what stories are made of. Here so that a new day costs no more than a day.';
COMMENT ON COLUMN story_group.group_id IS 'Key. Hash of its first article.';
COMMENT ON COLUMN story_group.story_id IS 'Its story: story.story_id; null where an article without a date is like none.';
COMMENT ON COLUMN story_group.day IS 'UTC day of publication; null for an article without a date, which is a group of its own.';
COMMENT ON COLUMN story_group.step IS 'A day of many articles is grouped in several steps, from 0.';
COMMENT ON COLUMN story_group.score IS 'How like the story it was when it joined, 0 to 1; 1 where it began the story.';
COMMENT ON COLUMN story_group.headline IS 'The headline of the article most like the others; null where none has one.';
COMMENT ON COLUMN story_group.article_ids IS 'Its articles, by time: article.article_id.';
COMMENT ON COLUMN story_group.outlet_ids IS 'Who published them: outlet.outlet_id.';
COMMENT ON COLUMN story_group.fits IS 'How like the others each article is, 0 to 1, in the order of the articles.';
COMMENT ON COLUMN story_group.features IS 'Mean of their features: hash of a word, name or figure x 256 + its weight.';
