"""Article to facts: numbers, figures, dates, entities, quotes and sources, naming. Pure functions: no file, clock or network."""
