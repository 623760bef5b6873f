"""People held hostage, abducted, kidnapped or taken captive."""

from pipeline.extract.figures.rule import Rule

RULE = Rule(
    kind="hostage",
    rank=36,
    object_verbs=("kidnap", "kidnaps", "kidnapping", "abduct", "abducts", "abducting", "taking hostage"),
    either_verbs=("kidnapped", "abducted", "taken hostage", "held hostage", "taken captive", "held captive", "seized as hostages", "taken prisoner", "taken as hostages", "took hostage", "held as hostages"),
    subject_words=("hostage", "captive", "as hostages"),
    nouns=("hostages", "hostage", "captives", "abductions", "kidnappings", "abductees"),
    of_nouns=("kidnapping of", "abduction of", "kidnappings of", "abductions of", "hostage-taking of"),
    people=True,
    examples=(
        ("Students took 66 Americans hostage in 1979.", ("66",)),
        ("The group is holding 9 hostages.", ("9",)),
        ("Gunmen kidnapped two engineers.", ("two",)),
        ("The pirates kept 21 Greeks hostage for a year.", ("21",)),
        ("The gang took nine surveyors captive.", ("nine",)),
    ),
)  # fmt: skip
