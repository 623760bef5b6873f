"""Whom a count is about, normalised so that two outlets' words can be compared: nationality, civilians, soldiers, children."""

from __future__ import annotations

import re

NATIONALITIES: dict[str, str] = {
    word: country
    for country, names in {
        "US": "american americans u.s. us american-born", "IR": "iranian iranians iran persian persians", "IQ": "iraqi iraqis", "SY": "syrian syrians", "IL": "israeli israelis",
        "PS": "palestinian palestinians gazan gazans", "LB": "lebanese", "YE": "yemeni yemenis", "SA": "saudi saudis", "TR": "turkish turks turk", "AF": "afghan afghans afghani",
        "PK": "pakistani pakistanis", "RU": "russian russians", "UA": "ukrainian ukrainians", "GB": "british briton britons uk english scottish", "FR": "french frenchman frenchmen",
        "DE": "german germans", "CA": "canadian canadians", "CN": "chinese", "IN": "indian indians", "EG": "egyptian egyptians", "JO": "jordanian jordanians", "KW": "kuwaiti kuwaitis",
        "AE": "emirati emiratis", "QA": "qatari qataris", "BH": "bahraini bahrainis", "OM": "omani omanis", "PH": "filipino filipinos philippine", "JP": "japanese",
        "KR": "south-korean", "SE": "swedish swede swedes", "AU": "australian australians", "IT": "italian italians", "ES": "spanish spaniards", "NL": "dutch", "AM": "armenian armenians",
        "AZ": "azerbaijani azerbaijanis azeri azeris", "LY": "libyan libyans", "SD": "sudanese", "SO": "somali somalis", "DK": "danish danes", "PL": "polish poles", "DZ": "algerian algerians",
    }.items()
    for word in names.split()
}  # fmt: skip
"""Adjective or demonym, lower case, to ISO 3166 alpha-2."""

GROUPS: tuple[tuple[str, str], ...] = (
    (
        "children",
        r"child|children|boys?|girls?|bab(?:y|ies)|infants?|toddlers?|minors?|schoolchildren|schoolgirls|schoolboys|pupils?|teenagers?",
    ),
    ("women", r"wom[ae]n"),
    ("civilians", r"civilians?|noncombatants?|bystanders?|villagers?|residents?|pilgrims?|mourners?|worshipp?ers?|shoppers?"),
    (
        "soldiers",
        r"soldiers?|troops?|servicem[ae]n|service members?|servicemembers?|marines?|airm[ae]n|sailors?|personnel|military|army|reservists?|paratroopers?|forces|conscripts?|cadets?",
    ),
    ("police", r"police|policem[ae]n|officers?|gendarmes?"),
    (
        "militants",
        r"militants?|fighters?|insurgents?|rebels?|terrorists?|gunm[ae]n|jihadists?|jihadis?|militiam[ae]n|extremists?|commandos?|commandoes|operatives?",
    ),
    ("protesters", r"protest[eo]rs?|demonstrators?|rioters?|marchers?"),
    ("refugees", r"refugees?|migrants?|evacuees?|asylum seekers?"),
    ("hostages", r"hostages?|captives?"),
    ("prisoners", r"prisoners?|detainees?|inmates?"),
    ("passengers", r"passengers?|crew|crewm[ae]n|crewmembers?|pilots?"),
    ("contractors", r"contractors?"),
    ("journalists", r"journalists?|reporters?"),
    ("diplomats", r"diplomats?|ambassadors?"),
    ("officials", r"officials?|generals?|commanders?|leaders?"),
    ("scientists", r"scientists?"),
    ("men", r"men|man"),
    ("citizens", r"citizens?|nationals?"),
    ("people", r"people|persons?|lives|victims?|others|adults?|bodies|members?|individuals?|souls"),
)
"""Group names and the words that put a count into them, the more telling first."""

_GROUP = re.compile("|".join(rf"(?P<{name}>\b(?:{pattern})\b)" for name, pattern in GROUPS), re.IGNORECASE)
_ORDER = {name: rank for rank, (name, _) in enumerate(GROUPS)}
_WORD = re.compile(r"(?:[A-Za-z]\.){2,4}|[A-Za-z-]+")


def counted_group(counted: str | None, kind: str) -> str | None:
    """The normalised group of the counted words, such as 'IR:soldiers', 'US', 'civilians'; None where they name none.

    A nationality is given as its ISO 3166 code; with a group of people it stands before a colon. A count of harmed people that names nobody
    is of 'people'.
    """
    if counted is None:
        return "people" if kind in {"killed", "injured", "casualties", "missing"} else None
    country = next(
        (NATIONALITIES[word.lower()] for word in _WORD.findall(counted[:200]) if word.lower() in NATIONALITIES and word != "us"), None
    )
    found = sorted({match.lastgroup for match in _GROUP.finditer(counted[:200]) if match.lastgroup}, key=lambda name: _ORDER[name])
    group = found[0] if found else None
    if country and (group is None or group in {"people", "citizens"}):
        return country
    if country:
        return f"{country}:{group}"
    return group
