-- title: How a figure was revised
-- answers: From which value to which did a figure move, when and on whose word?
-- param story text = null: words of the story's label; all stories without it
-- param kind text = null: killed, injured ...; all without it
-- param scope text = story: whose line to follow: article, outlet, source or story
-- column story: the event
-- column line: the article, outlet, source or story the line is of
-- column kind: what is counted
-- column counted_group: whom or what; empty where unstated
-- column step: 1 for the first change
-- column direction: up, down or narrowed
-- column before: the number as printed before
-- column after: the number as printed after
-- column printed_at: when it was printed (versions of an article: first seen), UTC
-- column source: who is behind the later value; NULL for the outlet's own voice
-- column outlet: who printed it
-- column sentence: the later sentence
-- column url: the later article
SELECT
  story,
  scope_name AS line,
  kind,
  counted_group,
  step,
  direction,
  from_surface AS before,
  to_surface AS after,
  to_at AS printed_at,
  to_source AS source,
  to_outlet AS outlet,
  to_sentence AS sentence,
  to_url AS url
FROM figure_revision
WHERE
  (CAST($story AS VARCHAR) IS NULL OR contains(lower(story), lower(CAST($story AS VARCHAR))))
  AND (CAST($kind AS VARCHAR) IS NULL OR kind = CAST($kind AS VARCHAR))
  AND scope = CAST($scope AS VARCHAR)
ORDER BY story, line, kind, counted_group, step
