"""Sums of money."""

from pipeline.extract.figures.rule import Rule

RULE = Rule(
    kind="money",
    rank=100,
    examples=(
        ("The boycott cost the port $12 billion in lost trade.", ("$12 billion",)),
        ("The fine was between $5 million and $10 million.", ("between $5 million and $10 million",)),
        ("It received 40 million dollars (£31 million).", ("40 million dollars",)),
        ("The bill runs to several million euros.", ("several million euros",)),
    ),
)
