"""People driven from their homes: displaced, evacuated, fled, homeless, refugees."""

from pipeline.extract.figures.rule import Frame, Rule

_HOMELESS = (
    "from their homes", "from their villages", "from their towns", "out of their homes", "from home", "to flee", "to leave their homes", "to abandon their homes",
    "to seek refuge", "to evacuate", "into exile", "across the border", "over the border", "abroad",
)  # fmt: skip
"""Where people go who are driven out."""

RULE = Rule(
    kind="displaced",
    rank=30,
    object_verbs=("displace", "displaces", "displacing", "evacuate", "evacuates", "evacuating", "uprooting", "forcing from their homes"),
    either_verbs=("displaced", "evacuated", "uprooted", "driven out of", "driven into", "driven from", "driven across", "forced out of their", "forced to leave their homes", "forced to abandon their homes", "forced to seek refuge", "forced into exile", "driven into exile", "sent into exile"),
    subject_words=(
        "fled", "flee", "fleeing", "homeless", "left homeless", "forced to flee", "forced from their homes", "driven from their homes", "have fled", "made homeless", "internally displaced",
        "left their homes", "forced out of their homes", "abandoned their homes", "sought refuge", "lost their homes", "driven out of their homes", "seeking refuge", "seeking asylum", "as refugees", "registered as refugees", "are refugees",
    ),
    nouns=("refugees", "refugee", "displaced", "evacuees", "asylum seekers", "asylum-seekers"),
    of_nouns=("displacement of", "evacuation of", "exodus of", "flight of"),
    tolls=("number of refugees", "refugee numbers", "number of displaced", "number of total refugees", "refugee total", "refugee admissions", "refugee ceiling", "refugee cap", "number of syrian refugees", "number of afghan refugees"),
    frames=(
        Frame(verbs=("drive", "drives", "driving", "drove", "driven", "push", "pushed", "pushes", "pushing", "force", "forced", "forces", "forcing"), tails=_HOMELESS),
        Frame(verbs=("drive", "drives", "driving", "drove", "driven"), tails=("into", "out of", "from"), least=50),
    ),
    people=True,
    examples=(
        ("The fighting has displaced 40,000 people since May.", ("40,000",)),
        ("Nearly 2 million Afghan refugees live in the country.", ("Nearly 2 million",)),
        ("Thousands of villagers fled the shelling.", ("Thousands",)),
        ("The advance has driven more than 14,000 people into Borduria.", ("more than 14,000",)),
        ("Floods forced 900 families from their homes.", ("900",)),
        ("The army forced 900 officers into retirement.", ()),
    ),
)  # fmt: skip
