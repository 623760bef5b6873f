-- title: What copiers changed
-- answers: What did an outlet that printed another's words change in them: headline, sentences, numbers, qualifiers, sources, verbs of saying, quotations, names?
-- grain: one row per thing that a copy or partial take has otherwise than the version of the original that holds most of its words
-- kind: view
-- column article_id: the copy
-- column outlet_id: who printed the copy
-- column outlet: the outlet's name
-- column url: the copy's address
-- column title: the copy's headline
-- column published_at: when the copy was published, UTC
-- column published_day: its UTC day
-- column role: copy, or partial where it has more words of its own
-- column original_article_id: the original
-- column original_outlet_id: whose words they are
-- column original_outlet: that outlet's name
-- column original_url: the original's address
-- column story_id: the event the copy tells
-- column story: the event's label
-- column aspect: headline, sentence, figure, qualifier, source, verb, quote or naming; what changed within a sentence stands beside the sentence
-- column change: altered, added, dropped; of sentences also moved; of quotes also cut, extended, quoted and unquoted
-- column kind: kind of figure, class of the verb, kind of quotation or concept; NULL for headlines and sentences
-- column before: the original's words; NULL where they were added
-- column before_version_id: the version of the original
-- column before_start: where they begin in its text, in code points from 0
-- column before_end: where they end there
-- column after: the copy's words; NULL where they were dropped
-- column after_version_id: the version of the copy
-- column after_start: where they begin in its text
-- column after_end: where they end there
-- column position: order among the copy's edits, from 0
-- column in_headline: whether it is in the headline
-- column edit_id: the edit of the sentence or headline it is in
WITH thing AS (
  SELECT
    edit_id,
    CASE WHEN in_headline THEN 'headline' ELSE 'sentence' END AS aspect,
    CASE kind WHEN 'changed' THEN 'altered' WHEN 'removed' THEN 'dropped' ELSE kind END AS change,
    CAST(NULL AS VARCHAR) AS kind,
    before,
    before_start,
    before_end,
    after,
    after_start,
    after_end
  FROM article_edit
  WHERE against = 'original'
  UNION ALL BY NAME
  SELECT edit_id, aspect, change, kind, before, before_start, before_end, after, after_start, after_end
  FROM edited_facts
  WHERE against = 'original'
)
SELECT
  c.article_id,
  c.outlet_id,
  c.outlet,
  c.url,
  c.title,
  c.published_at,
  c.published_day,
  c.syndication_role AS role,
  c.original_article_id,
  o.outlet_id AS original_outlet_id,
  o.outlet AS original_outlet,
  o.url AS original_url,
  c.story_id,
  c.story,
  t.aspect,
  t.change,
  t.kind,
  t.before,
  e.before_version_id,
  t.before_start,
  t.before_end,
  t.after,
  e.after_version_id,
  t.after_start,
  t.after_end,
  e.position,
  e.in_headline,
  e.edit_id
FROM thing AS t
JOIN article_edit AS e ON e.edit_id = t.edit_id
JOIN articles AS c ON c.article_id = e.article_id
LEFT JOIN articles AS o ON o.article_id = c.original_article_id
