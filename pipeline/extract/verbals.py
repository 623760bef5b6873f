"""Verb forms without a subject of their own: participles and infinitives, and whose words they tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract import inverted, placing, subjects
from pipeline.extract.cues import BE, CONTROLS, MODALS, SAY, STATEMENTS, TO, Cue
from pipeline.extract.main_subject import main_subject

if TYPE_CHECKING:
    from pipeline.extract.scan import Finding, Scan, Span

_PROGRESSIVE = BE | {"'s", "'re", "'m"}
_BEFORE_PARTICIPLE = frozenset("by and or but in while without after before when for of from".split())
_LEADS = frozenset("after before while by in when despite without since".split())
_LEADING = 24  # tokens of 'Claiming that the ships were armed,'
_ASKS = frozenset("about whether if why how what to when who by".split())
_CONTROL = 6  # tokens from 'used' to 'to' in 'used the Monday meeting to warn'
_QUOTED = 16  # tokens from 'quoted' to 'as saying'


def infinitive(scan: Scan, index: int, cue: Cue, first: int) -> Finding | None:
    """'Lee went on to say', 'used the meeting to warn that', 'turned to her and ... to say, "..."': who the main verb's subject is speaks."""
    to = max(at for at in range(first, index) if scan.word(at) == "to")
    for at in range(to - 1, max(scan.low, to - _CONTROL) - 1, -1):
        if scan.kind(at) not in {"w", "W"}:
            break
        if scan.word(at) in CONTROLS:
            group = subjects.verb_group(scan.tokens, at, scan.low)
            if not (MODALS - {"to"}).isdisjoint(scan.tokens.words[group:at]):
                return None
            source = subjects.subject_left(scan.tokens, group, scan.low) or (scan.speaker if scan.kind(at - 1) in {",", "w"} else None)
            if source is not None and scan.word(source[0]) in {"it", "there"}:
                return None  # 'it seems impossible to imagine'
            return placing.right(scan, index, cue, source, (to, index + 1)) if source else None
    after = index + 1 + (scan.kind(index + 1) in {",", ":"})
    if after > index + 1 and scan.kind(after) == "Q" and cue.frame == SAY:
        source = scan.speaker or main_subject(scan.tokens, scan.low, to)
        return scan.finding(source, (to, index + 1), [scan.span(after, after + 1)], cue.verb_class) if source else None
    return None


def asked(scan: Scan, index: int) -> Finding | None:
    """'Asked whether the road was open, Lee said': what somebody asked."""
    if scan.word(index + 1) not in _ASKS or (index > scan.low and scan.word(scan.low) not in {"when", "if"}):
        return None
    comma = next((at for at in range(index + 2, min(scan.high, index + _LEADING)) if scan.kind(at) == ","), None)
    return None if comma is None else scan.finding(None, (index, index + 1), [scan.span(index + 1, comma)], "ask")


def participle(scan: Scan, index: int, cue: Cue, first: int) -> Finding | None:
    """The finding of a form in -ing whose verb group begins at `first`: 'is saying', ', adding that', 'quoted as saying', 'a statement announcing'."""
    before = scan.word(index - 1)
    if cue.lemma == "add" and scan.word(index + 1) in {"to", "up"}:
        return None
    if index <= scan.low + 1 and (leading := _leading(scan, index, cue)) is not None:
        return leading
    if before == "as" and scan.word(index - 2) in {"quoted", "cited"}:
        return _was_quoted(scan, index, cue)
    quoted = _quoted_as(scan, index) if before == "as" else None
    if quoted is not None:
        return placing.right(scan, index, cue, quoted, (index, index + 1))
    if not _PROGRESSIVE.isdisjoint(scan.tokens.words[first:index]):
        source = subjects.subject_left(scan.tokens, first, scan.low) or scan.speaker
        span = (first, index + 1)
    elif scan.kind(index - 1) in {"", ",", "—", "Q"} or before in _BEFORE_PARTICIPLE or subjects.is_adverb(before):
        source = scan.speaker or main_subject(scan.tokens, scan.low, first)
        span = (index, index + 1)
    elif before in STATEMENTS and not cue.loose and cue.frame != TO:  # 'a statement announcing the plan'
        source, span = _issuer(scan, index), (index, index + 1)
    else:
        return None
    if source is None:
        return None
    return placing.right(scan, index, cue, source, span)


def _issuer(scan: Scan, index: int) -> Span | None:
    """Whose statement 'a statement saying' is: the subject of 'released' before it, else the statement itself."""
    for at in range(index - 2, max(scan.low, index - _CONTROL), -1):
        if scan.word(at) in {"a", "an", "the", "its", "his", "her", "their"}:
            verb = scan.word(at - 1)
            if verb.endswith("ed") or verb in {"sent", "put", "gave", "issuing", "releasing"}:
                group = subjects.verb_group(scan.tokens, at - 1, scan.low)
                return subjects.subject_left(scan.tokens, group, scan.low) or scan.speaker
            break
    return subjects.noun_before(scan.tokens, index - 1, scan.low)


def _was_quoted(scan: Scan, index: int, cue: Cue) -> Finding | None:
    """'“We are ready,” Karimi was quoted as saying by the agency', 'Karimi was quoted as saying that'."""
    group = subjects.verb_group(scan.tokens, index - 2, scan.low)
    source = subjects.subject_left(scan.tokens, group, scan.low)
    if source is None:
        return None
    span = (group, index + 1)
    if scan.kind(source[0] - 1) in {"Q", ","} and scan.kind(index + 1) != "Q" and scan.word(index + 1) != "that":
        content = scan.span(scan.content_from, source[0])
        scan.content_from = index + 1
        return scan.finding(source, span, [content], cue.verb_class)
    return placing.right(scan, index, cue, source, span)


def _leading(scan: Scan, index: int, cue: Cue) -> Finding | None:
    """'Claiming the ships were armed, Lee fired', 'After saying that, she left': the subject stands after the comma."""
    if index > scan.low and scan.word(scan.low) not in _LEADS:
        return None
    comma = next((at for at in range(index + 2, min(scan.high, index + _LEADING)) if scan.kind(at) == ","), None)
    subject = main_subject(scan.tokens, comma + 1, scan.high) if comma is not None else None
    if (
        comma is None
        or subject is None
        or scan.kind(subject[1]) in {",", ""}
        or scan.word(subject[1]) in {"and", "or"}
        or (cue.frame == TO and scan.word(index + 1) != "to")
    ):
        return None
    speaker = scan.speaker
    found = scan.finding(subject, (index, index + 1), [scan.span(index + 1, comma)], cue.verb_class)
    scan.speaker = speaker
    return found


def _quoted_as(scan: Scan, index: int) -> Span | None:
    """'The paper quoted the army as saying': the one between 'quoted' and 'as'."""
    for at in range(index - 2, max(scan.low, index - _QUOTED), -1):
        if scan.word(at) in {"quoted", "cited", "quotes", "cites", "quoting", "citing"}:
            return inverted.phrase(scan.tokens, at + 1, index - 1)
    return None
