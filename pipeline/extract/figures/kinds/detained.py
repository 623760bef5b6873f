"""People arrested, detained, jailed or held; not hostages."""

from pipeline.extract.figures.rule import Rule

RULE = Rule(
    kind="detained",
    rank=20,
    object_verbs=("arrest", "arrests", "arresting", "detain", "detains", "detaining", "jail", "jails", "jailing", "imprison", "imprisons", "imprisoning", "rounding up", "holding", "holds"),
    either_verbs=("arrested", "detained", "jailed", "imprisoned", "rounded up", "held", "incarcerated", "taken into custody", "apprehended", "interned", "captured", "sentenced to prison", "still held"),
    subject_words=("in custody", "behind bars", "in detention", "in prison", "in jail", "languishing", "remain in custody", "serving their sentences", "serving sentences", "being held", "in prisons", "in jails", "under arrest", "serving time", "serving"),
    nouns=("arrests", "detainees", "prisoners", "arrest", "inmates", "detentions", "political prisoners"),
    of_nouns=("arrest of", "arrests of", "detention of", "imprisonment of", "jailing of", "capture of", "detaining of"),
    tolls=("number of arrests", "number of detainees", "number of prisoners", "prison population"),
    people=True,
    examples=(
        ("Police arrested 45 protesters and wounded six.", ("45",)),
        ("As many as 7,000 demonstrators have been detained.", ("As many as 7,000",)),
        ("Three dual nationals are being held in Tehran.", ("Three",)),
    ),
)  # fmt: skip
