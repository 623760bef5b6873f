"""Where and when, from the sentence before: 'A bomb went off in Belsar on Friday. The blast killed 12 people.'."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from pipeline.extract.figures.apart import is_of_speech
from pipeline.extract.figures.clause import tokens
from pipeline.extract.figures.reach import clause
from pipeline.extract.figures.when import Period, dated
from pipeline.extract.figures.where import event_place, named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.document import Document
    from pipeline.extract.figures.claim import Reading
    from pipeline.records import DateMention, EntityMention

_EVENTS = (
    "attacks?|blasts?|explosions?|bombings?|crash|strikes?|airstrikes?|raids?|shootings?|incidents?|ambush|assault|massacre|stampede|collapse|fire|clashes|violence|operation|crackdown"
    "|accident|quake|earthquake|storm|siege|battle|protests?|demonstrations?|riots?|fighting|rampage|executions?"
)
_DEPENDS = re.compile(
    rf"^[\"“]?(?:There (?:was|were)|(?:They|It)(?: also| has| had| have)? (?:killed|wounded|injured|left|claimed|shot|hit|struck|caused|took))\b|\b(?:The|the|that|this|those|these|That|This|Those|These) (?:\w+ ){{0,1}}(?:{_EVENTS})\b(?! (?:in|at|on|near|outside) (?:the )?[A-Z])"
)
_HAPPENED = re.compile(
    rf"\b(?:{_EVENTS}|bombs?|exploded|detonated|went off|struck|attacked|opened fire|fired|raided|crashed|sank|stormed|bombed|ambushed|rammed|blew up|collapsed|targeted|shelled|hit)\b"
)
"""What the sentence before must tell of, to be what a later one goes on about."""
_BACK = 1  # sentences
_LONGEST = 600  # characters of it that are read
KINDS = frozenset({"killed", "injured", "casualties", "missing"})


def backdrop(
    doc: Document, reading: Reading, dates: Sequence[DateMention], mentions: Sequence[EntityMention]
) -> tuple[tuple[int, int] | None, Period | None]:
    """Place and time of the event that a sentence goes on about; None, None where it stands by itself.

    Headlines are not looked back to, and no sentence farther than the one before.
    """
    if reading.claim.kind not in KINDS or reading.stance == "hypothetical":
        return None, None
    first, end = clause(reading.row, reading.phrase, participles=False)
    begin = reading.sentence[0]
    words = doc.text[reading.row[first].start : min(reading.row[end - 1].end, reading.sentence[1])]
    if _DEPENDS.search(words) is None:
        return None, None
    index = doc.sentences.number(begin)
    where: tuple[int, int] | None = None
    when: Period | None = None
    for back in range(index - 1, max(-1, index - 1 - _BACK), -1):
        start, end = doc.sentences.spans[back]
        if doc.in_headline(start) or _HAPPENED.search(doc.text, start, min(end, start + _LONGEST)) is None:
            break
        low, high = (bisect_left(dates, edge, key=lambda mention: mention.start) for edge in (start, end))
        near = dates[low:high]
        row = tokens(doc.text, start, end, [(mention.start, mention.end, "T", None) for mention in near])
        where = where or event_place(row, named(mentions, (start, end)))
        if when is None:
            at_offset = {token.start: at for at, token in enumerate(row) if token.tag == "T"}
            told = [mention for mention in near if mention.form != "duration" and mention.start in at_offset]
            kept = [mention for mention in told if not is_of_speech(row, at_offset[mention.start], None)]
            when = dated(doc, kept[0], start) if kept else None
        if where is not None:
            break
    return where, when
