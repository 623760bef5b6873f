-- title: Own-voice names for one thing, outlet by outlet
SELECT concept, outlet, variant, own_voice, own_voice_share FROM naming_choice WHERE own_voice > 0 ORDER BY concept, outlet, own_voice DESC
