-- What holds between articles. Recomputed by pipeline/relate from the tables before.

CREATE TABLE syndication (
    article_id VARCHAR NOT NULL,
    cluster_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    original_article_id VARCHAR,
    original_version_id VARCHAR,
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
COMMENT ON COLUMN syndication.original_version_id IS 'The version of that article that holds most of its words, to compare it with: article_version.version_id; null without an original.';
COMMENT ON COLUMN syndication.source_outlet_id IS 'The outlet credited or found as the origin: outlet.outlet_id; null where neither.';
COMMENT ON COLUMN syndication.containment IS 'Share of the article''s word 5-grams that the original holds, 0 to 1.';
COMMENT ON COLUMN syndication.evidence IS 'same_text, near_text, credit or canonical.';
COMMENT ON COLUMN syndication.weight IS 'What it counts in sums: original 1, copy 0, partial 1 - containment. Sums to at least 1 in a cluster.';

CREATE TABLE article_edit (
    edit_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    against VARCHAR NOT NULL,
    before_version_id VARCHAR NOT NULL,
    after_version_id VARCHAR NOT NULL,
    "position" BIGINT NOT NULL,
    in_headline BOOLEAN NOT NULL,
    kind VARCHAR NOT NULL,
    before_start BIGINT,
    before_end BIGINT,
    "before" VARCHAR,
    after_start BIGINT,
    after_end BIGINT,
    "after" VARCHAR,
    likeness DOUBLE NOT NULL,
    note VARCHAR,
    note_id VARCHAR
);
COMMENT ON TABLE article_edit IS 'What changed from one text to the next, by sentence: between versions of an article, and between an original and its copy.';
COMMENT ON COLUMN article_edit.edit_id IS 'Key.';
COMMENT ON COLUMN article_edit.article_id IS 'The article edited, or the copy: article.article_id.';
COMMENT ON COLUMN article_edit.against IS 'revision (the article''s version before) or original (the version copied).';
COMMENT ON COLUMN article_edit.before_version_id IS 'The text before, or the original''s: article_version.version_id.';
COMMENT ON COLUMN article_edit.after_version_id IS 'The text after, or the copy''s: article_version.version_id.';
COMMENT ON COLUMN article_edit."position" IS 'Order among the edits between the two texts, from 0.';
COMMENT ON COLUMN article_edit.in_headline IS 'Whether it is the headline that changed; else a sentence of the body.';
COMMENT ON COLUMN article_edit.kind IS 'added, removed, changed or moved (the same words in another place).';
COMMENT ON COLUMN article_edit.before_start IS 'Where the sentence begins in the text before, in code points from 0; null where it was added.';
COMMENT ON COLUMN article_edit.before_end IS 'Where it ends there; null where it was added.';
COMMENT ON COLUMN article_edit."before" IS 'The words before; null where they were added.';
COMMENT ON COLUMN article_edit.after_start IS 'Where the sentence begins in the text after; null where it was removed.';
COMMENT ON COLUMN article_edit.after_end IS 'Where it ends there; null where it was removed.';
COMMENT ON COLUMN article_edit."after" IS 'The words after; null where they were removed.';
COMMENT ON COLUMN article_edit.likeness IS 'Share of words that both sides have in common, 0 to 1.';
COMMENT ON COLUMN article_edit.note IS 'What the sentence itself declares to readers: retraction, correction, clarification, update or note; null where it tells news.';
COMMENT ON COLUMN article_edit.note_id IS 'The note of this version that speaks of the edit, of several the gravest: article_edit.edit_id, a note''s own for itself. Null where none does, and in copies; a note that nothing else names is on the text as a whole.';

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
