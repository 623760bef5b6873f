"""Prisoners, hostages or detainees let go."""

from pipeline.extract.figures.rule import Rule

RULE = Rule(
    kind="released",
    rank=45,
    object_verbs=("release", "releases", "releasing", "free", "frees", "freeing", "pardon", "pardons", "pardoning", "let go", "lets go", "furloughed", "furlough"),
    either_verbs=("released", "freed", "pardoned", "set free", "released from prison", "let out"),
    of_nouns=("release of", "freeing of", "freedom of", "releases of"),
    nouns=("freed prisoners", "released prisoners"),
    people=True,
    examples=(
        ("Tehran released five Americans in a swap.", ("five",)),
        ("The four sailors were freed on Monday.", ("four",)),
        ("It will release 12 prisoners next week.", ("12",)),
    ),
)  # fmt: skip
