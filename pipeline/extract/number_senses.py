"""What a number is when it is not a count: a clock time, an age, part of a name, a distance, a ratio, a score."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.extract.number_bounds import Number

_SUFFIX = re.compile(
    r"(?P<ordinal>st|nd|rd|th)\b|(?P<plural>['’]?s)\b|(?P<clock>[ap]m)\b|(?P<weight>kg|kgs|lb|lbs)\b|(?P<length>km|kms|m|cm|mm|ft|mi|mph|kph|in)\b|(?P<word>[^\W\d_]\w*)"
)
_CLOCK = re.compile(r"[ \u00a0]?(?:[ap]\.m\.?|[ap]m\b|o['’]clock|GMT\b|hours GMT|UTC\b|(?:local|Tehran|Baghdad) time\b)", re.IGNORECASE)
_AGE_AFTER = re.compile(r"[- ]years?[- ](?:old|of age)\b|[- ](?:months?|weeks?|days?)[- ]old\b", re.IGNORECASE)
_AGE_BEFORE = re.compile(
    r"\b(?:aged?|ages|ages of|the age of|age of|younger than|older than|as young as|as old as|in (?:his|her|their|my) (?:early |mid-?|late )?) ?$",
    re.IGNORECASE,
)
_APPOSITIVE = re.compile(r"[^\W\d_][\w.'’-]*,[ \u00a0]$")
_CAPITALISED = re.compile(r"(?:^|[\s\"“])[A-Z][\w'’.-]*(?:\s(?:Jr|Sr)\.)?,[ \u00a0]$")
_COMPOUND = re.compile(
    r"[-‐‑](?:(?P<duration>(?:second|minute|hour|day|night|week|weekend|month|year|decade|century)s?\b)|(?P<distance>(?:square-)?(?:mile|kilomet\w\w|met\w\w|foot|feet|inch|yard|acre|km|mm|cm|mph|metre)s?\b)"
    r"|(?P<weight>(?:pound|ton|tonne|kilo|kg|kilogram|lb|ounce)s?\b)|(?P<ratio>(?:to|in|on|for|by)-\w|fold\b|times\b)|(?P<good>strong\b|troop\b|soldier\b|plus\b|odd\b)|(?P<word>[^\W\d_]))",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"[ \u00a0](?:more |additional |straight |consecutive |full |long |short |calendar |business |working |fiscal |solid |extra |successive )?(?:seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|months?|years?|decades?|centur(?:y|ies)|generations?)\b(?!['’]s)",
    re.IGNORECASE,
)
_DISTANCE = re.compile(
    r"[ \u00a0]?(?:square |nautical |cubic |statute |sq\.? )?(?:miles?|kms?|kilomet(?:re|er)s?|met(?:re|er)s?|cent?imet(?:re|er)s?|millimet(?:re|er)s?|mm|cm|feet|foot|ft|yards?|inch(?:es)?|acres?|hectares?"
    r"|degrees?|mph|kph|knots?|megawatts?|gigawatts?|kilowatts?|watts?|MW|GW|kW|volts?|lit(?:re|er)s?|gallons?|megatons?|kilotons?|gigabytes?|megabytes?|calories|stor(?:y|ies)|basis points?|points?)\b"
)
_RATIO = re.compile(
    r"[ \u00a0](?:in|out of|of every|in every|out of every)[ \u00a0](?:every )?(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten)\b|[ \u00a0](?:times|fold)\b",
    re.IGNORECASE,
)
_RATIO_BEFORE = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine)) (?:in|out of|in every|of every|out of every) (?:every )?$", re.IGNORECASE
)
_SCORE_AFTER = re.compile(r"[ \u00a0]?(?:-|–|to)[ \u00a0]?\d{1,3}\b")
_SCORE_BEFORE = re.compile(r"(?<![a-z.] )\b\d{1,3}[ \u00a0]?(?:-|–| to )[ \u00a0]?$|(?<![\d,.])\d{1,3}[-–]$")
_ADDRESS = re.compile(
    r"[ \u00a0](?:[A-Z][\w.'’-]{0,20} ){1,3}(?:Street|St\.|Avenue|Ave\.|Road|Rd\.|Lane|Boulevard|Blvd\.|Square|Drive|Terrace|Crescent|Way)(?!\w)"
)
_NAMED = re.compile(
    r"\b(?:pages?|chapter|paragraph|version|phase|stage|level|room|flight|Flight|Resolution|Article|Articles|Section|Title|Chapter|Room|Route|Highway|Interstate|Boeing|Airbus|Group of|Channel|Gate|Area|Unit|Pier|Act|Part|Pages?|Figure|Table|Phase|Version"
    r"|Type|Model|Mark|Class|Camp|Episode|Season|Volume|Vol\.|Proposition|Prop|Amendment|Bill|Order|Directive|Apollo|Formula|Numbers?|No\.|Nos\.|no\.|number|Fortune|S&P|FTSE|Nikkei|CAC|DAX|Russell"
    r"|Top|Big|Step|Level|Category|Grade|Stage|Zone|District|Ward|Precinct|Brigade|Division|Battalion|Fateh|Shahab|Sejjil|Khordad|Bavar|World War|Appendix|Annex|Paragraph|Clause|Rule|Station"
    r"|Tower|Building|Line|Platform|Terminal|Runway|Block|Sura|Psalm|Verse|Lines?|Catch|Studio|Super Bowl|Agenda|Vision|Windows|iPhone|Galaxy|Sector|Team|Task Force|Squadron|Wing|P5|E3|EU|Ocean|Apartment"
    r"|Suite|Box|Pub\.L\.|H\.R\.|HR|S\.|Executive Order|Flights|Trident|Tomahawk|Hellfire|Patriot|Block|Noor|Ghadr|Khorramshahr|Mirage|Rafale|Tornado|Challenger|Leopard|Abrams)[ \u00a0#-]{0,2}$"
)
_BEFORE_NAME = re.compile(r"(?:^|[^\w])((?:[A-Z][\w&'’.-]*|[A-Z]+))[ \u00a0]$")
_NOT_A_NAME = frozenset(
    """the a an in on at of by to from for with and or but if when while after before since as until about around over under some nearly almost between than more
    least only just all another other these those his her its their our at january february march april may june july august september october november december
    killed wounded injured dead is was were are has have had no yes also then that this another included including earlier later there it they we he she iran's
    roughly approximately fully up down out meanwhile today yesterday additionally so such both plus another every each how fewer less below above what most many monday
    tuesday wednesday thursday friday saturday sunday among amid with killing leaving kills kill killing wounds injures leaves leave left hits sends send saw says claims adds gets frees releases arrests
    """.split()
)
_LINE_START = re.compile(r"(?:^|\n)[ \t]*$")
_LIST_MARK = re.compile(r"[.)][ \t]")
_PLURAL_AFTER = re.compile(
    r"[ \u00a0](?:[a-z-]+ ){0,3}?(?:[a-z-]+s|people|men|women|children|troops|police|dead|killed|wounded|injured|percent|others|more)\b"
)
_ONE_OF = re.compile(
    r"[ \u00a0]of[ \u00a0](?:the|its|his|her|their|our|my|your|these|those|them|us|America|Iran|many|several|only|two|three|four|five|six|[A-Z])"
)
_ONE_PRONOUN = re.compile(
    r"[ \u00a0](?:another|by|after|who|that|which|is|was|has|had|can|could|would|should|may|might|must|in|on|side|day|way|hand|thing|time|point|reason|more|and|or|with|from|to|of)\b|[,.;:!?\"”’)]|[-‐‑]|['’]s"
)
_ONE_BEFORE = re.compile(
    r"\b(?:no|this|that|the|any|every|each|which|some|only|another|last|first|next|new|good|bad|big|on|as|at|for|not|if|number) $",
    re.IGNORECASE,
)
_THE_NAME = re.compile(r"\b[Tt]he (?:[A-Z][\w.]{0,20} ){1,3}$")
"""What stands before a number in a name: 'the Chicago Seven'."""
_COUNTED_OFF = (
    "number ",
    "no. ",
    "category ",
    "phase ",
    "stage ",
    "tier ",
    "track ",
    "step ",
    "grade ",
    "article ",
    "chapter ",
    "version ",
)
_PART_OF_TIME = re.compile(r" of an? (?:century|decade|year|day|hour|mile|second)\b")
_HALF_OF_TIME = re.compile(r"\b(?:first|second|latter|last|other|better|top|bottom|the|final|opening) $", re.IGNORECASE)
"""'The second half of the deal' is a part, not a share."""
_BACK = 32
LARGEST_RATIO = 20  # 'one in 20'; '50 in 10 countries' counts


def aside(text: str, number: Number) -> str | None:
    """Why the number counts nothing, as a reason of `RejectedSpan`, or None where it may count.

    Years, dates and durations are left to `dates`, which knows the calendar; weights to the kind that takes them.
    """
    before, after = text[max(0, number.core_start - _BACK) : number.core_start], text[number.end : number.end + _BACK]
    if number.form == "odd":
        return _odd(text[number.start : number.end], after)
    if number.form == "fraction":
        return "idiom" if _HALF_OF_TIME.search(before) else "duration" if _PART_OF_TIME.match(after) else None
    if before.lower().endswith(("multi-", "multi")):
        return "compound"
    if number.unit:
        return None
    reason = _attached(before, after) or _by_words_after(before, after, number)
    if reason:
        return reason
    if number.form == "digits":
        return _in_name(before, after, number, text[number.core_start : number.core_end])
    return _spelled_out(text, before, after, number)


def _spelled_out(text: str, before: str, after: str, number: Number) -> str | None:
    """What a number in words is part of: 'number two', 'the Chicago Seven', 'one of the'."""
    if number.form != "words":
        return None
    if before.lower().endswith(_COUNTED_OFF) and number.stated < LARGEST_RATIO:
        return "ordinal"  # 'the network's number two'
    if text[number.core_start].isupper() and _THE_NAME.search(before):
        return "name"
    if text[number.core_start : number.core_end].lower() == "one" and number.qualifier == "exact":
        return _one(before, after)
    return None


def _odd(surface: str, after: str) -> str:
    if ":" in surface:
        return "clock_time" if surface.count(":") == 1 or _CLOCK.match(after) else "duration"
    if "/" in surface:
        return "ratio" if surface in {"1/2", "1/3", "2/3", "1/4", "3/4", "24/7", "50/50"} else "date"
    return "date" if len(surface) == 10 and surface[4] == "-" else "name"  # noqa: PLR2004 - YYYY-MM-DD


def _attached(before: str, after: str) -> str | None:
    """What letters or a hyphen stuck to the number make of it."""
    suffix = _SUFFIX.match(after)
    if suffix:
        named = {"ordinal": "ordinal", "plural": "name", "clock": "clock_time", "weight": None, "length": "distance", "word": "name"}
        return named[suffix.lastgroup or "word"]
    if before.endswith(("+", "&")) and before[-2:-1].isalnum():  # 'P5+1'
        return "name"
    if re.search(r"[^\W\d_][-‐‑/+&]$", before) and not re.search(r"\b(?:mid|pre|post|about|over|under|nearly|al)-$", before):
        return "name"
    if _AGE_AFTER.match(after):
        return "age"
    compound = _COMPOUND.match(after)
    if compound and compound.lastgroup not in {"good", "weight"}:
        group = compound.lastgroup or "word"
        return "compound" if group == "word" else group
    return None


def _by_words_after(before: str, after: str, number: Number) -> str | None:
    if _CLOCK.match(after):
        return "clock_time"
    if _AGE_BEFORE.search(before) and number.stated < 120:  # noqa: PLR2004 - no one is older
        return "age"
    if _DURATION.match(after):
        return "duration"
    if _DISTANCE.match(after):
        return "distance"
    if (_RATIO.match(after) and number.stated <= LARGEST_RATIO) or _RATIO_BEFORE.search(before):
        return "ratio"
    if (
        number.qualifier == "exact"
        and number.form == "digits"
        and (_SCORE_AFTER.match(after) or _SCORE_BEFORE.search(before))
        and not re.search(r"\bfrom ", before)
    ):
        return "score"
    appositive = number.form == "digits" and number.qualifier == "exact" and 0 < number.stated < 110 and number.stated == int(number.stated)  # noqa: PLR2004
    if appositive and _CAPITALISED.search(before) and re.match(r"[,.;)]|[ ](?:and\b|[-–—])|$", after):
        return "age"
    return None


def _in_name(before: str, after: str, number: Number, core: str) -> str | None:
    if "," in core or "." in core or number.scaled or number.qualifier != "exact":
        return "list" if _LINE_START.search(before) and re.match(r"[ \t]?\)", after) else None
    if (_LINE_START.search(before) and _LIST_MARK.match(after)) or (before.endswith("(") and after.startswith(")") and len(core) < 3):  # noqa: PLR2004
        return "list"
    if before.endswith("#") or _NAMED.search(before):
        return "name"
    if _ADDRESS.match(after):
        return "address"
    named = _BEFORE_NAME.search(before)
    if named and named.group(1).lower().rstrip(".") not in _NOT_A_NAME and _PLURAL_AFTER.match(after) is None:
        return "name"
    return None


def _one(before: str, after: str) -> str | None:
    if _ONE_OF.match(after):
        return "one_of"
    if _ONE_PRONOUN.match(after) or _ONE_BEFORE.search(before):
        return "pronoun"
    return None
