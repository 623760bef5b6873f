"""Whom a pronoun may stand for, by where it stands: the noun before 'who', the subject of the sentence before 'it'."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from pipeline.extract import subjects

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
        last = at - 1
        if last > unit.first and tokens.kinds[last] == ",":
            last -= 1
        noun = subjects.noun_before(tokens, last, unit.first) if last >= unit.first else None
        return (_place(tokens, noun),) if noun else ()
    found = []
    own = subjects.main_subject(tokens, unit.first, at) if at > unit.first else None
    if own is not None:
        found.append(own)
    before = units[finding.unit - 1] if finding.unit else None
    if before is not None and unit.paragraph - before.paragraph <= 1:
        subject = subjects.main_subject(tokens, before.first, before.last)
        if subject is not None:
            found.append(subject)
    return tuple(_place(tokens, span) for span in found)


def _place(tokens: Tokens, span: Span) -> Place:
    return (tokens.starts[span[0]], tokens.ends[span[1] - 1])
