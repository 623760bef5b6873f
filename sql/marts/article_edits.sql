-- title: Edits after publication
-- answers: What was changed in an article after it was published: which sentence, headline, figure or quotation, and did the outlet say so?
-- grain: one row per sentence or headline that differs between two versions of an article that follow each other; white space, punctuation, capitals, time stamps, counters and signatures left out
-- kind: table
-- refresh: article
-- column edit_id: the edit
-- column article_id: the article
-- column outlet_id: who publishes it
-- column outlet: the outlet's name
-- column url: the article's address
-- column title: the headline now
-- column published_day: day of publication, UTC
-- column story_id: the event the article tells
-- column story: the event's label
-- column step: 1 for the change from the first version to the second
-- column seen_before: when the version before was first seen, UTC
-- column seen_at: when the version after was first seen, UTC: the edit was made between the two
-- column before_version_id: the version before
-- column after_version_id: the version after
-- column position: order among the edits of a step, from 0
-- column in_headline: whether it is the headline that changed
-- column kind: added, removed, changed or moved
-- column before: the words before; NULL where they were added
-- column before_start: where they begin in the text before, in code points from 0
-- column before_end: where they end there
-- column after: the words after; NULL where they were removed
-- column after_start: where they begin in the text after
-- column after_end: where they end there
-- column is_note: whether the words are a note to readers rather than news
-- column declared: what the outlet said of the change: retraction, correction, clarification, update or note; NULL for a silent edit
-- column declared_for: edit where the note speaks of this change, by its numbers or words; version where it is on the text as a whole; NULL for a silent edit and the note itself
-- column note: the words that say so
-- column touches_figure: whether a number or its qualifier is another, is new or gone
-- column touches_number: whether any numeral is another, be it a figure's or a date's
-- column touches_quote: whether a quotation is another, is new or gone
-- column touches_source: whether a source or the verb for its speaking is
-- column figures_before: words of the figures of the sentence that changed, before; of numbers that came new, NULL
-- column figures_after: the same after, in the same order; of numbers that went, NULL
-- column figure_ids_before: these figures
-- column figure_ids_after: these figures
-- column weight: the article's weight: 0 for a wire copy
WITH seen AS (
  SELECT c.version_id, min(c.fetched_at) AS at
  FROM capture AS c
  WHERE c.fate = 'stored'
  GROUP BY c.version_id
),
step AS (
  SELECT
    e.article_id,
    e.before_version_id,
    e.after_version_id,
    b.at AS seen_before,
    a.at AS seen_at,
    row_number() OVER (PARTITION BY e.article_id ORDER BY a.at, e.after_version_id) AS step
  FROM (SELECT DISTINCT article_id, before_version_id, after_version_id FROM article_edit WHERE against = 'revision') AS e
  JOIN seen AS b ON b.version_id = e.before_version_id
  JOIN seen AS a ON a.version_id = e.after_version_id
),
whole AS (
  -- A note that speaks of no edit in particular is on all that no other speaks of; of several the gravest.
  SELECT
    e.article_id,
    e.before_version_id,
    e.after_version_id,
    arg_min({'note': e.note, 'words': e.after}, (list_position(['retraction', 'correction', 'clarification', 'update', 'note'], e.note), e.position)) AS told
  FROM article_edit AS e
  WHERE
    e.note IS NOT NULL
    AND e.against = 'revision'
    AND NOT EXISTS (
      FROM article_edit AS o
      WHERE o.article_id = e.article_id AND o.note_id = e.edit_id AND o.edit_id <> e.edit_id
    )
  GROUP BY ALL
),
touched AS (
  SELECT
    edit_id,
    bool_or(aspect IN ('figure', 'qualifier')) AS figure,
    bool_or(aspect = 'quote') AS quote,
    bool_or(aspect IN ('source', 'verb')) AS source,
    list(before ORDER BY coalesce(after_start, before_start), before_start) FILTER (aspect IN ('figure', 'qualifier')) AS figures_before,
    list(after ORDER BY coalesce(after_start, before_start), before_start) FILTER (aspect IN ('figure', 'qualifier')) AS figures_after,
    list(before_id ORDER BY coalesce(after_start, before_start), before_start) FILTER (aspect IN ('figure', 'qualifier')) AS figure_ids_before,
    list(after_id ORDER BY coalesce(after_start, before_start), before_start) FILTER (aspect IN ('figure', 'qualifier')) AS figure_ids_after
  FROM edited_facts
  WHERE against = 'revision'
  GROUP BY edit_id
)
SELECT
  e.edit_id,
  e.article_id,
  a.outlet_id,
  a.outlet,
  a.url,
  a.title,
  a.published_day,
  a.story_id,
  a.story,
  s.step,
  s.seen_before,
  s.seen_at,
  e.before_version_id,
  e.after_version_id,
  e.position,
  e.in_headline,
  e.kind,
  e.before,
  e.before_start,
  e.before_end,
  e.after,
  e.after_start,
  e.after_end,
  e.note IS NOT NULL AS is_note,
  coalesce(n.note, w.told.note) AS declared,
  CASE WHEN e.note IS NULL AND n.note IS NOT NULL THEN 'edit' WHEN e.note IS NULL AND w.told IS NOT NULL THEN 'version' END AS declared_for,
  coalesce(n.after, w.told.words) AS note,
  coalesce(t.figure, false) AS touches_figure,
  list_sort(regexp_extract_all(coalesce(e.before, ''), '\d+([.,]\d+)*')) <> list_sort(regexp_extract_all(coalesce(e.after, ''), '\d+([.,]\d+)*')) AS touches_number,
  coalesce(t.quote, false) AS touches_quote,
  coalesce(t.source, false) AS touches_source,
  coalesce(t.figures_before, []) AS figures_before,
  coalesce(t.figures_after, []) AS figures_after,
  coalesce(t.figure_ids_before, []) AS figure_ids_before,
  coalesce(t.figure_ids_after, []) AS figure_ids_after,
  a.weight
FROM article_edit AS e
JOIN articles AS a ON a.article_id = e.article_id
JOIN step AS s ON s.article_id = e.article_id AND s.before_version_id = e.before_version_id AND s.after_version_id = e.after_version_id
LEFT JOIN article_edit AS n ON n.article_id = e.article_id AND n.edit_id = e.note_id
LEFT JOIN whole AS w ON w.article_id = e.article_id AND w.before_version_id = e.before_version_id AND w.after_version_id = e.after_version_id
LEFT JOIN touched AS t ON t.edit_id = e.edit_id
WHERE e.against = 'revision'
ORDER BY a.published_at, e.article_id, s.step, e.position
