"""People missing or unaccounted for."""

from pipeline.extract.figures.rule import Rule

RULE = Rule(
    kind="missing",
    rank=35,
    subject_words=("missing", "unaccounted for", "gone missing", "went missing", "disappeared", "vanished", "among the missing", "feared missing", "lost at sea", "missing and presumed dead"),
    of_nouns=("disappearance of", "disappearances of"),
    tolls=("number of missing", "number missing"),
    nouns=("missing", "disappearances"),
    people=True,
    examples=(
        ("Nine sailors were still missing on Sunday.", ("Nine",)),
        ("At least 14 people remain unaccounted for.", ("At least 14",)),
    ),
)  # fmt: skip
