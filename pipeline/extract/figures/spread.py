"""A kind found for one number goes on along lists and to parts of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.figures.claim import LEFT, LIST, PART, Claim, take
from pipeline.extract.figures.kinds import RULES
from pipeline.extract.figures.reach import CLAUSE_PREPOSITIONS, governor, is_subject

if TYPE_CHECKING:
    from pipeline.extract.figures.clause import Token
    from pipeline.extract.figures.phrases import Phrase

_FAR, _FAR_PART, _BETWEEN = 16, 40, 9  # tokens: between two of a list, from a part to its whole, between two subjects
_SAYING = frozenset({"said", "says", "say", "confirmed", "reported", "announced", "left"})
_PEOPLE_KINDS = frozenset(kind for kind, rule in RULES.items() if rule.people or kind in {"killed", "injured", "casualties", "troops"})


def spread_left(row: list[Token], phrases: dict[int, Phrase], owner: dict[int, int], claims: dict[int, Claim], number: int) -> None:
    """'4 soldiers, an aide and 2 civilians were killed': the claim on the 2 goes on to the 4."""
    claim, last, at = claims[number], number, number
    while True:
        other = _listed_before(row, owner, at)
        if other is None or other in claims:
            return
        lead = governor(row, other)
        if lead >= 0 and row[lead].lower == "including":  # '22 soldiers, including 8 officers, and 14 civilians'
            at = lead
            continue
        if lead >= 0 and row[lead].tag == "V" and row[lead].lower not in _SAYING:
            return
        if lead >= 0 and (row[lead].lower.endswith("ing") or (row[lead].tag == "P" and row[lead].lower not in CLAUSE_PREPOSITIONS)):
            return
        if not take(row, phrases, claims, other, Claim(claim.kind, claim.verb, LIST, last)):
            return
        last = at = other


def _listed_before(row: list[Token], owner: dict[int, int], number: int) -> int | None:
    """The number of the phrase that 'and' or a comma joins to the one at `number`."""
    at, joined = number - 1, row[number].lower == "including"
    while at >= 0 and number - at < _BETWEEN and at not in owner and row[at].tag in {"D", "A", "W", ",", "C", '"'}:
        joined = joined or row[at].tag in {"C", ","}
        at -= 1
    return owner[at] if joined and at in owner else None


def spread_right(row: list[Token], phrases: dict[int, Phrase], claims: dict[int, Claim], number: int, acts: frozenset[int]) -> None:
    """'killed 4 soldiers in the north and 2 civilians': the claim on the 4 goes on to the 2."""
    claim = claims[number]
    at = phrases[number].end + 1
    if claim.voice == LEFT and claim.verb is not None:
        at = max(at, claim.verb + 1)
    steps = 0
    while at < len(row) and steps < _FAR:
        token = row[at]
        if token.tag == "N":
            lead = governor(row, at)
            if row[lead].tag == "P":
                at = phrases[at].end + 1
                steps = 0
                continue
            if (
                at in claims
                or row[lead].tag not in {"C", ","}
                or (claim.voice == LEFT and not phrases[at].more)
                or is_subject(row, phrases[at])
            ):
                return
            if not take(row, phrases, claims, at, Claim(claim.kind, claim.verb, LIST, number)):
                return
            at, steps = phrases[at].end, 0
        elif (
            at in acts
            or token.tag in {"V", "B", "H", "M", "S", "R", ":"}
            or (token.tag == "W" and token.lower.endswith("ing") and token.lower != "including")
        ):
            return
        at += 1
        steps += 1


def parts(row: list[Token], phrases: dict[int, Phrase], claims: dict[int, Claim]) -> None:
    """'12 people, including 3 children' and 'three died, two of them children': a part has the kind of its whole."""
    last_part: int | None = None
    last_people: int | None = None
    for number in sorted(phrases):
        if number not in claims:
            whole = whole_of(row, number)
            if whole not in claims and _is_part(row, phrases, number, last_part):
                whole = last_people if last_people is not None and number - last_people < _FAR_PART else None
            if whole is not None and whole in claims:
                take(row, phrases, claims, number, Claim(claims[whole].kind, claims[whole].verb, PART, whole))
        if number in claims:
            last_part = number if claims[number].voice == PART else last_part
            last_people = number if claims[number].kind in _PEOPLE_KINDS else last_people


def _is_part(row: list[Token], phrases: dict[int, Phrase], number: int, last_part: int | None) -> bool:
    """Whether the words make the number a part: 'including 3', 'among them 3', '3 of them', or a list of such."""
    lead = governor(row, number)
    if phrases[number].them or (lead >= 0 and row[lead].lower in {"including", "include", "included", "includes"}):
        return True
    near = row[max(0, number - 4) : number]
    if any(token.lower in {"including", "them", "whom"} for token in near) and not any(token.tag in {"V", "B", ";"} for token in near):
        return True
    listed = lead >= 0 and row[lead].tag in {"C", ","} and last_part is not None and phrases[last_part].end >= lead - 2
    return listed and not is_subject(row, phrases[number])


def whole_of(row: list[Token], number: int) -> int | None:
    """'two of the 12': the number that this one is a part of."""
    at = number + 1
    if at >= len(row) or row[at].lower != "of":
        return None
    at += 1
    while at < len(row) and row[at].tag == "D":
        at += 1
    return at if at < len(row) and row[at].tag == "N" else None


def followed_by(row: list[Token], number: int) -> int | None:
    """The number that the words lead on to: 'two of our 11 carriers', '100, 200 or 250 refugees'."""
    whole = whole_of(row, number)
    if whole is not None:
        return whole
    at = number + 1
    while at < len(row) and at - number < 3 and (row[at].tag in {",", "C"}):  # noqa: PLR2004
        at += 1
    if at == number + 1 and number and row[number - 1].lower == "from":  # 'from 6,000 down to 2,200 warheads'
        while at < len(row) and row[at].lower in {"to", "down", "up"}:
            at += 1
    return at if number + 1 < at < len(row) and row[at].tag == "N" else None
