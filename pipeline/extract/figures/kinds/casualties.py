"""Casualties where killed and wounded are one number: 'casualties', 'killed or wounded', 'affected', 'harmed'."""

from pipeline.extract.figures.rule import Rule

_DEAD = ("killed", "dead", "deaths", "fatalities", "slain")
_HURT = ("wounded", "injured", "hurt", "injuries", "maimed")

RULE = Rule(
    kind="casualties",
    rank=60,
    people=True,
    either_verbs=(*(f"{dead} {joint} {hurt}" for dead in _DEAD for joint in ("or", "and") for hurt in _HURT), "harmed", "affected", "wounded or killed", "injured or killed", "hurt or killed"),
    object_verbs=("kill or wound", "kill or injure", "killing or wounding", "killing or injuring", "killing and wounding", "killing and injuring", "affecting", "harming"),
    nouns=("casualties", "casualty", *(f"{dead} {joint} {hurt}" for dead in _DEAD for joint in ("or", "and") for hurt in ("injuries", "injured", "wounded"))),
    tolls=("casualty toll", "number of casualties"),
    of_nouns=("casualties of",),
    examples=(
        ("The strike left at least 50 people killed or wounded.", ("at least 50",)),
        ("The fleet took no casualties.", ("no",)),
        ("The army said no deaths or injuries were reported.", ("no",)),
        ("No Swedes were harmed by the barrage.", ("No",)),
    ),
)  # fmt: skip
