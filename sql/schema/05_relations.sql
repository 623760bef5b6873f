-- What holds between articles. Recomputed by pipeline/relate from the tables before.

CREATE TABLE syndication (
    article_id VARCHAR NOT NULL,
    cluster_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    original_article_id VARCHAR,
    source_outlet_id VARCHAR,
    containment DOUBLE NOT NULL,
    evidence VARCHAR NOT NULL,
    weight DOUBLE NOT NULL
);
COMMENT ON TABLE syndication IS 'One row per article that belongs to a cluster of copies. Articles without copies have no row and weight 1.';
COMMENT ON COLUMN syndication.article_id IS 'Key: article.article_id.';
COMMENT ON COLUMN syndication.cluster_id IS 'Same for all articles of a cluster.';
COMMENT ON COLUMN syndication.role IS 'original, copy or partial.';
COMMENT ON COLUMN syndication.original_article_id IS 'The article it is a copy of: article.article_id; null for the original itself and where it was never seen.';
COMMENT ON COLUMN syndication.source_outlet_id IS 'The outlet credited or found as the origin: outlet.outlet_id; null where neither.';
COMMENT ON COLUMN syndication.containment IS 'Share of the article''s word 5-grams that the original holds, 0 to 1.';
COMMENT ON COLUMN syndication.evidence IS 'same_text, near_text, credit or canonical.';
COMMENT ON COLUMN syndication.weight IS 'What it counts in sums: original 1, copy 0, partial 1 - containment. Sums to at least 1 in a cluster.';

CREATE TABLE story (
    story_id VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    day_first DATE NOT NULL,
    day_last DATE NOT NULL,
    article_count BIGINT NOT NULL,
    outlet_count BIGINT NOT NULL
);
COMMENT ON TABLE story IS 'Articles about the same event.';
COMMENT ON COLUMN story.story_id IS 'Key.';
COMMENT ON COLUMN story.label IS 'Words to call it by.';
COMMENT ON COLUMN story.day_first IS 'First UTC day of publication.';
COMMENT ON COLUMN story.day_last IS 'Last UTC day of publication.';
COMMENT ON COLUMN story.article_count IS 'Articles in it.';
COMMENT ON COLUMN story.outlet_count IS 'Outlets that published them.';

CREATE TABLE article_story (
    article_id VARCHAR NOT NULL,
    story_id VARCHAR NOT NULL,
    score DOUBLE NOT NULL
);
COMMENT ON TABLE article_story IS 'Which story an article belongs to.';
COMMENT ON COLUMN article_story.article_id IS 'Article: article.article_id.';
COMMENT ON COLUMN article_story.story_id IS 'Story: story.story_id.';
COMMENT ON COLUMN article_story.score IS 'How well it fits, 0 to 1.';
