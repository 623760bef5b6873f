-- title: Different figures for one story
-- answers: Which outlets and sources stated figures for the same thing that cannot both be true?
-- param story text = null: words of the story's label; all stories without it
-- param kind text = null: killed, injured, missing, displaced, detained, hostage or weapons; all without it
-- param least number = 0: smallest weight of a disagreement: how many articles printed it, wire copies counted once
-- column story: the event
-- column kind: what is counted
-- column counted_group: whom or what; empty where unstated
-- column lower: the lower number as printed
-- column lower_sources: all who say so, most cited first; empty where outlets say it in their own voice only
-- column lower_outlets: who printed it
-- column lower_sentence: the sentence
-- column higher: the higher number as printed
-- column higher_sources: all who say so, most cited first; empty where outlets say it in their own voice only
-- column higher_outlets: who printed it
-- column higher_sentence: the sentence
-- column evidence: why the two are held to speak of one thing: words both have, 'lead' (on top of both texts), 'passage' (set against each other)
-- column articles: articles that print one of the two
-- column weight: the same with wire copies counted once
SELECT
  story,
  kind,
  counted_group,
  less_surface AS lower,
  less_sources AS lower_sources,
  less_outlets AS lower_outlets,
  less_sentence AS lower_sentence,
  more_surface AS higher,
  more_sources AS higher_sources,
  more_outlets AS higher_outlets,
  more_sentence AS higher_sentence,
  evidence,
  less_articles + more_articles AS articles,
  weight
FROM figure_disagreement
WHERE
  (CAST($story AS VARCHAR) IS NULL OR contains(lower(story), lower(CAST($story AS VARCHAR))))
  AND (CAST($kind AS VARCHAR) IS NULL OR kind = CAST($kind AS VARCHAR))
  AND weight >= CAST($least AS DOUBLE)
ORDER BY weight DESC, story, kind, counted_group, less_low, more_low
