"""Words that put a statement to somebody: each with its class and the shape of the clause it takes. Data, no rules."""

from __future__ import annotations

from dataclasses import dataclass

SAY, TELL, OBJECT, TO = "say", "tell", "object", "to"
"""Frames: SAY takes a clause or a quotation on either side; TELL names a hearer first; OBJECT takes what it is about; TO needs 'to' or 'that'."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One word form. `form`: base, s, past, ing. `loose` forms are nouns as well and count only before a clause, quotation or name."""

    lemma: str
    verb_class: str
    frame: str
    form: str
    loose: bool


_VERBS = {
    (
        "neutral",
        SAY,
    ): """say add note write tweet explain comment remark observe mention recall reply respond answer conclude declare announce
        joke quip reiterate repeat stress emphasize emphasise underscore continue rule state testify opine recount shout chant retort muse reason sum interject
        proclaim exclaim echo clarify conclude articulate retweet signal yell intone scoff read summarize summarise
        relate recite convey communicate divulge confide counter elaborate volunteer persist rant rave preach lecture mutter whisper scream wail murmur
        reassert reaffirm affirm attest aver avow explicate expound postulate rejoin stipulate specify blurt bellow gush deadpan pose""",
    ("neutral", TELL): "tell inform remind assure notify brief convince persuade",
    (
        "neutral",
        OBJECT,
    ): """express point speak talk describe call discuss characterize characterise label liken highlight portray refer term frame address
        outline paint dub cast address reference chronicle unveil pitch put compare brand peddle parrot narrate depict equate""",
    (
        "report",
        SAY,
    ): """report reveal disclose confirm show find indicate suggest estimate predict forecast conclude calculate project assess determine infer deduce gauge
        discover verify""",
    ("report", OBJECT): "cite quote detail document demonstrate illustrate",
    ("claim", SAY): """claim allege assert maintain insist argue contend charge boast imply speculate theorize theorise profess posit
        reckon hint lie complain brag crow gloat grumble gripe whine grouse fume purport pretend surmise hypothesize""",
    ("claim", OBJECT): "accuse",
    ("admit", SAY): "admit acknowledge concede confess recognize recognise",
    ("deny", SAY): "deny dispute contest",
    ("deny", OBJECT): "reject dismiss refute rebut downplay contradict rebuff repudiate disavow disown",
    ("warn", SAY): "warn caution threaten fear worry lament fret dread",
    ("belief", SAY): """believe think feel hope doubt realize realise understand wonder agree know
        anticipate figure foresee suspect expect learn assume presume imagine envision disagree concur guess gather remember notice sense hear dream conceive""",
    (
        "belief",
        OBJECT,
    ): "blame love hate view admire regard rate deem respect despise distrust mistrust resent regret loathe detest dislike abhor adore appreciate cherish revere idolize mourn",
    (
        "intention",
        TO,
    ): """want intend seek refuse decline decide aim aspire yearn long prepare commit strive offer hope agree threaten vow pledge promise swear wish prefer opt resolve plan intend expect vote""",
    ("promise", SAY): "vow pledge promise swear guarantee",
    ("ask", SAY): "ask inquire question",
    ("order", SAY): "demand propose recommend advise instruct",
    ("order", OBJECT): "urge request encourage advocate appeal implore exhort beg plead entreat beseech admonish counsel petition",
    ("criticize", OBJECT): """criticize criticise condemn denounce blast slam mock decry lambaste rebuke deride bash lambast oppose
        chastise ridicule disparage pan fault rip bemoan skewer protest scold assail excoriate rail lash bristle chide berate castigate
        deplore complain object attack challenge taunt reprimand disapprove admonish upbraid lampoon pillory vilify malign demonize demonise trash knock flay censure rue scorn scoff smear""",
    (
        "praise",
        OBJECT,
    ): "praise hail welcome applaud laud commend defend tout thank support endorse back favor favour champion approve compliment celebrate extol lionize herald cheer salute flatter glorify congratulate venerate vouch",
}
"""Speech, thought and stance verbs as news uses them; the sets follow the verb lists of quotation systems (PolNeAR's guidelines for what counts)."""

_PAST = {
    "say": "said",
    "speak": "spoke",
    "write": "wrote",
    "tell": "told",
    "show": "showed",
    "find": "found",
    "think": "thought",
    "feel": "felt",
    "know": "knew",
    "understand": "understood",
    "seek": "sought",
    "swear": "swore",
    "foresee": "foresaw",
    "cast": "cast",
    "refer": "referred",
    "plan": "planned",
    "pan": "panned",
    "slam": "slammed",
    "quip": "quipped",
    "brag": "bragged",
    "dub": "dubbed",
    "opt": "opted",
    "learn": "learned",
    "prefer": "preferred",
    "lie": "lied",
    "sum": "summed",
    "admit": "admitted",
    "rebut": "rebutted",
    "hear": "heard",
    "put": "put",
    "read": "read",
    "beg": "begged",
}
_DOUBLED = frozenset({"refer", "plan", "pan", "slam", "quip", "brag", "beg", "put", "dub", "prefer", "sum", "admit", "rebut"})
_LOOSE = frozenset(
    """
    report reports claim claims charge charges plan plans hope hopes fear fears demand demands call calls note notes promise promises offer offers
    question questions suspect suspects caution cautions outline outlines dispute disputes guarantee guarantees protest protests view views rip celebrate comment comments answer answers doubt doubts pledge pledges estimate estimates forecast forecasts view views support supports
    request requests appeal appeals worry worries feel show shows find finds think worries back backs push address addresses frame frames term terms
    tweet tweets remark remarks advocate advocates plan plans brief briefs love hate blame faults fault wish wishes aim aims pan cast champion guess figure figures signal signals echo reason reasons quote quotes document
    documents detail details label labels favor favour swear joke jokes lie lies decline declines repeat know mention mentions reply attack talk talks
    """.split()
)
_NEVER = frozenset(
    "loving lying lied rate rates rating gauge gauges long project projects trash knock knocks smear censure scorn petition prepare guess dream dreams sense senses notice notices contest contests commit gather gathering pretend relate relates relating gush object objects reading challenge challenges attacks brand brands cheer cheers lash salute herald sum sums pan pans back backs term terms reason reasons figure figures backing highlights state states rule rules ruling point points continuing encouraging".split()
)
"""Forms that are hardly ever a cue."""


def _forms(lemma: str) -> dict[str, str]:
    stem = lemma.removesuffix("e")
    last = lemma[-1] if lemma in _DOUBLED else ""
    soft = lemma.endswith("y") and lemma[-2] not in "aeiou"
    third = lemma[:-1] + "ies" if soft else lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x")) else "s")
    past = _PAST.get(lemma) or (lemma[:-1] + "ied" if soft else stem + last + "ed")
    ing = "lying" if lemma == "lie" else (lemma if lemma.endswith("ee") else stem + last) + "ing"
    return {lemma: "base", third: "s", past: "past", ing: "ing"}


def _table() -> dict[str, Cue]:
    table: dict[str, Cue] = {}
    for (verb_class, frame), lemmas in _VERBS.items():
        for lemma in lemmas.split():
            for word, form in _forms(lemma).items():
                if word not in _NEVER and not (word in table and frame == TO):
                    table[word] = Cue(lemma, verb_class, frame, form, word in _LOOSE)
    for word in ("known", "written", "shown", "sworn"):
        table.pop(word, None)
    return table


CUES: dict[str, Cue] = _table()
"""Word form -> cue."""

PARTICLES = {
    "point": {"out", "to"},
    "speak": {"of", "about", "out"},
    "talk": {"about", "of"},
    "continue": {":", "Q", "that", "", ",Q"},
    "put": {"it"},
    "counter": {"that", "Q"},
    "pose": {"", "Q"},
    "read": {":", "Q", "", ",Q"},
    "rail": {"against", "about", "at"},
    "lash": {"out"},
    "bristle": {"at"},
    "object": {"to", "that"},
    "plead": {"for", "with"},
    "disapprove": {"of"},
    "assume": {"that"},
    "hear": {"that"},
    "discover": {"that"},
    "gather": {"that"},
    "sense": {"that"},
    "notice": {"that"},
    "remember": {"that"},
    "guess": {"that"},
    "dream": {"that", "of"},
    "project": {"that"},
    "convey": {"that"},
    "demonstrate": {"that"},
    "illustrate": {"that"},
    "infer": {"that"},
    "deduce": {"that"},
    "conceive": {"that"},
    "relate": {"that"},
    "purport": {"that"},
    "pretend": {"that"},
    "reckon": {"that"},
    "presume": {"that"},
    "imagine": {"that"},
    "disagree": {"with", "that", "on", "about", "over"},
    "concur": {"with", "that"},
    "rule": {"that", "against"},
    "learn": {"that"},
    "regard": {"it"},
}
"""Verbs that are cues only with one of these after them."""

CONTROLS = frozenset(
    """
    went goes gone going continued continues continue appeared appears seemed seems came comes come proceeded proceeds rushed used uses using took takes
    taken appearing began begins begun started starts moved hastened phoned stood paused interrupted forced compelled obliged quick keen eager careful
    quicker first latest opportunity chance wrote met
    """.split()
)
"""Words whose 'to' opens what their subject did say: 'went on to say', 'took to the radio to accuse', 'was quick to note'."""

LATER = {
    "attack": {"for", "as", "over"},
    "rate": {"as"},
    "compare": {"to", "with"},
}
"""Verbs that are cues only where one of these follows their object: 'attacked her for', not 'attacked the tanker'."""

DISTANT = frozenset("discuss express speak talk address outline frame highlight point mention document detail".split())
"""Verbs that tell of speech without giving its words: a quotation beside them is whose statement they stand in."""

BOTH = frozenset({"hope", "agree", "threaten", "vow", "pledge", "promise", "swear", "decide", "claim", "offer", "propose", "expect"})
"""Verbs that take a clause or an infinitive."""

INTENDS = frozenset({"hope", "agree", "decide", "expect", "offer", "propose"})
"""Of these, the ones that before an infinitive tell of what somebody means to do."""

AUXILIARIES = frozenset(
    """
    has have had having is are was were be been being do does did will would can could may might must shall should 's 're 'm 've 'd 'll not n't didn't
    doesn't don't won't wouldn't isn't aren't wasn't weren't hasn't haven't hadn't can't couldn't shouldn't cannot to
    """.split()
)
BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "get", "gets", "got", "isn't", "wasn't", "aren't", "weren't"})
ADVERBS = frozenset(
    """
    also later then never not again once often already always still even long now ever just earlier too further previously so first soon
    publicly privately reportedly recently repeatedly
    """.split()
)
"""Words between a subject and its verb besides those in -ly."""

NAMELY_LY = frozenset(
    """
    ally only fly family assembly italy reply supply rally bully monopoly anomaly july apply daily weekly monthly quarterly butterfly belly
    kelly emily molly polly sally holly billy lily willy sicily reilly daly connolly connelly donnelly kennelly beverly kimberly carly shelly silly ugly
    friendly elderly likely unlikely deadly costly orderly lonely lovely
    """.split()
)
"""Words in -ly that are nouns, names or adjectives."""

FINITE = frozenset(
    """
    is are was were has have had do does did will would can could may might must shall should isn't aren't wasn't weren't don't doesn't didn't won't
    hasn't haven't hadn't can't couldn't wouldn't 's 're 'm 've 'd 'll
    """.split()
)
"""Forms that make a clause of the words around them."""

BOUNDARIES = FINITE | frozenset(
    """
    that which who whom whose but because as while when where whether if although though after before since than unless until so yet however
    said says say told how why whatever whoever and/or be been being according
    """.split()
)
"""Words no subject reaches over."""

OPENERS = frozenset(
    """
    in on at after during when as while although though if since because before despite following with without for by under amid among asked
    speaking meanwhile however still yet but and later also instead moreover nevertheless earlier then now so or nor
    """.split()
)
"""Words that open a phrase before the main clause: what stands between them and a comma is no statement."""

TIMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday yesterday today tonight earlier later recently again afternoon morning evening night
    january february march april may june july august september october november december
    """.split()
)

PREPOSITIONS = frozenset(
    "in on at during after before by through via to of from as when while with about for into without under over amid".split()
)
STATEMENTS = frozenset("statement interview speech tweet letter email briefing post memo text report broadcast address".split())
"""What is said in or through: 'in a statement', 'in an interview with'."""

MODALS = frozenset("to may might could can should must would can't couldn't shouldn't cannot".split())
"""Before a verb of speech: nothing was said."""

SILENT = frozenset({"belief", "intention"})
"""Classes under which nobody need have spoken."""

CITED = frozenset(
    """
    source sources official officials report reports ministry agency police media newspaper statement spokesman spokeswoman intelligence document
    documents data study television witnesses
    """.split()
)
"""Words of what is cited by which it is a source, not a reason."""

WORD_CUES = {"reportedly": "report", "allegedly": "claim", "purportedly": "claim", "supposedly": "claim"}
"""Adverbs that put a clause to nobody in particular."""
