"""Barrels of oil, and barrels a day."""

from pipeline.extract.figures.rule import Rule

RULE = Rule(
    kind="oil",
    rank=86,
    examples=(
        ("The tanker carried 1.7 million barrels of crude.", ("1.7 million",)),
        ("Exports fell to under 500,000 barrels a day.", ("under 500,000",)),
        ("Output is 3.8 million bpd.", ("3.8 million",)),
    ),
)
