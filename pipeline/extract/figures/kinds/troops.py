"""People under arms, sent or stationed or counted as strength."""

from pipeline.extract.figures.rule import Rule

RULE = Rule(
    kind="troops",
    rank=5,
    nouns=(
        "troops", "troop", "soldiers", "marines", "fighters", "servicemen", "service members", "servicemembers", "service personnel", "military personnel", "airmen", "sailors", "militiamen", "insurgents", "militants",
        "paratroopers", "peacekeepers", "reservists", "commandos", "commandoes", "jihadists", "combatants", "guardsmen", "infantrymen", "forces", "force", "army", "rebels", "mercenaries", "conscripts",
        "military advisers", "military advisors", "personnel", "security personnel", "gunmen", "strong", "terrorists", "recruits", "men under arms", "rangers", "special operators", "active-duty", "cadets", "legionnaires",
        "battalion", "guards", "troopers", "special forces", "trainers", "coalition personnel",
    ),
    tolls=("troop levels", "troop level", "number of troops", "number of american troops", "army numbering", "force numbering", "number of soldiers", "number of fighters", "troop strength"),
    examples=(
        ("Washington has 5,200 troops in Iraq.", ("5,200",)),
        ("The militia claims a 3,000-strong force.", ("3,000",)),
        ("The Pentagon would deploy 1,500 more soldiers.", ("1,500",)),
    ),
)  # fmt: skip
