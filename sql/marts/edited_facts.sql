-- title: Facts that an edit touched
-- answers: Which figures, qualifiers, sources, verbs of saying, quotations and names were changed from one version to the next, or from an original to its copy?
-- grain: one row per fact that is another, or is gone, or is new, on the other side of an edit
-- kind: table
-- refresh: article
-- whole: figure, attribution, quote, naming, version_reading
-- column edit_id: the edit it lies in: article_edit.edit_id
-- column article_id: the article edited, or the copy
-- column against: revision or original
-- column before_version_id: the text before, or the original's
-- column after_version_id: the text after, or the copy's
-- column aspect: figure (the number is another), qualifier (the number is the same, its bounds are not), source (who is cited), verb (the source is the same, the kind of verb is not: said, admitted), quote or naming
-- column change: altered, added, dropped; of quotes also cut, extended, quoted (marks put around words that were there) and unquoted (the words stand without marks)
-- column kind: kind of figure, class of the verb after, kind of quotation or concept named
-- column before: the words before; NULL where the fact was added
-- column before_start: where they begin in the text before
-- column before_end: where they end there
-- column before_id: the figure, attribution, quote or naming before, by its id
-- column after: the words after; NULL where the fact was dropped
-- column after_start: where they begin in the text after
-- column after_end: where they end there
-- column after_id: the figure, attribution, quote or naming after
WITH side AS (
  SELECT edit_id, article_id, against, kind, before_version_id, after_version_id, 'before' AS side, before_version_id AS version_id, before_start AS first, before_end AS last
  FROM article_edit
  WHERE before_start IS NOT NULL AND kind <> 'moved' AND note IS NULL
  UNION ALL
  SELECT edit_id, article_id, against, kind, before_version_id, after_version_id, 'after', after_version_id, after_start, after_end
  FROM article_edit
  WHERE after_start IS NOT NULL AND kind <> 'moved' AND note IS NULL
),
pair AS (
  SELECT DISTINCT before_version_id, after_version_id FROM article_edit WHERE kind <> 'moved'
),
concerned AS (
  SELECT r.version_id, r.extractor_id
  FROM version_reading AS r
  WHERE r.version_id IN (SELECT before_version_id FROM pair UNION ALL SELECT after_version_id FROM pair)
),
citing AS (
  -- By the words there, or, where these name nobody by themselves, by whom they stand for.
  SELECT *, CASE WHEN lower(source) NOT IN ('he', 'she', 'it', 'they', 'we', 'i', 'you', 'who', 'which', 'that', 'this', 'one', 'others', 'some', 'many') THEN source ELSE speaker END AS name
  FROM (SELECT * FROM attribution WHERE rowid IN (SELECT rowid FROM attribution WHERE version_id IN (SELECT version_id FROM concerned)))
  WHERE lower(coalesce(speaker, source)) NOT IN ('he', 'she', 'it', 'they', 'we', 'i', 'you', 'who', 'which', 'that', 'this', 'one', 'others', 'some', 'many')
),
-- Facts of all the texts concerned (found by their version first: the wide rows of others are not read), each with what makes it the same one (`same`), one of a kind (`alike`), and what may differ in the same one (`way`).
fact AS (
  SELECT
    'figure' AS aspect,
    f.version_id,
    f.figure_id AS id,
    f.surface AS words,
    f.start,
    f."end",
    f.kind,
    concat(
      f.unit, ' ',
      round(
        CASE
          WHEN f.qualifier IN ('fewer_than', 'up_to', 'nearly') THEN f.value_high
          WHEN f.qualifier = 'about' THEN (f.value_low + f.value_high) / 2
          ELSE coalesce(f.value_low, f.value_high, 0)
        END, 2
      )
    ) AS same,
    concat(f.kind, ' ', f.unit) AS alike,
    CASE WHEN f.qualifier IN ('exact', 'none') THEN 'exact' ELSE f.qualifier END AS way,
    f.surface AS way_words
  FROM (SELECT * FROM figure WHERE rowid IN (SELECT rowid FROM figure WHERE version_id IN (SELECT version_id FROM concerned))) AS f
  JOIN concerned AS c ON c.version_id = f.version_id AND c.extractor_id = f.extractor_id
  UNION ALL
  SELECT
    'source',
    a.version_id,
    a.attribution_id,
    a.name,
    a.start,
    a."end",
    a.verb_class,
    coalesce(a.speaker_entity_id, lower(regexp_replace(coalesce(a.speaker, a.name), '^(the|a|an|one) ', '', 'i'))),
    '',
    a.verb_class,
    concat_ws(' ', a.name, a.cue)
  FROM citing AS a
  JOIN concerned AS c ON c.version_id = a.version_id AND c.extractor_id = a.extractor_id
  UNION ALL
  SELECT 'naming', n.version_id, n.naming_id, n.surface, n.start, n."end", n.concept, concat(n.concept, ' ', n.variant), n.concept, '', n.surface
  FROM (SELECT * FROM naming WHERE rowid IN (SELECT rowid FROM naming WHERE version_id IN (SELECT version_id FROM concerned))) AS n
  JOIN concerned AS c ON c.version_id = n.version_id AND c.extractor_id = n.extractor_id
),
held AS (
  SELECT DISTINCT version_id, aspect, same FROM fact
),
edited AS (
  SELECT
    s.* EXCLUDE (first, last, kind),
    s.kind AS edit_kind,
    f.* EXCLUDE (version_id),
    row_number() OVER (PARTITION BY s.edit_id, s.side, f.aspect, f.same ORDER BY f.start, f.id) AS nth_same
  FROM side AS s
  JOIN fact AS f ON f.version_id = s.version_id AND f.start >= s.first AND f.start < s.last
),
-- What is there on both sides of one edit is the same; of the rest, those of one kind are paired in the order of the text.
kept AS (
  SELECT b.edit_id, b.aspect, b.id AS before_id, a.id AS after_id, b.way <> a.way AS otherwise
  FROM edited AS b
  JOIN edited AS a ON a.edit_id = b.edit_id AND a.aspect = b.aspect AND a.same = b.same AND a.nth_same = b.nth_same AND a.side = 'after'
  WHERE b.side = 'before'
),
loose AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY edit_id, side, aspect, alike ORDER BY start, id) AS nth_alike,
    EXISTS (
      FROM held AS h
      WHERE h.version_id = CASE e.side WHEN 'before' THEN e.after_version_id ELSE e.before_version_id END AND h.aspect = e.aspect AND h.same = e.same
    ) AS elsewhere
  FROM edited AS e
  WHERE
    -- To cite somebody twice in a sentence is to cite.
    (e.aspect <> 'source' OR e.nth_same = 1)
    AND NOT EXISTS (FROM kept AS k WHERE k.edit_id = e.edit_id AND k.aspect = e.aspect AND e.id = CASE e.side WHEN 'before' THEN k.before_id ELSE k.after_id END)
),
paired AS (
  SELECT k.edit_id, CASE k.aspect WHEN 'figure' THEN 'qualifier' ELSE 'verb' END AS aspect, 'altered' AS change, k.before_id, k.after_id
  FROM kept AS k
  WHERE k.otherwise
  UNION ALL
  SELECT coalesce(b.edit_id, a.edit_id), coalesce(b.aspect, a.aspect), CASE WHEN a.id IS NULL THEN 'dropped' WHEN b.id IS NULL THEN 'added' ELSE 'altered' END, b.id, a.id
  FROM (FROM loose WHERE side = 'before') AS b
  FULL JOIN (FROM loose WHERE side = 'after') AS a ON a.edit_id = b.edit_id AND a.aspect = b.aspect AND a.alike = b.alike AND a.nth_alike = b.nth_alike
  WHERE
    (a.id IS NOT NULL AND b.id IS NOT NULL)
    OR CASE coalesce(b.aspect, a.aspect)
      WHEN 'naming' THEN false
      -- What the other text says as well, elsewhere, was neither dropped nor added; but a sentence that lost its source did.
      WHEN 'source' THEN coalesce(b.edit_kind, a.edit_kind) = 'changed' OR NOT coalesce(b.elsewhere, a.elsewhere)
      ELSE NOT coalesce(b.elsewhere, a.elsewhere)
    END
),
told AS (
  SELECT
    p.edit_id,
    p.aspect,
    p.change,
    coalesce(a.kind, b.kind) AS kind,
    CASE p.aspect WHEN 'verb' THEN b.way_words ELSE b.words END AS before,
    b.start AS before_start,
    b."end" AS before_end,
    p.before_id,
    CASE p.aspect WHEN 'verb' THEN a.way_words ELSE a.words END AS after,
    a.start AS after_start,
    a."end" AS after_end,
    p.after_id
  FROM paired AS p
  LEFT JOIN edited AS b ON b.edit_id = p.edit_id AND b.id = p.before_id AND b.side = 'before'
  LEFT JOIN edited AS a ON a.edit_id = p.edit_id AND a.id = p.after_id AND a.side = 'after'
),
said AS (
  SELECT
    q.version_id,
    q.quote_id AS id,
    q.kind,
    q.content AS words,
    q.start,
    q."end",
    trim(lower(regexp_replace(q.content, '[^[:alnum:]]+', ' ', 'g'))) AS bare
  FROM (SELECT * FROM quote WHERE rowid IN (SELECT rowid FROM quote WHERE version_id IN (SELECT version_id FROM concerned))) AS q
  JOIN concerned AS c ON c.version_id = q.version_id AND c.extractor_id = q.extractor_id
),
-- Quotations that the other text does not have word for word.
quoted AS (
  SELECT
    s.* EXCLUDE (first, last, kind),
    q.* EXCLUDE (version_id),
    string_split(q.bare, ' ') AS bare_words,
    ' ' || trim(lower(regexp_replace(CASE s.side WHEN 'before' THEN e.after ELSE e.before END, '[^[:alnum:]]+', ' ', 'g'))) || ' ' AS opposite
  FROM side AS s
  JOIN said AS q ON q.version_id = s.version_id AND q.start >= s.first AND q.start < s.last
  JOIN article_edit AS e ON e.edit_id = s.edit_id
  WHERE q.bare <> '' AND NOT EXISTS (
    FROM said AS o
    WHERE o.version_id = CASE s.side WHEN 'before' THEN s.after_version_id ELSE s.before_version_id END AND o.bare = q.bare
  )
),
quotes_compared AS (
  SELECT
    b.edit_id,
    b.id AS before_id,
    b.start AS before_start,
    a.id AS after_id,
    a.start AS after_start,
    a.edit_id = b.edit_id AS together,
    contains(concat(' ', b.bare, ' '), concat(' ', a.bare, ' ')) AS is_cut,
    contains(concat(' ', a.bare, ' '), concat(' ', b.bare, ' ')) AS is_extended,
    len(list_intersect(b.bare_words, a.bare_words)) AS shared,
    len(list_distinct(b.bare_words)) AS before_words,
    len(list_distinct(a.bare_words)) AS after_words
  FROM quoted AS b
  JOIN quoted AS a ON a.before_version_id = b.before_version_id AND a.after_version_id = b.after_version_id AND a.article_id = b.article_id AND a.side = 'after'
  WHERE b.side = 'before'
),
-- Each quotation with the one most like it, of the same sentence first; fewer than three words in common say nothing in another sentence.
reworded AS (
  SELECT edit_id, before_id, after_id, CASE WHEN is_cut THEN 'cut' WHEN is_extended THEN 'extended' ELSE 'altered' END AS change
  FROM quotes_compared
  WHERE
    (is_cut OR is_extended OR (shared >= 3 AND (4 * shared >= before_words + after_words OR shared >= 0.8 * least(before_words, after_words))))
    AND (together OR shared >= 3)
  QUALIFY
    row_number() OVER (PARTITION BY before_id ORDER BY together DESC, shared / (before_words + after_words) DESC, after_start, after_id) = 1
    AND row_number() OVER (PARTITION BY after_id ORDER BY together DESC, shared / (before_words + after_words) DESC, before_start, before_id) = 1
),
-- The rest, but for what stands in a quotation of the other text all the same.
lone AS (
  SELECT *
  FROM quoted AS q
  WHERE
    NOT EXISTS (FROM reworded AS r WHERE q.id = CASE q.side WHEN 'before' THEN r.before_id ELSE r.after_id END)
    AND NOT EXISTS (
      FROM said AS o
      WHERE
        o.version_id = CASE q.side WHEN 'before' THEN q.after_version_id ELSE q.before_version_id END
        AND (
          contains(concat(' ', o.bare, ' '), concat(' ', q.bare, ' '))
          OR (contains(concat(' ', q.bare, ' '), concat(' ', o.bare, ' ')) AND 2 * length(o.bare) >= length(q.bare))
        )
    )
),
quotes_told AS (
  SELECT r.edit_id, r.change, b.kind, b.words AS before, b.start AS before_start, b."end" AS before_end, b.id AS before_id, a.words AS after, a.start AS after_start, a."end" AS after_end, a.id AS after_id
  FROM reworded AS r
  JOIN quoted AS b ON b.edit_id = r.edit_id AND b.id = r.before_id AND b.side = 'before'
  JOIN quoted AS a ON a.id = r.after_id AND a.article_id = b.article_id AND a.before_version_id = b.before_version_id AND a.after_version_id = b.after_version_id AND a.side = 'after'
  UNION ALL
  SELECT edit_id, CASE WHEN contains(opposite, concat(' ', bare, ' ')) THEN 'unquoted' ELSE 'dropped' END, kind, words, start, "end", id, NULL, NULL, NULL, NULL
  FROM lone
  WHERE side = 'before'
  UNION ALL
  SELECT edit_id, CASE WHEN contains(opposite, concat(' ', bare, ' ')) THEN 'quoted' ELSE 'added' END, kind, NULL, NULL, NULL, NULL, words, start, "end", id
  FROM lone
  WHERE side = 'after'
)
SELECT
  e.edit_id,
  e.article_id,
  e.against,
  e.before_version_id,
  e.after_version_id,
  t.* EXCLUDE (edit_id)
FROM (
  FROM told
  UNION ALL BY NAME
  SELECT *, 'quote' AS aspect FROM quotes_told
) AS t
JOIN article_edit AS e ON e.edit_id = t.edit_id
ORDER BY e.article_id, e.after_version_id, e.position, t.aspect, t.before_start, t.after_start
