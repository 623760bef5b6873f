"""Any other people or things counted: attacks, votes, people on board. Kept in the warehouse, not scored."""

from pipeline.extract.figures.rule import Rule

RULE = Rule(
    kind="other_count",
    rank=-10,
    examples=(
        ("Two senators asked for 40 copies of the report.", ("Two", "40")),
        ("Five world powers signed.", ("Five",)),
    ),
)
