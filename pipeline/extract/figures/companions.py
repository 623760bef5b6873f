"""What stands beside a figure: the words for what is counted, and who is said to have counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.figures.claim import LEFT, LIST, NOUN
from pipeline.extract.figures.phrases import NOUN_TOO, STATES
from pipeline.extract.figures.phrases import phrase as read_phrase
from pipeline.extract.figures.triggers import noun_at, noun_kind

if TYPE_CHECKING:
    from pipeline.extract.figures.claim import Claim
    from pipeline.extract.figures.clause import Token
    from pipeline.extract.figures.phrases import Phrase

Span = tuple[int, int] | None


_SUBJECT_WORDS, _NEAR, _NOUN_WORDS = 7, 12, 3  # tokens
_NAMED_BEFORE = frozenset({"troops", "weapons", "centrifuges", "displaced", "detained", "hostage"})
"""Kinds whose noun may stand before its number: 'the troops, numbering 6,000'."""
_EVENTS = frozenset({"killed", "injured", "casualties"})
_COUNTS = frozenset(
    "recorded records counted counts documented documents tallied tallies logged registered reported reporting estimated estimates verified lists cited cites".split()
)
_SETS = frozenset({"put", "puts", "set", "sets"})
_BODIES = frozenset(
    "reports report estimates survey workers group agency ministry monitors activists officials authorities medics rescuers police hospital hospitals observatory researchers investigators".split()
)
_SAID_OF = STATES | {"loss", "losses", "reports", "report"}
"""Heads that say what happened, not to whom."""


def counted(row: list[Token], phrases: dict[int, Phrase], number: int, claim: Claim) -> Span:
    """The span of the words that say who or what is counted; for an ellipsis those of the number it continues."""
    phrase = phrases[number]
    if phrase.named and phrase.head not in _SAID_OF:
        return row[phrase.first].start, row[phrase.last].end
    if phrase.head == "others":
        return row[phrase.end].start, row[phrase.end].end
    other = claim.of if claim.of is not None else _continued(row, phrases, number, claim)
    if other is not None and (other > number or claim.voice != LIST or phrase.more):
        named = phrases[other]
        if not named.named and other > number:  # '100, 200 or 250 refugees'
            named = next((phrases[at] for at in sorted(phrases) if at > other and phrases[at].named), named)
        return (row[named.first].start, row[named.last].end) if named.named and named.head not in _SAID_OF else None
    return _numbered(row, claim)


def _lends(row: list[Token], phrase: Phrase) -> bool:
    """Whether a later number may be of the same noun: not of 'casualties', nor of a part told with 'including'."""
    return noun_kind(row, phrase) not in _EVENTS and (phrase.number == 0 or row[phrase.number - 1].lower != "including")


def _numbered(row: list[Token], claim: Claim) -> Span:
    """'The number of refugees rose to 5,000': what the number is of."""
    if claim.verb is None or claim.voice != NOUN:
        return None
    if noun_at(row, claim.verb) in _NAMED_BEFORE:
        return _noun_phrase(row, claim.verb)
    counting = next(
        (at for at in range(max(0, claim.verb - _NEAR), claim.verb) if row[at].lower in {"number", "tally", "count"}), claim.verb
    )
    for at in range(counting, min(len(row), claim.verb + 3)):
        if row[at].lower == "of" and (counting < claim.verb or row[claim.verb].lower.startswith("number")):
            found = read_phrase(row, at - 1)
            return (row[found.first].start, row[found.last].end) if found.named and found.head not in _SAID_OF else None
    return (row[claim.verb].start, row[claim.verb].end) if row[claim.verb].lower in {"refugee", "army", "force", "troop"} else None


def _noun_phrase(row: list[Token], last: int) -> Span:
    """The words that lead up to a noun: 'American troops', 'nuclear warheads'."""
    first = last
    while first > 0 and row[first - 1].tag == "W" and last - first < _NOUN_WORDS:
        first -= 1
    return row[first].start, row[last].end


def _continued(row: list[Token], phrases: dict[int, Phrase], number: int, claim: Claim) -> int | None:
    """'nine miners were killed and 31 wounded': the number whose noun is left out the second time."""
    earlier = [other for other in phrases if other < number and phrases[other].named and _lends(row, phrases[other])]
    if not earlier or any(token.lower in {"included", "include"} for token in row[:number]):
        return None  # 'the dead included 5 Danes, and another 12 were hurt': not Danes
    near = row[max(earlier) : number]
    if phrases[number].head in _SAID_OF and len(near) < _NEAR and any(token.tag == "B" or token.lower == "dead" for token in near):
        return max(earlier)
    if (
        phrases[number].them
        or phrases[number].more
        or (
            claim.voice == LEFT
            and len(near) < _NEAR
            and (any(token.tag == "B" for token in near) or (number + 1 < len(row) and row[number + 1].tag == "B"))
        )
    ):
        return max(earlier)
    return None


def measured(row: list[Token], number: int, end: int, kind: str) -> Span:
    """What a sum, a share or a weight is of: 'in frozen assets', 'of the city', 'increase in arrivals'."""
    at = number + 1
    while at < len(row) and row[at].start < end:
        at += 1
    if at < len(row) and row[at].tag == "(":
        at = next((close + 1 for close in range(at, min(len(row), at + 8)) if row[close].tag == ")"), at)
    if kind in {"enrichment", "material"}:
        return _nearest(row, number)
    halved = row[number].number is not None and row[number].number.form == "fraction" and at < len(row) and row[at].tag == "D"  # type: ignore[union-attr]
    if at < len(row) and (halved or row[at].lower in {"of", "in", "worth"}):  # 'half the population'
        at += row[at].lower in {"of", "in", "worth"}
        while at < len(row) and (row[at].tag in {"D", "A"} or row[at].lower == "of"):
            at += 1
    elif at >= len(row) or (row[at].tag != "W" and row[at].lower not in NOUN_TOO):
        return _subject_of(row, number) if kind == "percent" else _of_which(row, number)
    if at >= len(row) or at < 1:
        return None
    found = read_phrase(row, at - 1)
    return (row[found.first].start, row[found.last].end) if found.named and found.number == at - 1 else None


def _of_which(row: list[Token], number: int) -> Span:
    """'A prize of up to $90,000': the noun before 'of'."""
    if number < 2 or row[number - 1].lower != "of" or row[number - 2].tag != "W":  # noqa: PLR2004 - a noun and 'of'
        return None
    return None if row[number - 2].lower in {"total", "cost", "sum", "tune"} else (row[number - 2].start, row[number - 2].end)


def _nearest(row: list[Token], number: int) -> Span:
    """The nearest word for the material: 'low-enriched uranium', 'weapons-grade levels'."""
    for at in range(max(0, number - 4), number):
        if row[at].lower.endswith("grade"):
            last = at + 1 if row[at + 1].lower in {"levels", "level"} else at
            return row[at - 1 if row[at].lower == "grade" and at else at].start, row[last].end
    best = None
    for at, token in enumerate(row):
        hit = token.lower.startswith(("enrichment", "uranium", "plutonium")) or token.lower.endswith("enriched")
        if hit and (best is None or abs(at - number) < abs(best - number)):
            best = at
    if best is None:
        return None
    first = best - 1 if best and row[best - 1].lower.endswith(("enriched", "uranium")) else best
    last = best + 1 if best + 1 < len(row) and row[best + 1].lower in {"uranium", "enrichment", "levels", "level"} else best
    return row[first].start, row[last].end


def _subject_of(row: list[Token], number: int) -> Span:
    """'Oil prices rose by 2%': the nouns before the verb, or before 'by'."""
    at = number - 1
    if at > 0 and row[at].lower == "or" and row[at - 1].tag == ",":  # 'fell 23 points, or 0.7%'
        while (
            at > 0
            and number - at < _SUBJECT_WORDS
            and (row[at].tag in {"N", ",", "C"} or row[at].lower in {"point", "points", "."} or row[at].text[0].isdigit())
        ):
            at -= 1
    while (
        at >= 0
        and (row[at].tag in {"P", "A", "D", ",", "V", "B", "H", "M"} or row[at].lower in {"up", "down"} or row[at].lower.endswith("ing"))
        and number - at < _SUBJECT_WORDS
    ):
        at -= 1
    if at > 0 and row[at - 1].tag == "M":  # 'the economy will contract by 14 percent'
        at -= 2
    last = at
    while at >= 0 and row[at].tag in {"W", "Q"} and last - at < _SUBJECT_WORDS:
        at -= 1
    if last + 1 < len(row) and row[last + 1].tag == "," and 0 <= at <= 1 and row[0].tag == "P":
        return None  # 'In the poll, 34 percent'
    return (row[at + 1].start, row[last].end) if 0 <= at + 1 <= last else None


def counter(row: list[Token], number: int) -> Span:
    """Who is said to have counted: 'the agency recorded 65 deaths', 'the ministry put the toll at 12'. None where nobody is."""
    verb = next((at for at in range(number - 1, max(-1, number - 7), -1) if row[at].lower in _COUNTS or row[at].lower in _SETS), None)
    if verb is None and row[number - 1].lower == "at":
        verb = next((at for at in range(number - 7, max(-1, number - 14), -1) if at >= 0 and row[at].lower in _SETS), None)
    if verb is None or verb == 0 or (row[verb].lower in _SETS and row[number - 1].lower != "at"):
        return None
    if row[verb].lower not in _SETS and any(row[at].tag not in {"D", "A", "W"} for at in range(verb + 1, number)):
        return None
    last = verb - 1
    while last >= 0 and row[last].tag in {"H", "A"}:
        last -= 1
    first = last
    while (first >= 0 and row[first].tag in {"W", "Q", "D", "(", ")"}) or (first >= 0 and row[first].lower == "of"):
        first -= 1
    first += 1
    while first < last and row[first].tag in {"Q", "(", ")"}:
        first += 1
    if first > last or not any(row[at].text[0].isupper() or row[at].lower in _BODIES for at in range(first, last + 1)):
        return None
    return row[first].start, row[last].end
