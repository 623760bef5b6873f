"""Attributions as found in sentences: source, cue and content as places, before anyone is resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract import contents, inverted, labels, nominal, placing, subjects, verbals
from pipeline.extract.continuation import continue_quotation, speech_goes_on
from pipeline.extract.cues import (
    BE,
    CITED,
    CUES,
    LATER,
    MODALS,
    OBJECT,
    PARTICLES,
    TIMES,
    TO,
    WORD_CUES,
    Cue,
)
from pipeline.extract.referents import referents
from pipeline.extract.scan import Finding, Scan
from pipeline.extract.units import read

if TYPE_CHECKING:
    from pipeline.extract.document import Document

_FUTURE = frozenset({"will", "would", "'ll"})
_SHORT = 4  # tokens of an opening phrase: 'first and foremost'
_OPENING = frozenset({"however", "but", "and", "still", "meanwhile", "yet"})
_OBJECT = 9  # tokens in which an object ends: 'attacked the outgoing foreign minister for'
_CLAUSES = frozenset("he she it they we there".split())
_CLOSING = 14  # tokens of ', a study of the filings shows'
_QUOTED = 16  # tokens from 'quoted' to 'as saying'
_NOUN_BEFORE = frozenset(
    "a an the this that these those his her its their our my your no any some of in on for with by from as and or more".split()
)
_NOUN_ENDINGS = ("'s", "s'", "ed", "ing", "ous", "al", "ive")
_VERB_AFTER = frozenset("that to the a an his her their its it he she they there how why those these this some no".split())
_SEVERAL = frozenset("some many most both others few several".split())
_ATTRIBUTIVE = frozenset("a an the his her its their our my your no any of".split())
_AFTER_PARTICIPLE = frozenset("in at on during of earlier".split())
_TAKES_IN = frozenset({"admit", "approve"})
_AMOUNTS = frozenset("some about over more nearly around hundreds thousands dozens several fewer up at".split())
_IDIOMS = {
    "call": frozenset("in into off back up home".split()),
    "back": frozenset("down off away out into".split()),
    "persuade": frozenset({"to"}),
    "find": frozenset("themselves himself herself itself out work shelter refuge".split()),
}
"""Words after a verb with which it means something else: 'called off', 'backed down', 'was fired and persuaded to'."""
_BELIEVED = frozenset("believe think know say report allege estimate understand fear suspect anticipate predict forecast expect".split())
_WITH_PREPOSITION = frozenset("call refer appeal blame approve advocate".split())


def find(doc: Document) -> list[Finding]:
    """The findings in order of their cues."""
    tokens, units = read(doc)
    found: list[Finding] = []
    for number, unit in enumerate(units):
        if all(kind == "Q" for kind in tokens.kinds[unit.first : unit.last]):
            continue_quotation(tokens, units, number, found)
        else:
            found += _sentence(Scan(tokens, units, number, unit.first, unit.last, unit.first))
    for finding in found:
        if finding.opens:
            speech_goes_on(tokens, units, finding)
        if finding.source is not None:
            finding.refers = referents(tokens, units, finding)
    return sorted(found, key=lambda finding: finding.cue)


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
        if (
            (index == scan.low or scan.kind(index - 1) == ",")
            and word in {"citing", "quoting"}
            and (cited := _cited_first(scan, index, found)) is not None
        ):
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
    opening = scan.word(index - 2) in _OPENING if scan.kind(index - 1) == "," else scan.word(index - 1) in _OPENING
    leads = index - scan.content_from <= (1 + (scan.kind(index - 1) == ",") if opening else 0)
    source = inverted.subject_right(scan.tokens, index + 1, scan.high, leads=leads)
    if source is None and not leads:  # the words after the comma are no apposition: 'according to officials, the port is shut'
        source = inverted.subject_right(scan.tokens, index + 1, scan.high, leads=True)
    if source is None:
        return None
    before = scan.span(scan.content_from, index)
    told = before is not None and (before[1] - before[0] - (scan.word(before[0]) in _OPENING) > 1 or scan.kind(before[0]) == "Q")
    if told and before is not None and before[1] - before[0] <= _SHORT and scan.kind(source[1]) == "," and scan.kind(before[0]) != "Q":
        told = False  # 'First and foremost, according to officials, the port is shut'
    if told:
        return scan.finding(source, (index, index + 2), [before], "report")
    end = contents.clause_end(scan.tokens, source[1], scan.high, phrase=False)
    return scan.finding(source, (index, index + 2), [scan.span(source[1], end)], "report")


def _verb(scan: Scan, index: int, cue: Cue) -> Finding | None:
    first = subjects.verb_group(scan.tokens, index, scan.low)
    group = scan.tokens.words[first:index]
    if _no_cue(scan, index, cue) or (cue.form == "past" and first == index and _reduced(scan, index, cue)):
        return None
    if cue.form == "ing":
        return verbals.participle(scan, index, cue, first)
    if index <= scan.low + 1 and cue.form == "past" and cue.verb_class == "ask" and (asked := verbals.asked(scan, index)) is not None:
        return asked
    if cue.form == "past" and not BE.isdisjoint(group):
        return None  # passive: the subject is not who speaks
    if cue.form == "base" and "to" in group:
        return verbals.infinitive(scan, index, cue, first)
    if not (MODALS - _FUTURE).isdisjoint(group) or (not _FUTURE.isdisjoint(group) and "not" not in group):
        return None  # nothing was said: 'might say', 'will announce'; 'would not say' tells of a refusal
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
    if (
        cue.frame == TO
        and contents.infinitive(scan.tokens, index + 1, scan.high) is None
        and not ((cue.lemma == "want" and scan.kind(index + 1) == "w") or (cue.lemma == "decide" and following in _CLAUSES))
    ):
        return True
    if cue.lemma == "claim" and "lives" in scan.tokens.words[index + 1 : min(scan.high, index + 6)]:
        return True
    if following in _IDIOMS.get(cue.lemma, ()):
        return True
    if cue.lemma in LATER and not _later(scan, index, LATER[cue.lemma]):
        return True
    return cue.lemma in PARTICLES and not _particle(scan, index, PARTICLES[cue.lemma])


def _particle(scan: Scan, index: int, words: set[str]) -> bool:
    """Whether one of the words or signs follows, at once or after a day: 'ruled Friday that'."""
    while scan.word(index + 1) in TIMES:
        index += 1
    quoted = ",Q" in words and scan.kind(index + 1) == "," and scan.kind(index + 2) == "Q"
    return quoted or not words.isdisjoint((scan.word(index + 1), scan.kind(index + 1)))


def _later(scan: Scan, index: int, words: set[str]) -> bool:
    """Whether one of the words, or a quotation, follows the object of the verb at `index`."""
    for at in range(index + 2, min(scan.high, index + _OBJECT)):
        if scan.word(at) in words or scan.kind(at) == "Q":
            return True
        if scan.kind(at) not in {"w", "W"}:
            return False
    return scan.kind(index + 1) == "Q"


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
    return after == "to" and cue.lemma in _BELIEVED and (cue.lemma != "say" or scan.word(index + 2) in {"be", "have"})


def _in_name(scan: Scan, index: int) -> bool:
    """Whether a capitalised cue stands inside a name, outside the headline."""
    return scan.number > 0 and scan.kind(index) == scan.kind(index - 1) == scan.kind(index + 1) == "W"


def _verbal(scan: Scan, index: int) -> bool:
    """Whether a form that is a noun too is a verb here, by its neighbours."""
    before, after = scan.word(index - 1), scan.word(index + 1)
    if after == "that" and before in _SEVERAL:
        return True  # 'some note that'
    if not before or before in _NOUN_BEFORE or before.endswith(_NOUN_ENDINGS):
        return False
    if after in {"for", "on"} and scan.word(index).startswith(("call", "appeal", "advocate")):
        return True
    closes = not after and any(scan.kind(at) == "," for at in range(index - 1, max(scan.low, index - _CLOSING), -1))
    return closes or after in _VERB_AFTER or scan.kind(index + 1) in {"Q", "W", ":"}


def _cited_first(scan: Scan, index: int, found: list[Finding | None]) -> Finding | None:
    """'Mehr, citing an informed source, said': who is cited before anything is said. Its content is that of the verb to come."""
    if any(finding is not None for finding in found) or index - scan.low > labels.MAX_LABEL + 1:
        return None
    end = next((at for at in range(index + 1, min(scan.high, index + _QUOTED)) if scan.kind(at) == ","), None)
    cited = inverted.phrase(scan.tokens, index + 1, end) if end is not None else None
    if cited is None or CITED.isdisjoint(scan.tokens.words[cited[0] : cited[1]]):
        return None
    speaker = scan.speaker
    finding = scan.finding(cited, (index, index + 1), [cited], "report")
    scan.speaker = speaker
    return finding


def _citing(scan: Scan, index: int, last: Finding | None) -> Finding | None:
    """'Mehr reported ..., citing an informed source': who is cited stands behind the statement; a reason cited is a content of its own."""
    cited = inverted.subject_right(scan.tokens, index, scan.high)
    if cited is None or CITED.isdisjoint(scan.tokens.words[cited[0] : cited[1]]):
        return verbals.participle(scan, index, CUES["citing"], index)
    speaker = scan.speaker
    finding = scan.finding(cited, (index, index + 1), [scan.span(scan.low, index)], "report")
    scan.speaker = speaker
    if finding is not None and last is not None:
        finding.contents = list(last.contents)
        finding.through = last
    return finding
