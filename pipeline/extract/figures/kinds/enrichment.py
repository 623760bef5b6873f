"""Purity of uranium, in percent."""

from pipeline.extract.figures.rule import Rule

RULE = Rule(
    kind="enrichment",
    rank=95,
    unit="percent",
    examples=(
        ("Iran began enriching uranium to 4.5%.", ("4.5%",)),
        ("The accord set a 3.67% ceiling on enrichment.", ("3.67%",)),
        ("It holds uranium of up to 20 percent purity.", ("up to 20 percent",)),
    ),
)
