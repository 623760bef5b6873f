-- title: What outlets call it
-- answers: Which name does each outlet use for a thing in its own voice, and which only in quotations?
-- param concept text = null: part of the concept's name; all without it
-- param least integer = 1: own-voice uses of any variant an outlet must have
-- column concept: the thing that has several names
-- column outlet: who publishes
-- column variant: the name
-- column own_voice: times in the outlet's own voice
-- column own_voice_total: own-voice uses of any variant by the outlet
-- column own_voice_share: the first divided by the second
-- column own_voice_weighted: own_voice with wire copies counted once
-- column quoted: times between quotation marks
-- column headlines: times in a headline, own voice
-- column examples: wordings
-- column own_voice_low: lower end of the 95 percent interval of own_voice_share (Wilson)
-- column own_voice_high: upper end
-- column own_voice_share_weighted: the same share, wire copies counted once; NULL where the outlet has it from copies only
SELECT
  concept,
  outlet,
  variant,
  own_voice,
  own_voice_total,
  own_voice_share,
  own_voice_weighted,
  quoted,
  headlines,
  examples,
  greatest(0, (own_voice + 1.920729 - 1.959964 * sqrt(greatest(own_voice * (own_voice_total - own_voice), 0) / nullif(own_voice_total, 0) + 0.960365)) / (own_voice_total + 3.841459)) AS own_voice_low,
  least(1, (own_voice + 1.920729 + 1.959964 * sqrt(greatest(own_voice * (own_voice_total - own_voice), 0) / nullif(own_voice_total, 0) + 0.960365)) / (own_voice_total + 3.841459)) AS own_voice_high,
  own_voice_weighted / nullif(sum(own_voice_weighted) OVER (PARTITION BY outlet_id, concept), 0) AS own_voice_share_weighted
FROM naming_choice
WHERE
  (CAST($concept AS VARCHAR) IS NULL OR contains(lower(concept), lower(CAST($concept AS VARCHAR))))
  AND own_voice_total >= CAST($least AS BIGINT)
ORDER BY concept, outlet, own_voice DESC, variant
