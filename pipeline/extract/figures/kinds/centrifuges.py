"""Machines that enrich uranium."""

from pipeline.extract.figures.rule import Rule

RULE = Rule(
    kind="centrifuges",
    rank=6,
    nouns=("centrifuges", "centrifuge", "centrifuge machines", "ir-1s", "ir-2s", "ir-6s", "ir-1", "ir-2m", "ir-4", "ir-6", "ir-8", "spinning machines"),
    tolls=("number of centrifuges", "number of the spinning machines", "number of installed centrifuges", "number of operating centrifuges", "number of its centrifuges", "centrifuges to", "centrifuges from", "centrifuges at"),
    examples=(
        ("Natanz now runs 5,060 centrifuges.", ("5,060",)),
        ("Tehran was to cut its centrifuges to fewer than 2,000 from the nearly 10,000 it runs.", ("fewer than 2,000", "nearly 10,000")),
        ("Iran began feeding gas into 30 IR-6 centrifuges.", ("30",)),
    ),
)  # fmt: skip
