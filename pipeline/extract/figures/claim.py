"""A number's kind and how it was found, and when one may have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.figures import words
from pipeline.extract.figures.kinds import RULES
from pipeline.extract.figures.phrases import STATES, is_person
from pipeline.extract.figures.triggers import noun_kind

if TYPE_CHECKING:
    from pipeline.extract.figures.clause import Token
    from pipeline.extract.figures.phrases import Phrase
    from pipeline.extract.number_bounds import Number

LEFT, RIGHT, NOUN, LIST, PART = "left", "right", "noun", "list", "part"
_NEEDS_NAME = frozenset({"held", "holding", "holds", "hold", "captured", "claimed", "claiming", "affected", "affecting"})
"""Verbs that take much else than people: 'the arena holds 18,000'."""
_EVENTS = frozenset({"killed", "injured", "casualties"})
"""Kinds whose nouns are no people, so that they are no other kind: 'no casualties and none were killed' are two kinds."""

_ONE_ALONE = frozenset({"killed", "injured", "missing"})
"""Kinds in which a lone 'one' is a person: 'one dead', but not 'one released in 1974'."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The kind of a number, the trigger that says so (token index of its first word, None for a noun) and how it was found.

    `voice`: the number stands left of its trigger, right of it, is a noun's, goes on in a list, or is part of another.
    """

    kind: str
    verb: int | None
    voice: str
    of: int | None = None  # the number this one continues or is part of


@dataclass(frozen=True, slots=True)
class Reading:
    """A number as its sentence reads it; `reason` says why it is no figure, and then only `number` counts."""

    number: Number
    reason: str | None
    row: list[Token]
    at: int
    phrase: Phrase
    claim: Claim
    unit: str | None
    counted: tuple[int, int] | None
    stance: str
    cumulative: bool
    sentence: tuple[int, int]


def take(row: list[Token], phrases: dict[int, Phrase], claims: dict[int, Claim], number: int, claim: Claim) -> bool:
    """Give `number` the claim if it fits and outranks what it has; whether it was given."""
    old = claims.get(number)
    if (old is not None and RULES[old.kind].rank >= RULES[claim.kind].rank) or not _fits(row, phrases[number], claim.kind):
        return False
    if (
        claim.verb is not None
        and row[claim.verb].lower in _NEEDS_NAME
        and not is_person(phrases[number].head, row[max(phrases[number].last, 0)].text)
    ):
        return False
    if row[number].lower == "one" and not phrases[number].named and claim.kind not in _ONE_ALONE:
        return False
    if row[number].number is not None and row[number].number.unit:  # type: ignore[union-attr]
        return False
    claims[number] = claim
    return True


def _fits(row: list[Token], phrase: Phrase, kind: str) -> bool:
    if not phrase.named:
        return True
    if phrase.head in STATES:  # 'thousands detained': said of people who are not named
        return True
    person = is_person(phrase.head, row[phrase.last].text)
    own = noun_kind(row, phrase)
    if own in _EVENTS and own != kind and kind in _EVENTS and phrase.head != "lives":
        return kind == "casualties" and phrase.head in {"deaths", "injuries", "fatalities"}
    if kind == "casualties" and phrase.head in {"deaths", "injuries", "fatalities", "casualties"}:
        return True
    if RULES[kind].people:
        return person or phrase.head in {"those", ""}
    return person or phrase.head not in words.THINGS
