"""Nuclear material by weight."""

from pipeline.extract.figures.rule import Rule

RULE = Rule(
    kind="material",
    rank=85,
    examples=(
        ("The stockpile of enriched uranium was capped at 300 kg (660 lb).", ("300",)),
        ("Iran shipped 11 tonnes of low-enriched uranium to Russia.", ("11",)),
    ),
)
