"""From a verb to the number that is its subject or object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.figures import words

if TYPE_CHECKING:
    from pipeline.extract.figures.clause import Token
    from pipeline.extract.figures.phrases import Phrase

CLAUSE_PREPOSITIONS = frozenset("after before since until till as than because like despite by with".split())
"""Prepositions whose number may still be what a participle is said of: 'after 12 people were killed', 'with 3 dead'."""
_PART_WORDS = frozenset("including include includes included them whom among mostly".split())
_VERB_GROUP = words.NEGATIONS | {"to", "left"}
_FAR = 30  # tokens from a verb back to its subject
_RELATIVE = 20  # tokens a relative clause may take
_MOST_COMMAS = 4
_SAYING = frozenset("said says say reported reports claimed claims announced believed believes confirmed stated told estimated".split())
HELD = frozenset({"said", "reported", "feared", "believed", "thought", "presumed", "confirmed"})
"""Participles that headlines leave without their 'are': '9 children said among the dead'."""
_FAR_OTHERS = 16  # tokens a named victim may take
_NEAR = 3  # tokens from a verb to the 'of' of its object
_CLAUSE, _SUBJECT = 30, 8  # tokens to either side of a figure that a clause is followed; of the subject behind an 'and'
_AMOUNTS = frozenset({"total", "estimate", "minimum", "maximum", "group", "crew", "crowd", "number"})


def subject(row: list[Token], phrases: dict[int, Phrase], owner: dict[int, int], verb: int, *, participle: bool = False) -> int | None:
    """The number that the verb group before `verb` has as its subject."""
    at = _before_group(row, owner, verb)
    if at > 0 and row[at].lower in {"before", "after"} and row[at + 1].lower == "being":
        return next((number for number in sorted(phrases) if number < 3 and is_subject(row, phrases[number])), None)  # noqa: PLR2004 - the sentence's subject
    reduced = owner.get(verb - 1)
    commas = 0
    stop = max(-1, at - _FAR)
    while at > stop:
        if at in owner:
            number, at = _as_subject(row, owner[at], reduced)
            if number is not None:
                return number
            continue
        tag = row[at].tag
        commas += tag == ","
        if tag in {";", ":", "S"} or (tag == "." and row[at].text in "!?") or commas > _MOST_COMMAS:
            return None
        if tag == "R" and (whose := at - 2 if at and row[at - 1].tag == "," else at - 1) in owner:
            return owner[whose]  # '1,250 villagers who have died'
        if tag in {"V", "B", "H", "M"}:
            antecedent = _antecedent(row, owner, at)
            if antecedent is not None:
                at = antecedent
                continue
            if participle or not (tag == "V" and row[at].lower.endswith("ed") and at - 1 in owner):
                return None
        at -= 1
    return None


def _before_group(row: list[Token], owner: dict[int, int], verb: int) -> int:
    """Past the words of a verb group: 'are expected to have been'."""
    at = verb - 1
    while at >= 0 and at not in owner:
        token = row[at]
        if (
            token.tag not in {"B", "A", "H", "M"}
            and token.lower not in _VERB_GROUP
            and not (token.tag == "V" and row[at + 1].lower == "to")
            and not (token.lower in HELD and at - 1 in owner)
        ):
            break
        at -= 1
    return at


def _as_subject(row: list[Token], number: int, reduced: int | None) -> tuple[int | None, int]:
    """The number, or the one it is part of, or None and where to look on if it only stands in a prepositional phrase."""
    before = governor(row, number)
    if before < 0:
        return number, number
    lead = row[before]
    if (
        lead.tag == "V" and lead.lower not in _SAYING and before > 1 and row[before - 1].tag == "R" and row[before - 2].tag == ","
    ):  # 'the captain, who led 40 men, died'
        return None, before - 3
    if reduced == number:
        whole = lead.lower == "of" and before and row[before - 1].tag == "N" and row[number + 1 :] and _passive_follows(row, number)
        return (before - 1 if whole else number), number
    if lead.lower == "of":
        return (before - 1 if before and row[before - 1].tag == "N" else number), number
    if (lead.tag == "P" and lead.lower not in CLAUSE_PREPOSITIONS) or lead.lower in _PART_WORDS:
        return None, before - 1
    return number, number


def _passive_follows(row: list[Token], number: int) -> bool:
    """Whether 'were' follows the noun: in 'five of the nine hostages were freed' it is said of the five."""
    return next((token.tag == "B" for token in row[number + 1 : number + 6] if token.tag not in {"W", "A"}), False)


def _antecedent(row: list[Token], owner: dict[int, int], at: int) -> int | None:
    """Where the verb at `at` stands in a relative clause of a counted noun, that noun: '80 men, described as spies, were killed'."""
    if row[at].tag == "V" and at > 1 and row[at - 1].tag == "," and at - 2 in owner and row[at].lower.endswith("ed"):
        return at - 2
    relative = next((back for back in range(at - 1, max(-1, at - _RELATIVE), -1) if row[back].tag == "R"), None)
    if relative is None:
        return None
    relative -= 2 if row[relative - 1].tag == "," else 1
    return relative if relative in owner else None


def governor(row: list[Token], number: int) -> int:
    """The index of the word that governs the number: what stands before its determiners and adjectives."""
    at = number - 1
    while at >= 0 and (
        row[at].tag in {"D", "A", '"'} or row[at].lower in {"total", "combined", "additional", "first", "last", "just", "only"}
    ):
        at -= 1
    return at


def direct_object(row: list[Token], verb: int, reach: int) -> int | None:
    """The number that stands as object behind `verb`, or None where something else comes first."""
    at = verb + 1
    while at < min(len(row), verb + 1 + reach):
        token = row[at]
        if token.tag == "N":
            lead = governor(row, at)
            of = row[lead].lower == "of" and (
                lead - verb < _NEAR or row[lead - 1].lower in _AMOUNTS
            )  # 'killed one aide of 12' is no object
            return at if row[lead].tag != "P" or of or lead <= verb else None
        if (
            token.tag in {"V", "B", "H", "M", "S", "R", ";", ":"}
            or (token.tag == "P" and token.lower != "of")
            or (token.tag == "." and token.text in "!?")
            or (token.tag == '"' and at > verb + 1 and row[min(at + 1, len(row) - 1)].tag != "N")
            or (row[at - 1].tag == "," and token.lower.endswith("ing"))
        ):
            return None
        if token.tag == "(":
            at = next((close for close in range(at, min(len(row), at + 12)) if row[close].tag == ")"), at)
        at += 1
    return None


def others(row: list[Token], first: int) -> int | None:
    """The number of 'the envoy to Borduria and three others': people besides one who is named, in the noun phrase that begins at `first`."""
    for at in range(first, min(len(row) - 1, first + _FAR_OTHERS)):
        token = row[at]
        if token.tag == "N":
            beside = row[at - 1].lower in {"and", "plus"} or (row[at - 1].tag == "A" and row[at - 2].lower == "and")
            return at if beside and row[at + 1].lower in {"other", "others", "more"} else None
        if token.tag in {"V", "B", "H", "M", "S", "R", ";", ":", "(", "T"} or (token.tag == "." and token.text in "!?"):
            return None
        if token.tag == "P" and token.lower not in {"of", "to", "in", "for", "at"}:
            return None
    return None


def is_subject(row: list[Token], phrase: Phrase) -> bool:
    """Whether a finite verb follows the phrase."""
    at = phrase.end + 1
    while at < len(row) and row[at].tag == "A":
        at += 1
    return at < len(row) and row[at].tag in {"B", "H", "M", "V"}


def clause(row: list[Token], phrase: Phrase, *, participles: bool = True) -> tuple[int, int]:
    """The tokens of the clause the phrase stands in, as (begin, end): up to a semicolon, a subordinate clause, or an 'and' with a subject of its own.

    With `participles` also up to ', bringing the total ...', which has a time and a tense of its own but the same place.
    """
    begin = phrase.number
    while begin > 0 and phrase.number - begin < _CLAUSE and not _divides(row, begin - 1, participles=participles):
        begin -= 1
    end = phrase.end + 1
    while end < len(row) and end - phrase.end < _CLAUSE and not _divides(row, end, participles=participles):
        end += 1
    return begin, end


def _divides(row: list[Token], at: int, *, participles: bool) -> bool:
    """Whether another clause begins here: 'while', a semicolon, or 'and the town has been ...'."""
    token = row[at]
    if token.tag == ";" or (token.tag == "S" and token.lower not in {"since", "than", "so", "as"}):
        return True
    if token.tag == "," and at + 1 < len(row) and row[at + 1].tag in {"W", "V"}:
        return participles and row[at + 1].lower.endswith("ing") and row[at + 1].lower != "including"
    if token.tag != "C" and token.lower != "but":
        return False
    if at + 1 >= len(row) or row[at + 1].tag not in {"D", "W", "O"}:
        return False
    for ahead in range(at + 2, min(len(row), at + _SUBJECT)):
        if row[ahead].tag in {"B", "H", "M"}:
            return True
        if row[ahead].tag in {"N", ",", ";", "C", "P", "R"}:
            return False
    return False
