"""What stands beside a figure: the words for what is counted, where, when, and on whose word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract import date_values
from pipeline.extract.figures.claim import LEFT, LIST, NOUN
from pipeline.extract.figures.phrases import NOUN_TOO
from pipeline.extract.figures.phrases import phrase as read_phrase
from pipeline.extract.number_words import spelled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pipeline.extract.document import Document
    from pipeline.extract.figures.claim import Claim
    from pipeline.extract.figures.clause import Token
    from pipeline.extract.figures.phrases import Phrase
    from pipeline.records import DateMention

Span = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Period:
    """The words that say when, and the days they mean."""

    start: int
    end: int
    first: date | None
    last: date | None


_WHEN = re.compile(
    r"\b(?P<word>in|on|since|by|over|during|for|from|at|until|within|after|before|between|as of|through|throughout|in the|over the|early|late)[ \u00a0](?:early |late |just |the |about |nearly |more than )?$",
    re.IGNORECASE,
)
_WHERE = frozenset({"in", "at", "near", "outside", "inside", "across", "from", "to", "around", "on", "along", "over", "into", "aboard"})
_UNIT_COUNT = re.compile(r"(?P<count>[\w-]+)[ -](?P<unit>day|week|month|year|decade)s?\b", re.IGNORECASE)
_PLACE_REACH, _PLACE_WORDS, _SUBJECT_WORDS, _NEAR = 16, 9, 7, 12  # tokens
_COUNTS = frozenset(
    "recorded records counted counts documented documents tallied tallies logged registered reported reporting estimated estimates verified lists cited cites".split()
)
_SETS = frozenset({"put", "puts", "set", "sets"})
_BODIES = frozenset(
    "reports report estimates survey workers group agency ministry monitors activists officials authorities medics rescuers police hospital hospitals observatory researchers investigators".split()
)
_SAID_OF = frozenset({"wounded", "injured", "dead", "missing", "hurt", "displaced", "killed", "loss", "losses", "reports", "report"})
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


def _numbered(row: list[Token], claim: Claim) -> Span:
    """'The number of refugees rose to 5,000': what the number is of."""
    if claim.verb is None or claim.voice != NOUN:
        return None
    for at in range(claim.verb, min(len(row), claim.verb + 3)):
        if row[at].lower == "of" and row[claim.verb].lower.startswith("number"):
            found = read_phrase(row, at - 1)
            return (row[found.first].start, row[found.last].end) if found.named else None
    return (row[claim.verb].start, row[claim.verb].end) if row[claim.verb].lower in {"refugee", "army", "force", "troop"} else None


def _continued(row: list[Token], phrases: dict[int, Phrase], number: int, claim: Claim) -> int | None:
    """'nine miners were killed and 31 wounded': the number whose noun is left out the second time."""
    earlier = [other for other in phrases if other < number and phrases[other].named]
    if not earlier:
        return None
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
    if at < len(row) and row[at].lower in {"of", "in", "worth"}:
        at += 1
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
    while (
        at >= 0
        and (row[at].tag in {"P", "A", "D", ",", "V", "B", "H", "M"} or row[at].lower in {"up", "down"} or row[at].lower.endswith("ing"))
        and number - at < _SUBJECT_WORDS
    ):
        at -= 1
    last = at
    while at >= 0 and row[at].tag in {"W", "Q"} and last - at < _SUBJECT_WORDS:
        at -= 1
    return (row[at + 1].start, row[last].end) if 0 <= at + 1 <= last else None


def place(row: list[Token], number: int, phrase: Phrase, claim: Claim) -> Span:
    """The words that say where: the nearest 'in ...' with a capital behind the figure, else one that opens the sentence."""
    begin = phrase.end + 1
    if claim.voice == LEFT and claim.verb is not None:
        begin = max(begin, claim.verb + 1)
    return (
        _place_from(row, begin, min(len(row), begin + _PLACE_REACH))
        or _place_from(row, 0, min(3, number))
        or _place_from(row, phrase.end + 1, begin)
    )


def _place_from(row: list[Token], begin: int, end: int) -> Span:
    for at in range(begin, end):
        token = row[at]
        if token.tag in {";", "S"} or token.tag == "N":
            return None
        if token.lower not in _WHERE or at + 1 >= len(row) or row[at + 1].tag in {"T", "N"}:
            continue
        last, capital, here = at, False, at + 1
        while (
            here < len(row)
            and here - at < _PLACE_WORDS
            and (row[here].tag in {"W", "D", "Q"} or (row[here].lower in {"of", "in"} and here > at + 1))
        ):
            if row[here].tag == "W" and row[here].text[0].isupper():
                capital, last = True, here
            here += 1
        if capital and not row[last].lower.endswith("day"):
            return row[at + 1].start, row[last].end
    return None


def period(doc: Document, dates: Sequence[DateMention], number: int, sentence: tuple[int, int], *, past: bool) -> Period | None:
    """The date of the sentence that is nearest to the figure, with the preposition before it, and the days it means."""
    best: DateMention | None = None
    for mention in dates:
        if not sentence[0] <= mention.start < sentence[1]:
            continue
        if mention.form == "duration" and not _WHEN.search(doc.text, max(sentence[0], mention.start - 22), mention.start):
            continue
        if best is None or abs(mention.start - number) < abs(best.start - number):
            best = mention
    if best is None:
        return None
    lead = _WHEN.search(doc.text, max(sentence[0], best.start - 22), best.start)
    word = lead["word"].lower() if lead else ""
    first, last = best.value_start, best.value_end
    if word == "since" and first is not None:
        last = doc.published if doc.published and doc.published >= first else None
    elif best.form == "duration" and past and doc.published is not None and word.split(" ")[0] in {"in", "over", "during", "within", "for"}:
        first, last = _stretch(best.surface, doc.published)
    return Period(lead.start() if lead else best.start, best.end, first, last)


def _stretch(surface: str, published: date) -> tuple[date | None, date | None]:
    """'three years' up to the day of publication."""
    found = _UNIT_COUNT.search(surface)
    if found is None:
        return None, None
    value = float(found["count"]) if found["count"].isdigit() and len(found["count"]) < 4 else spelled(found["count"])  # noqa: PLR2004
    days = date_values.span(published, found["unit"].lower(), -int(value)) if value and value < 1000 else None  # noqa: PLR2004
    return days or (None, None)


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
