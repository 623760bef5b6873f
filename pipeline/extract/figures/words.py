"""The small closed classes of English words that the clause rules look at."""

from __future__ import annotations

DETERMINERS = frozenset("the a an this that these those its his her their our my your all another any each every such said".split())
PRONOUNS = frozenset(
    "he she it they we i you him her them us me himself themselves itself who whom someone anyone everyone everybody nobody".split()
)
PREPOSITIONS = frozenset(
    """in on at of by to from for with into onto over under near across around through throughout during against between among amid outside inside along above
    below behind beside beyond within without toward towards off via per upon about aboard after before since until till despite following versus like as
    alongside amongst atop regarding concerning according because due""".split()
)
CONJUNCTIONS = frozenset({"and", "or", "&", "plus", "nor"})
SUBORDINATORS = frozenset(
    "when while because although though if unless whereas where whether after before since until as once whereby but so that than said says".split()
)
RELATIVES = frozenset({"who", "whom", "which", "that", "whose", "where"})
BE = frozenset(
    "is are was were be been being am get gets got gotten getting isn't aren't wasn't weren't isn’t aren’t wasn’t weren’t remain remains remained".split()
)
HAVE = frozenset("has have had having hasn't haven't hadn't hasn’t haven’t hadn’t".split())
DO = frozenset("do does did don't doesn't didn't don’t doesn’t didn’t".split())
MODALS = frozenset(
    "will would could can may might should must shall won't wouldn't couldn't can't cannot won’t wouldn’t couldn’t can’t 'll ’ll 'd ’d".split()
)
NEGATIONS = frozenset(
    "not n't never no none nobody neither nor didn't don't doesn't isn't wasn't weren't hasn't haven't didn’t don’t doesn’t isn’t wasn’t weren’t hasn’t haven’t".split()
)
ADVERBS = frozenset(
    """reportedly also not already allegedly apparently now then later earlier recently only just even still instead thereby once previously initially reportedly immediately
    either together seriously critically badly severely slightly lightly fatally believed well confirmed ever finally currently all both eventually subsequently mistakenly
    accidentally deliberately directly brutally instantly yet soon today yesterday never almost nearly thought feared reported presumed officially successfully""".split()
)
PARTICIPLES = frozenset(
    """driven taken given shown seen born thrown drawn flown broken stolen written hidden beaten fallen risen sworn caught chosen shaken spoken awoken frozen known worn
    torn laid lit bound""".split()
)
"""Irregular participles, which stand before a noun as well: 'frozen assets'."""
VERBS = PARTICIPLES | frozenset(
    """said says say told tells came come comes went goes go took take takes made make makes saw see sees gave give gives found find finds left leave leaves led leads lead
    began begin begins became become becomes brought bring brings bought held holds hold kept keep keeps lost lose loses met meet meets paid pay pays put puts ran run
    runs sent send sends set sets shot shoots shoot stood stand stands struck strike taught thought told understood won wrote write writes fell fall falls rose rise rises grew grow grows
    hit hits hurt hurts fled flee flees died die dies fought fight fights drove drive drives blew blow flew fly flies got spoke speak speaks broke break breaks built build builds
    cut cuts dealt drew draw fed felt feel feels forbade forgot hid knew know knows lay lies rode rang sang sank sink sold sell sells sought seek seeks shook spent spread stole
    swore threw wore withdrew withdraw think thinks believe believes want wants need needs include includes remain appear appears seem seems
    show shows claim claims reach reaches totals face faces suffer suffers survive survives await awaits arrive arrives occur occurs exceed exceeds represent represents follow follows ordered began spilled live lives work works
    contribute contributes comprise comprises flows passes relies depends belongs
    kill kills wound wounds injure injures arrest arrests detain detains release releases free frees deploy deploys operate operates""".split()
)
NOT_VERBS = frozenset(
    """hundred red bed led-based united armed unarmed masked hooded suspected alleged so-called wounded injured displaced detained jailed imprisoned kidnapped abducted captured
    related sacred naked wicked indeed speed need seed feed deed breed greed creed exceed proceed succeed shed sled embed infrared unidentified unnamed limited advanced
    experienced trained skilled retired disabled enriched guided rocket-propelled unmanned installed""".split()
)
"""Words in -ed that stand before a noun as often as they are verbs."""

NOT_ADVERBS = frozenset(
    "rally family ally assembly monopoly supply reply bully anomaly homily only daily weekly monthly elderly deadly friendly".split()
)
"""Nouns and adjectives in -ly."""

PEOPLE = frozenset(
    """people person persons man men woman women child children boy boys girl girls baby babies infant infants civilian civilians soldier soldiers troop troops police
    policeman policemen officer officers official officials militant militants fighter fighters insurgent insurgents rebel rebels terrorist terrorists gunman gunmen guard
    guards sailor sailors marine marines airman airmen serviceman servicemen member members personnel citizen citizens national nationals protester protesters
    protestor protestors demonstrator demonstrators student students worker workers journalist journalists reporter reporters passenger passengers crew crewmember
    crewmembers crewmen pilot pilots prisoner prisoners detainee detainees hostage hostages captive captives refugee refugees migrant migrants resident residents
    villager villagers family families victim victims survivor survivors doctor doctors medic medics nurse nurses teacher teachers contractor contractors diplomat
    diplomats commander commanders general generals leader leaders activist activists aide aides scientist scientists cleric clerics pilgrim pilgrims mourner mourners
    worshippers worshipers bystander bystanders shopper shoppers commuter commuters jihadist jihadists jihadi jihadis bomber attacker attackers assailant assailants
    suspect suspects inmate inmates convict convicts dissident dissidents others other adult adults teenager teenagers youth youths brother brothers sister sisters
    son sons daughter daughters father mother mothers fathers relative relatives human humans individual individuals peacekeeper peacekeepers conscript conscripts
    recruit recruits cadet cadets operative operatives commando commandos commandoes paramilitary paramilitaries militiaman militiamen volunteer volunteers
    employee employees staff staffer staffers driver drivers fisherman fishermen farmer farmers tourist tourists muslim muslims christian christians jew jews shiite shiites shia
    sunni sunnis kurd kurds briton britons turk turks arab arabs afghan afghans pakistani saudi saudis iraqis israelis yemenis pakistanis lebanese chinese japanese
    vietnamese filipino filipinos swede swedes dane danes pole poles spaniard spaniards frenchman frenchmen dutch british french population populations americans american iranian
    iranians combatant combatants noncombatants beneficiaries lawyer lawyers mp mps lawmakers lives souls bodies corpses service-members servicemembers trooper troopers infantrymen defenders
    reservists advisers advisors trainers lieutenant captain colonel major sergeant corporal translator interpreter spokesman editor blogger bloggers couple reservist toddler toddlers
    grandmother schoolchildren schoolgirls schoolboys pupils grader graders responders firefighters paramedics dual-nationals sodomites gays homosexuals spies spy agents agent executives executive
    deportees evacuees casualties dead wounded injured participants attendees supporters loyalists separatists extremists mercenaries defectors hijackers raiders executioners nun nuns monk monks priest priests bishop bishops imams rabbis athlete athletes poets cooks clerks orphan orphans widow widows twins cousins nephews nieces wives husbands guests patients herdsmen shepherd shepherds neighbors neighbours teens chefs
    rohingya yazidi hazara uighur uyghur chechen palestinian""".split()
)
PEOPLE_ENDINGS = ("ians", "ists", "men", "women", "tants", "ian", "ist", "man", "woman", "ers", "ors", "ees")
NOT_PEOPLE = frozenset(
    """letters orders papers newspapers computers borders quarters headquarters centers centres carriers bunkers cutters containers tankers boosters trailers bombers launchers
    reactors sectors factors motors doors towers powers servers layers posters chapters meters metres liters litres characters numbers matters offers answers corridors
    mirrors errors floors harbors rumors flowers dollars covers disorders clusters parameters semesters helicopters boosters feathers fingers shoulders
    colors rotors sensors monitors processors degrees trees fees committees rivers folders shelters filters barriers routers rollers
    prayers fliers flyers rubbers tigers spiders monsters disasters encounters centimeters kilometers kilometres copters cruisers destroyers
    minesweepers interceptors detectors generators accelerators transformers trackers crackers levers wonders""".split()
)
"""Things whose names end like those of people."""

THINGS = frozenset(
    """vehicle vehicles building buildings house houses home homes tank tanks car cars truck trucks strike strikes airstrike airstrikes attack attacks bomb bombs missile
    missiles rocket rockets drone drones explosion explosions blast blasts bombing bombings incident incidents city cities town towns village villages country countries
    day days structure structures position positions bunker bunkers tunnel tunnels base bases camp camps school schools hospital hospitals aircraft plane planes helicopter helicopters ship
    ships boat boats weapon weapons target targets site sites center centers province provinces unit units system systems location locations area areas part parts
    time times occasion occasions case cases bullets shells mortars rounds shots raid raids clash clashes operation operations place places facilities facility
    points point percent district districts neighborhood neighborhoods animals horses sheep documents charges jobs projects bills records videos photos reports pages
    emails cables statements files tapes images recordings letters deal deals agreement agreements years months weeks hours storerooms tankers tanker vessels vessel counts count attempts constituencies counties flights items reasons issues examples steps things ways questions books movies counts count attempts constituencies counties flights items reasons issues examples steps things ways questions books movies""".split()
)
