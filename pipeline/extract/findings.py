"""Attributions as found in sentences: source, cue and content as places, before anyone is resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract import contents, inverted, labels, nominal, placing, subjects
from pipeline.extract.cues import BE, CITED, CUES, MODALS, OBJECT, PARTICLES, SILENT, TO, WORD_CUES, Cue
from pipeline.extract.referents import referents
from pipeline.extract.scan import Finding, Scan, Span
from pipeline.extract.units import Tokens, Unit, read

if TYPE_CHECKING:
    from pipeline.extract.document import Document

_LOOK_BACK = 8  # findings back to which a quotation without a cue may belong
_QUOTED = 16  # tokens from 'quoted' to 'as saying'
_NOUN_BEFORE = frozenset(
    "a an the this that these those his her its their our my your no any some of in on for with by from as and or more".split()
)
_NOUN_ENDINGS = ("'s", "s'", "ed", "ing", "ous", "al", "ive")
_VERB_AFTER = frozenset("that to the a an his her their its it he she they there how why".split())
_ATTRIBUTIVE = frozenset("a an the his her its their our my your no any of".split())
_AFTER_PARTICIPLE = frozenset("in at on during of earlier".split())
_FIRST_PERSON = frozenset("i we our my us".split())
_SAID = frozenset("said says told added according".split())
_LONGEST_SPEECH = 40  # paragraphs
_MOST_WAITING = 4  # paragraphs without a first person between two with one
_TAKES_IN = frozenset({"admit", "approve"})
_AMOUNTS = frozenset("some about over more nearly around hundreds thousands dozens several fewer up at".split())
_PROGRESSIVE = BE | {"'s", "'re", "'m"}
_PHONES = frozenset("in into off back up home".split())
_BELIEVED = frozenset("believe think know say report allege estimate understand fear suspect anticipate predict forecast expect".split())
_WITH_PREPOSITION = frozenset("call refer appeal blame approve advocate".split())
_BEFORE_PARTICIPLE = frozenset("by and or but in while without after before when for of from".split())


def find(doc: Document) -> list[Finding]:
    """The findings in order of their cues."""
    tokens, units = read(doc)
    found: list[Finding] = []
    for number, unit in enumerate(units):
        if all(kind == "Q" for kind in tokens.kinds[unit.first : unit.last]):
            _continue(tokens, units, number, found)
        else:
            found += _sentence(Scan(tokens, units, number, unit.first, unit.last, unit.first))
    for finding in found:
        if finding.opens:
            _speech_goes_on(tokens, units, finding)
        if finding.source is not None:
            finding.refers = referents(tokens, units, finding)
    return sorted(found, key=lambda finding: finding.cue)


def _continue(tokens: Tokens, units: list[Unit], number: int, found: list[Finding]) -> None:
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


def _speech_goes_on(tokens: Tokens, units: list[Unit], finding: Finding) -> None:
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


def _sentence(scan: Scan) -> list[Finding]:
    found = [labels.label(scan), labels.signed(scan)]
    cites: list[Finding] = []
    words, kinds = scan.tokens.words, scan.tokens.kinds
    for index in range(scan.low, scan.high):
        word = words[index]
        if kinds[index] == "Q":
            continue
        if cites and found[-1] is not None and found[-1].cue[0] > cites[0].cue[0]:  # 'Mehr, citing a source, said ...'
            cites[0].contents, cites[0].through = list(found[-1].contents), found[-1]
            found += cites
            cites = []
        if scan.kind(index - 1) == "," and word in {"citing", "quoting"} and (cited := _cited_first(scan, index, found)) is not None:
            cites = [cited]
        elif scan.kind(index - 1) == "," and word in {"citing", "quoting"}:
            found.append(_citing(scan, index, next((finding for finding in reversed(found) if finding is not None), None)))
        elif word == "according" and scan.word(index + 1) == "to":
            found.append(_according(scan, index))
        elif word in WORD_CUES:
            end = contents.clause_end(scan.tokens, index, scan.high, phrase=False)
            found.append(scan.finding(None, (index, index + 1), [scan.span(index + 1, end)], WORD_CUES[word]))
        else:
            cue = CUES.get(word)
            told = _verb(scan, index, cue) if cue is not None else None
            found.append(told or _otherwise(scan, index, cue))
    if cites and found[-1] is not None and found[-1].cue[0] > cites[0].cue[0]:
        cites[0].contents, cites[0].through = list(found[-1].contents), found[-1]
        found += cites
    return [finding for finding in found if finding is not None]


def _according(scan: Scan, index: int) -> Finding | None:
    source = inverted.subject_right(scan.tokens, index + 1, scan.high, leads=index == scan.content_from)
    if source is None:
        return None
    before = scan.span(scan.content_from, index)
    if before is not None and before[1] - before[0] > 1 and scan.word(before[0]) not in {"however", "but", "and", "still", "meanwhile"}:
        return scan.finding(source, (index, index + 2), [before], "report")
    end = contents.clause_end(scan.tokens, source[1], scan.high, phrase=False)
    return scan.finding(source, (index, index + 2), [scan.span(source[1], end)], "report")


def _verb(scan: Scan, index: int, cue: Cue) -> Finding | None:
    first = subjects.verb_group(scan.tokens, index, scan.low)
    group = scan.tokens.words[first:index]
    if _no_cue(scan, index, cue) or (cue.form == "past" and first == index and _reduced(scan, index, cue)):
        return None
    if cue.form == "ing":
        return _participle(scan, index, cue, first)
    if (cue.form == "past" and not BE.isdisjoint(group)) or not MODALS.isdisjoint(group):
        return None  # passive: the subject is not who speaks; or nothing was said: 'refused to say', 'might say'
    return placing.finite(scan, index, cue, first)


def _no_cue(scan: Scan, index: int, cue: Cue) -> bool:
    """Whether a cue's form is none here, by its neighbours: a noun, part of a name, or the verb in another sense."""
    following = scan.word(index + 1)
    if _in_name(scan, index) or (cue.loose and not _verbal(scan, index)):
        return True
    if following == "by" and cue.form == "past":
        return True  # 'a plan proposed by': whose plan it is, no statement
    if cue.lemma in _TAKES_IN and (following[:1].isdigit() or following.startswith(("$", "€", "£")) or following in _AMOUNTS):
        return True  # 'admitted some 900 patients'
    if cue.frame == TO and following not in {"to", "that"} and not (cue.lemma == "want" and scan.kind(index + 1) == "w"):
        return True
    if cue.lemma == "claim" and "lives" in scan.tokens.words[index + 1 : min(scan.high, index + 6)]:
        return True
    if cue.lemma == "call" and following in _PHONES:
        return True
    return cue.lemma in PARTICLES and PARTICLES[cue.lemma].isdisjoint((following, scan.kind(index + 1)))


def _otherwise(scan: Scan, index: int, cue: Cue | None) -> Finding | None:
    """What a noun or a passive tells, where the word is no verb of somebody's."""
    word = scan.word(index)
    if word in nominal.NOUNS:
        return nominal.noun(scan, index)
    if word in nominal.STANCES:
        return nominal.stance(scan, index)
    if (cue is not None and cue.form == "past") or word in nominal.EXPECTED:
        return nominal.passive(scan, index, cue, subjects.verb_group(scan.tokens, index, scan.low))
    return None


def _reduced(scan: Scan, index: int, cue: Cue) -> bool:
    """Whether a past form is a participle of the noun beside it: 'cited in the report', 'believed to', 'its alleged aims', 'an informed source'."""
    before, after = scan.word(index - 1), scan.word(index + 1)
    if before in _ATTRIBUTIVE or before.endswith(("'s", "s'")):
        return True
    if cue.frame == OBJECT and cue.lemma not in PARTICLES and cue.lemma not in _WITH_PREPOSITION:
        return after in _AFTER_PARTICIPLE
    return after == "to" and cue.lemma in _BELIEVED


def _in_name(scan: Scan, index: int) -> bool:
    """Whether a capitalised cue stands inside a name, outside the headline."""
    return scan.number > 0 and scan.kind(index) == scan.kind(index - 1) == scan.kind(index + 1) == "W"


def _verbal(scan: Scan, index: int) -> bool:
    """Whether a form that is a noun too is a verb here, by its neighbours."""
    before = scan.word(index - 1)
    if not before or before in _NOUN_BEFORE or before.endswith(_NOUN_ENDINGS):
        return False
    return scan.word(index + 1) in _VERB_AFTER or scan.kind(index + 1) in {"Q", "W", ":"}


def _participle(scan: Scan, index: int, cue: Cue, first: int) -> Finding | None:
    before = scan.word(index - 1)
    if cue.lemma == "add" and scan.word(index + 1) in {"to", "up"}:
        return None
    quoted = _quoted_as(scan, index) if before == "as" else None
    if quoted is not None:
        return placing.right(scan, index, cue, quoted, (index, index + 1))
    if not _PROGRESSIVE.isdisjoint(scan.tokens.words[first:index]):
        source = subjects.subject_left(scan.tokens, first, scan.low) or scan.speaker
        span = (first, index + 1)
    elif scan.kind(index - 1) in {"", ",", "—", "Q"} or before in _BEFORE_PARTICIPLE or subjects.is_adverb(before):
        source = scan.speaker or subjects.main_subject(scan.tokens, scan.low, first)
        span = (index, index + 1)
    else:
        return None
    if source is None:
        return None
    return placing.right(scan, index, cue, source, span)


def _quoted_as(scan: Scan, index: int) -> Span | None:
    """'The paper quoted the army as saying': the one between 'quoted' and 'as'."""
    for at in range(index - 2, max(scan.low, index - _QUOTED), -1):
        if scan.word(at) in {"quoted", "cited", "quotes", "cites", "quoting", "citing"}:
            return inverted.phrase(scan.tokens, at + 1, index - 1)
    return None


def _cited_first(scan: Scan, index: int, found: list[Finding | None]) -> Finding | None:
    """'Mehr, citing an informed source, said': who is cited before anything is said. Its content is that of the verb to come."""
    if any(finding is not None for finding in found) or index - scan.low > labels.MAX_LABEL + 1:
        return None
    end = next((at for at in range(index + 1, min(scan.high, index + _QUOTED)) if scan.kind(at) == ","), None)
    cited = inverted.phrase(scan.tokens, index + 1, end) if end is not None else None
    if cited is None or CITED.isdisjoint(scan.tokens.words[cited[0] : cited[1]]):
        return None
    speaker = scan.speaker
    finding = scan.finding(cited, (index, index + 1), [scan.span(scan.low, index)], "report")
    scan.speaker = speaker
    return finding


def _citing(scan: Scan, index: int, last: Finding | None) -> Finding | None:
    """'Mehr reported ..., citing an informed source': who is cited stands behind the statement; a reason cited is a content of its own."""
    cited = inverted.subject_right(scan.tokens, index, scan.high)
    if cited is None or CITED.isdisjoint(scan.tokens.words[cited[0] : cited[1]]):
        return _participle(scan, index, CUES["citing"], index)
    speaker = scan.speaker
    finding = scan.finding(cited, (index, index + 1), [scan.span(scan.low, index)], "report")
    scan.speaker = speaker
    if finding is not None and last is not None:
        finding.contents = list(last.contents)
        finding.through = last
    return finding
