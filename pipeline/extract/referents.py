"""Whom a pronoun may stand for, by where it stands: the noun before 'who', the subject of the sentence before 'it'."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from pipeline.extract import subjects
from pipeline.extract.main_subject import main_subject

if TYPE_CHECKING:
    from pipeline.extract.scan import Finding, Place, Span
    from pipeline.extract.units import Tokens, Unit

RELATIVE = frozenset({"who", "which", "that", "whose"})
IMPERSONAL = frozenset({"it", "they", "its", "their"})


def referents(tokens: Tokens, units: list[Unit], finding: Finding) -> tuple[Place, ...]:
    """The places of what a finding's source may stand for, likeliest first; none where the source is no such pronoun.

    A relative pronoun stands for the noun before it. 'It' and 'they' stand for the subject of their own sentence, where they are not that
    themselves, else for the subject of the sentence before. Whether number and kind fit is for the resolver to see.
    """
    if finding.source is None:
        return ()
    at = bisect_left(tokens.starts, finding.source[0])
    word = tokens.words[at]
    if tokens.ends[at] != finding.source[1] or (word not in RELATIVE and word not in IMPERSONAL):
        return ()
    unit = units[finding.unit]
    if word in RELATIVE:
        noun = _antecedent(tokens, unit, at)
        return (_place(tokens, noun),) if noun else ()
    found = []
    own = main_subject(tokens, unit.first, at) if at > unit.first else None
    if own is not None:
        found.append(own)
    before = units[finding.unit - 1] if finding.unit else None
    if before is not None and unit.paragraph - before.paragraph <= 1:
        subject = main_subject(tokens, before.first, before.last)
        if subject is not None:
            found.append(subject)
    return tuple(_place(tokens, span) for span in found)


def _antecedent(tokens: Tokens, unit: Unit, at: int) -> Span | None:
    """The noun before the relative pronoun at `at`, with the name it is an apposition to: 'Ann Lee, head of the port, who'."""
    kinds = tokens.kinds
    last = at - 1
    if last > unit.first and kinds[last] == ",":
        last -= 1
    if last < unit.first:
        return None
    noun = subjects.noun_before(tokens, last, unit.first)
    if noun is None:
        first = last
        while first > unit.first and kinds[first - 1] == kinds[last] == "W":
            first -= 1
        named = kinds[last] == "W" or tokens.words[last] == "those"  # 'met with Ann Lee, who', 'those who'
        return (first, last + 1) if named else None
    comma = noun[0] - 1
    if comma - 1 > unit.first and kinds[comma] == "," and kinds[comma - 1] == "W":
        name = subjects.noun_before(tokens, comma - 1, unit.first)
        if name is not None and kinds[name[1] - 1] == kinds[name[1] - 2] == "W":
            return (name[0], noun[1])
    return noun


def _place(tokens: Tokens, span: Span) -> Place:
    return (tokens.starts[span[0]], tokens.ends[span[1] - 1])
