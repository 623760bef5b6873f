"""Shares, rates and changes in percent, and fractions."""

from pipeline.extract.figures.rule import Rule

RULE = Rule(
    kind="percent",
    rank=90,
    unit="percent",
    examples=(
        ("Inflation passed 40 percent in August.", ("passed 40 percent",)),
        ("A third of the dead were women.", ("A third",)),
        ("Oil exports fell by 80% last year.", ("80%",)),
        ("Some 20 per cent of the stockpile was shipped out.", ("Some 20 per cent",)),
    ),
)
