"""Statements that go on past their sentence: quotations after a quotation, a speech printed after 'X said:'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cues import SILENT

if TYPE_CHECKING:
    from pipeline.extract.scan import Finding
    from pipeline.extract.units import Tokens, Unit

_LOOK_BACK = 8  # findings back to which a quotation without a cue may belong
_FIRST_PERSON = frozenset("i we our my us".split())
_SAID = frozenset("said says told added according".split())
_LONGEST_SPEECH = 40  # paragraphs
_MOST_WAITING = 4  # paragraphs without a first person between two with one


def continue_quotation(tokens: Tokens, units: list[Unit], number: int, found: list[Finding]) -> None:
    """Give a sentence that is nothing but a quotation to who spoke before it in the paragraph, or in the paragraph that led to it.

    '"A," said Smith. "B."' is one statement; so is a paragraph of quotation after a paragraph that ended in one.
    """
    last = next((finding for finding in reversed(found[-_LOOK_BACK:]) if finding.verb_class not in SILENT), None)
    if last is None:
        return
    # '"A," said Smith, speaking of B. "C."': the one whose words were quoted goes on, not the verb that came last
    last = next((finding for finding in reversed(found[-_LOOK_BACK:]) if finding.unit == last.unit and finding.quoted), last)
    if last.source is None:
        return
    unit, near = units[number], units[last.unit].paragraph
    leads = unit.paragraph == near + 1 and units[number - 1].paragraph == near and last.quoted
    place = (tokens.starts[unit.first], tokens.ends[unit.last - 1])
    if not (unit.paragraph == near or leads) or last.contents[-1][1] >= place[1]:
        return
    between = units[last.unit + 1 : number]
    if all(kind == "Q" for other in between for kind in tokens.kinds[other.first : other.last]):
        last.contents.append(place)
        last.quoted = True


def speech_goes_on(tokens: Tokens, units: list[Unit], finding: Finding) -> None:
    """A statement printed after 'X said:' without marks goes on to the last paragraph that speaks in the first person.

    A quotation or a verb of saying in between ends it: there the outlet speaks again.
    """
    number = finding.unit + 1
    waiting: list[tuple[int, int]] = []
    while number < len(units) and len(waiting) < _MOST_WAITING and len(finding.contents) < _LONGEST_SPEECH:
        last = number
        while last + 1 < len(units) and units[last + 1].paragraph == units[number].paragraph:
            last += 1
        first, end = units[number].first, units[last].last
        if "Q" in tokens.kinds[first:end] or not _SAID.isdisjoint(tokens.words[first:end]):
            return
        place = (tokens.starts[first], tokens.ends[end - 1])
        if place[0] > finding.contents[-1][1]:
            waiting.append(place)
            if not _FIRST_PERSON.isdisjoint(tokens.words[first:end]):
                finding.contents += waiting
                waiting = []
        number = last + 1
