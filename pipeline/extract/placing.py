"""Finite verbs of speech and stance: on which side their subject and their content stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract import contents, inverted, subjects
from pipeline.extract.cues import BOTH, CUES, INTENDS, OBJECT, OPENERS, PREPOSITIONS, SAY, SILENT, TELL, TO, Cue
from pipeline.extract.main_subject import main_subject

if TYPE_CHECKING:
    from pipeline.extract.scan import Finding, Scan, Span

MAX_TITLE = 40  # characters up to which words in quotation marks may be the name of a programme
_MIN_CLAUSE = 3  # tokens from which words before a comma may be a statement
_RESUMES = 16  # tokens after a cue in which a broken quotation may go on
_ASIDE = 9  # tokens of ', after the talks,'
_OPEN_END = 10  # tokens of 'said on Friday:' at the end of a sentence
_BREAKS = frozenset({"Q", ",", "—", "?", "!"})
_GOES_ON = frozenset("since because although though unless if including compared despite which so".split())
"""Words after 'Lee said,' that go on with what she said."""
_SUBORDINATES = frozenset("though although while if when because since unless".split())
_RELATIVE = frozenset({"who", "that", "which"})
_PLURAL = frozenset("they we you i some many most few both several all others these those two three four people police women men".split())
_SINGLE = frozenset("a an this another every each one he she it".split())
_PHRASE_CLASSES = frozenset({"deny", "criticize", "praise"})


def finite(scan: Scan, index: int, cue: Cue, first: int) -> Finding | None:
    """The finding of a finite verb at `index` whose verb group begins at `first`; None where it is no attribution."""
    left = subjects.subject_left(scan.tokens, first, scan.low)
    span = (first, index + 1)
    before = scan.kind(first - 1)
    if left is None:
        if cue.frame == SAY and (before in _BREAKS or (not before and (scan.quotation_before() is not None or _announces(scan, index)))):
            return _inverted(scan, index, cue, span)
        if scan.word(first - 1) in {"and", "but", "then", "or", "yet", ","}:
            shared = scan.speaker or main_subject(scan.tokens, scan.low, first)
            return right(scan, index, cue, shared, span) if shared else None
        return None
    word = scan.word(left[0])
    if cue.loose and first == index and not _agrees(scan, left, cue):
        return None
    if word == "that" and not (cue.frame == SAY and cue.verb_class in {"neutral", "claim"}):
        return None
    if word == "which" and (cue.verb_class in SILENT or cue.lemma == "threaten"):
        return None
    if word == "you" and cue.verb_class in SILENT:
        return None
    if cue.lemma == "quote" and scan.kind(left[0] - 1) == "Q":
        content = scan.span(scan.content_from, left[0])
        scan.content_from = index + 1
        quoted = inverted.subject_right(scan.tokens, index, scan.high)
        return scan.finding(quoted, span, [content], "report") if quoted else None
    if cue.frame in {SAY, TELL}:
        return _speech(scan, index, cue, left, span)
    return right(scan, index, cue, left, span)


def _announces(scan: Scan, index: int) -> bool:
    """Whether a colon and a quotation follow a verb that opens its sentence: 'Said Lee: "..."'."""
    return any(scan.kind(at) == ":" and scan.kind(at + 1) == "Q" for at in range(index + 2, index + _OPEN_END))


def _agrees(scan: Scan, left: Span, cue: Cue) -> bool:
    """Whether a present form that is a noun too has the number of its subject: 'a steady decline' and 'air support' are no verbs."""
    words = scan.tokens.words
    first = words[left[0]]
    left = (left[0], next((at for at in range(left[0] + 1, left[1]) if scan.kind(at) == ","), left[1]))
    if cue.form not in {"base", "s"} or first in _RELATIVE:
        return True
    end = next((at for at in range(left[0] + 1, left[1]) if words[at] in PREPOSITIONS or words[at] in CUES), left[1])
    head = words[end - 1]
    named = scan.kind(end - 1) == "W"
    several = (
        first in _PLURAL
        or head in _PLURAL
        or "and" in words[left[0] : end]
        or (head.endswith("s") and not head.endswith(("ss", "us", "is")))
    )
    if cue.form == "base":
        return several and first not in _SINGLE
    return not several or first in _SINGLE or (named and "and" not in words[left[0] : end])


def _speech(scan: Scan, index: int, cue: Cue, left: Span, span: Span) -> Finding | None:
    lead = scan.kind(left[0] - 1)
    rest = index + 1
    goes_on = scan.kind(rest) == "," and (not _dependent(scan, rest + 1) or scan.word(rest + 1) in _GOES_ON)
    if not goes_on and lead == "," and scan.kind(rest) == "," and scan.word(scan.content_from) in _SUBORDINATES:
        goes_on = scan.word(rest + 1) not in {"adding", "citing", "quoting", "according"}  # 'Though it rained, he said, leaving was hard'
    if lead in {",", "—"} and cue.frame == SAY and goes_on:
        return _parenthetical(scan, left, span, cue)
    if (
        scan.word(left[0] - 1) == "as"
        and scan.kind(left[0] - 2) in {",", "Q", "—", ""}
        and (_nothing_said(scan, cue, rest) or scan.kind(rest) == ",")
    ):
        return _as_said(scan, cue, left, span)
    if lead in {"Q", ",", "—"} and _trails(scan, cue, left, rest, lead):
        content = scan.span(scan.content_from, left[0])
        resumed = _resumed(scan, rest)
        scan.content_from = max(rest, resumed[1] if resumed else rest)
        return scan.finding(left, span, [content, resumed], cue.verb_class)
    quotation = scan.quotation_before() if lead == "" else None
    if quotation is not None and contents.adverbial_only(scan.tokens, rest, scan.high):
        return scan.finding(left, span, [quotation], cue.verb_class)
    return right(scan, index, cue, left, span)


def _as_said(scan: Scan, cue: Cue, left: Span, span: Span) -> Finding | None:
    """'The road is closed, as Lee said', 'Yet, as Lee said, the road is closed'."""
    content = scan.span(scan.content_from, left[0] - 1)
    if (content is None or content[1] - content[0] < _MIN_CLAUSE) and not (content and scan.kind(content[0]) == "Q"):
        content = scan.span(span[1], contents.clause_end(scan.tokens, span[1], scan.high, phrase=False)) if span[1] < scan.high else None
    return scan.finding(left, span, [content], cue.verb_class)


def _trails(scan: Scan, cue: Cue, left: Span, rest: int, lead: str) -> bool:
    """Whether what stands before the subject is its statement: 'The deal is dead, he said', 'a quotation, she told Mehr'."""
    content = scan.span(scan.content_from, left[0])
    if content is None:
        return False
    opened = scan.word(content[0]) in OPENERS
    if scan.kind(content[1] - 1) == "Q" and lead == "Q":
        last = content[1] - 1
        title = opened and scan.tokens.ends[last] - scan.tokens.starts[last] < MAX_TITLE  # 'On “Meet the Press,” Smith said ...'
        return not title or contents.adverbial_only(scan.tokens, rest, scan.high)
    if content[1] - content[0] < _MIN_CLAUSE or scan.word(content[0]) in {"asked", "speaking"}:
        return False
    return _nothing_said(scan, cue, rest) and not (opened and scan.kind(rest) == ",")


def _nothing_said(scan: Scan, cue: Cue, rest: int) -> bool:
    """Whether nothing is said after the cue: only to whom, when and where."""
    if cue.frame != TELL:
        return contents.adverbial_only(scan.tokens, rest, scan.high)
    past = contents.hearer_end(scan.tokens, rest, scan.high)
    return "that" not in scan.tokens.words[rest : scan.high] and contents.adverbial_only(scan.tokens, past, scan.high)


def _dependent(scan: Scan, index: int) -> bool:
    """Whether what follows the comma after a cue belongs to the cue: ', adding', ', citing', ', as he left'."""
    word = scan.word(index)
    return (
        not word or word in OPENERS or word == "according" or (word.endswith("ing") and word not in {"nothing", "everything", "something"})
    )


def _parenthetical(scan: Scan, left: Span, span: Span, cue: Cue) -> Finding | None:
    """'The deal, he said, is dead': what stands on both sides."""
    rest = scan.span(span[1], contents.clause_end(scan.tokens, span[1], scan.high, phrase=False))
    before = scan.span(scan.content_from, left[0])
    scan.content_from = rest[1] if rest else span[1]
    return scan.finding(left, span, [before, rest], cue.verb_class)


def _inverted(scan: Scan, index: int, cue: Cue, span: Span) -> Finding | None:
    """'..., said X': the subject after the verb, the content before it."""
    source = inverted.subject_right(scan.tokens, index, scan.high)
    if source is None or cue.form == "base":
        return None
    content = scan.span(scan.content_from, span[0]) or scan.quotation_before()
    if content is None and scan.kind(source[1]) == ":" and source[1] + 1 < scan.high:  # 'Said Lee: "..."'
        return scan.finding(source, span, [scan.span(source[1] + 1, scan.high)], cue.verb_class)
    if content is None or (scan.word(source[0]) in {"he", "she"} and scan.tokens.kinds[content[1] - 1] != "Q"):
        return right(scan, index, cue, scan.speaker, span) if scan.speaker else None
    scan.content_from = source[1]
    return scan.finding(source, span, [content, _resumed(scan, source[1])], cue.verb_class)


def _resumed(scan: Scan, first: int) -> Span | None:
    """The rest of a quotation that the cue broke in two: '"A," he said, "B"'."""
    for at in range(first, min(scan.high, first + _RESUMES)):
        if scan.kind(at) == "Q":
            return scan.span(at, contents.clause_end(scan.tokens, at, scan.high, phrase=False))
    return None


def _past_aside(scan: Scan, comma: int) -> int:
    """Past ', however,' or ', after the talks,' before 'that' or a clause; the sentence's end where nothing of the kind follows."""
    for at in range(comma + 1, min(scan.high - 1, comma + _ASIDE)):
        if scan.kind(at) == ",":
            return at + 1 if scan.word(at + 1) == "that" or scan.word(comma + 1) in {"however", "though", "too"} else scan.high
        if scan.kind(at) not in {"w", "W"}:
            break
    return scan.high


def right(scan: Scan, index: int, cue: Cue, source: Span | None, span: Span) -> Finding | None:
    """The finding whose content follows the cue: to the end of its clause, or the next paragraph after 'said:'."""
    first = index + 1
    if scan.kind(scan.high - 1) == ":" and first <= scan.high - 1 <= first + _OPEN_END and scan.word(first) != "that":
        found = scan.finding(source, span, [scan.next_paragraph()], cue.verb_class)
        if found is not None:
            found.opens = True
        return found
    speech = cue.frame in {SAY, TELL} and cue.lemma not in BOTH
    if speech and scan.kind(first) == "," and scan.kind(first + 1) != "Q":
        first = _past_aside(scan, first)
    if first >= scan.high:
        return None
    out = cue.frame == OBJECT and scan.word(first) == "out"
    first += out  # 'pointed out that'
    if cue.frame == TO:
        first = contents.infinitive(scan.tokens, first, scan.high) or first
    elif cue.frame != OBJECT:
        first = contents.content_start(scan.tokens, first, scan.high, hearer=cue.frame == TELL)
    if cue.frame == OBJECT and scan.kind(first + 1) == ":" and scan.kind(first + 2) == "Q":
        first += 2  # 'scolded him: "..."'
    phrase = (cue.frame == OBJECT and scan.word(first) != "that") or cue.verb_class in _PHRASE_CLASSES
    end = contents.clause_end(scan.tokens, first, scan.high, phrase=phrase)
    if source is not None and scan.word(source[0]) in {"who", "which", "whose"} and scan.kind(source[0] - 1) == ",":
        end = contents.relative_end(scan.tokens, first, end)
    aims = cue.lemma in INTENDS and scan.word(index + 1) in {"to", "not"}
    return scan.finding(source, span, [scan.span(first, end)], "intention" if aims else cue.verb_class)
