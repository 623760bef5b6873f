"""People killed: deaths, executions and martyrs; not 'casualties', and not people who may die."""

from pipeline.extract.figures.rule import Frame, Rule

_LOST = tuple(
    """civilians soldiers soldier troops men fighters sailors marines servicemen airmen officers militants gunmen pilots comrades commandos guardsmen conscripts militiamen policemen
    sons brothers children relatives martyrs crewmen firefighters paratroopers peacekeepers combatants advisers advisors commanders""".split()
)
_LIVED = tuple(
    """save saved saves saving spare spared sparing change changed changes changing improve improved improving affect affected affecting ruin ruined ruining risk risked risking
    endanger endangered endangering touch touched touching disrupt disrupted destroy destroyed upend upended protect protected protecting transform transformed live lived
    threaten threatened""".split()
)
"""Verbs whose object 'lives' are nobody's deaths."""

RULE = Rule(
    kind="killed",
    rank=50,
    object_verbs=(
        "kill", "kills", "killing", "slay", "slaying", "murder", "murders", "murdering", "execute", "executes", "executing", "assassinate", "assassinates",
        "assassinating", "massacre", "massacring", "claim the lives of", "claims the lives of", "claimed the lives of", "claiming the lives of", "took the lives of",
        "taking the lives of", "cost the lives of", "costing the lives of", "beheading", "hanging", "gunning down", "guns down", "shoot dead", "shoots dead", "shooting dead",
        "eliminating", "claimed", "claiming", "slaughtering",
    ),
    either_verbs=(
        "killed", "slain", "slew", "murdered", "executed", "assassinated", "massacred", "shot dead", "gunned down", "beheaded", "hanged", "lynched", "put to death",
        "stabbed to death", "beaten to death", "burned to death", "burnt to death", "crushed to death", "trampled to death", "stoned to death", "shot to death", "blown up",
        "slaughtered", "martyred", "electrocuted", "left dead", "shot and killed", "tortured to death", "hacked to death",
    ),
    subject_words=(
        "dead", "died", "die", "dies", "dying", "perished", "perish", "drowned", "were lost", "lost their lives", "lost his life", "lost her life", "lose their lives", "losing their lives",
        "among the dead", "among those killed", "among reported dead", "among those reported killed", "among the reported dead", "among those reported dead", "among the victims", "bled to death", "burned alive", "starved to death", "suffocated", "lay dead", "lie dead", "lies dead", "lying dead",
        "found dead",
    ),
    nouns=("deaths", "death", "fatalities", "fatality", "dead", "martyrs", "martyr", "lives", "killings", "executions", "murders", "hangings", "assassinations", "corpses", "bodies", "beheadings", "loss of life", "losses of life"),
    of_nouns=(
        "deaths of", "death of", "killing of", "killings of", "murder of", "murders of", "execution of", "executions of", "assassination of", "slaying of", "hanging of", "hangings of",
        "massacre of", "slaughter of", "bodies of", "lives of", "beheading of", "martyrdom of", "shooting deaths of", "remains of", "loss of", "corpses of", "genocide of",
    ),
    tolls=("deaths", "fatalities", "death toll", "toll", "death count", "body count", "number of dead", "number of deaths", "number of people killed", "number killed", "death tolls", "victims included",
           "dead included", "the dead include", "victims include", "victims also included", "dead were", "number of fatalities",
           "those killed included", "those killed were", "people killed included", "victims of * included",
           "passengers killed included", "among the dead were", "among the dead are", "among those killed were", "among the victims were", "among the fatalities were"),
    frames=(
        Frame(verbs=("cost", "costs", "costing", "take", "takes", "took", "taking", "taken", "claim", "claims", "claimed", "claiming"), heads=("lives",)),
        Frame(verbs=("lost", "lose", "loses", "losing"), heads=_LOST),
    ),
    spared=(("lives", _LIVED), ("bodies", ("intelligence", "governing", "legislative", "regulatory", "celestial"))),
    examples=(
        ("The blast killed 12 soldiers and two aid workers near the port.", ("12", "two")),
        ("More than 30 villagers were shot dead, among them 7 children.", ("More than 30", "7")),
        ("The death toll rose from 34 to 50 overnight.", ("34", "50")),
        ("He mourned the deaths of eight seamen.", ("eight",)),
        ("Two bombings killed 30 in the market.", ("30",)),
        ("There were no fatalities.", ("no",)),
        ("The long war cost more than 800 Ruritanian lives.", ("more than 800",)),
        ("The tremor took 10 lives and saved none.", ("10",)),
        ("Among the dead were 17 Swedes and nine Danes.", ("17", "nine")),
        ("When the smoke lifted, 80 cavalrymen lay dead.", ("80",)),
        ("The militia lost 19 fighters in the ambush.", ("19",)),
        ("Victims of the derailment included 17 Swedes, nine Danes and 3 Finns.", ("17", "nine", "3")),
        ("The raid killed the consul to Borduria and three other diplomats.", ("three",)),
        ("He deplored the murders of Consul Ada Berg and four others.", ("four",)),
        ("There was no loss of life at the refinery.", ("no",)),
        ("The new brakes saved 300 lives.", ()),
        ("Some 80 villagers, described as bandits by the broadcaster, were killed.", ("Some 80",)),
    ),
)  # fmt: skip
