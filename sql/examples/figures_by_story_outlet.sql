-- title: Which values each outlet printed for one story
SELECT outlet, kind, counted_group, surfaces, sources FROM figures_by_story_outlet WHERE kind = 'killed' ORDER BY story, outlet
