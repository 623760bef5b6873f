-- title: Unnamed sources by outlet
-- answers: How often does each outlet cite somebody without a name?
-- param least integer = 1: attributions an outlet must have
-- param class text = null: only this class of source: government, military ...; all without it
-- column outlet: who publishes
-- column attributions: attributions with a source
-- column unnamed: those whose source has no name
-- column unnamed_share: unnamed / attributions
-- column attributions_weighted: attributions with wire copies counted once
-- column unnamed_weighted: unnamed with wire copies counted once
-- column unnamed_share_weighted: the second divided by the first; NULL where there are copies only
-- column unresolved: attributions to a pronoun that leads to nobody, in no other count
-- column most_cited: the unnamed source cited most, in its words
-- column unnamed_low: lower end of the 95 percent interval of unnamed_share (Wilson)
-- column unnamed_high: upper end
WITH counted AS (
  SELECT
    min(outlet) AS outlet,
    CAST(coalesce(sum(attributions) FILTER (WHERE NOT unresolved), 0) AS BIGINT) AS attributions,
    CAST(coalesce(sum(attributions) FILTER (WHERE anonymous AND NOT unresolved), 0) AS BIGINT) AS unnamed,
    coalesce(sum(attributions) FILTER (WHERE anonymous AND NOT unresolved), 0) / nullif(sum(attributions) FILTER (WHERE NOT unresolved), 0) AS unnamed_share,
    coalesce(sum(attributions_weighted) FILTER (WHERE NOT unresolved), 0) AS attributions_weighted,
    coalesce(sum(attributions_weighted) FILTER (WHERE anonymous AND NOT unresolved), 0) AS unnamed_weighted,
    coalesce(sum(attributions_weighted) FILTER (WHERE anonymous AND NOT unresolved), 0) / nullif(sum(attributions_weighted) FILTER (WHERE NOT unresolved), 0) AS unnamed_share_weighted,
    CAST(coalesce(sum(attributions) FILTER (WHERE unresolved), 0) AS BIGINT) AS unresolved,
    arg_max(source, (attributions, source)) FILTER (WHERE anonymous AND NOT unresolved) AS most_cited
  FROM sources_cited
  WHERE (anonymous IS NOT NULL OR unresolved) AND (CAST($class AS VARCHAR) IS NULL OR source_class = CAST($class AS VARCHAR))
  GROUP BY outlet_id
  HAVING coalesce(sum(attributions) FILTER (WHERE NOT unresolved), 0) >= CAST($least AS BIGINT)
)
SELECT
  *,
  greatest(0, (unnamed + 1.920729 - 1.959964 * sqrt(greatest(unnamed * (attributions - unnamed), 0) / nullif(attributions, 0) + 0.960365)) / (attributions + 3.841459)) AS unnamed_low,
  least(1, (unnamed + 1.920729 + 1.959964 * sqrt(greatest(unnamed * (attributions - unnamed), 0) / nullif(attributions, 0) + 0.960365)) / (attributions + 3.841459)) AS unnamed_high
FROM counted
ORDER BY unnamed_share DESC NULLS LAST, outlet
