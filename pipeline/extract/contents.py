"""What a cue governs: where a content begins and ends in its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cues import CUES, DISTANT, FINITE, OPENERS, PREPOSITIONS, SILENT, STATEMENTS, TIMES
from pipeline.extract.sources import PAST_FORMS
from pipeline.extract.subjects import is_adverb

if TYPE_CHECKING:
    from pipeline.extract.units import Tokens

_WINDOW = 14  # tokens after a cue in which 'that', a colon or a quotation may open what was said
_NEAR_QUOTE = 15  # the same for a quotation: 'said in an interview with the paper on Monday, "..."'
_MAX_HEARER = 9  # tokens of a hearer's name
_MAX_CLOSING = 8  # tokens of ', a senior official said'
_CLAUSE = frozenset("he she it they we i you there this these those his her its their our my".split())
_DETERMINERS = frozenset("the a an some any many several two three four five six seven eight nine ten no all both most each every".split())
_ABOUT = frozenset({"to", "about", "of", "how", "why", "what"})
_CONJUNCTIONS = frozenset({"and", "but", "or", "then", "while", "though", "although"})
_ADDS = frozenset("which who whose including such especially particularly".split())
"""Words after a comma that say more of the noun before it."""
_AFTER_OBJECT = frozenset({"of", "for", "as", "to", "over", "that"})
_CIRCUMSTANCES = frozenset({"on", "after", "at", "against", "in"})
_MAX_CIRCUMSTANCE = 8  # tokens of 'after a long inquiry' before 'to'
_CITING = frozenset({"according", "citing", "quoting"})
_PERIODS = frozenset({"week", "month", "year", "morning", "afternoon", "evening", "weekend"})
_WORDS = frozenset({"w", "W"})


def adverbial_only(tokens: Tokens, first: int, high: int) -> bool:
    """Whether nothing but time, place and manner follows: 'on Monday', 'in a statement'."""
    words = tokens.words
    while first < high and (words[first] in TIMES or is_adverb(words[first])):
        first += 1
    if first >= high or tokens.kinds[first] == ",":
        return True
    if words[first] in PREPOSITIONS:
        return "that" not in words[first:high]
    return words[first] in {"last", "late", "early"} or (words[first] == "this" and "".join(words[first + 1 : first + 2]) in _PERIODS)


def hearer_end(tokens: Tokens, first: int, high: int) -> int:
    """Past the hearer of 'told': 'told Fox News on Monday' -> 'on'."""
    index = first
    while index < min(high, first + _MAX_HEARER) and tokens.kinds[index] in _WORDS:
        if tokens.words[index] in PREPOSITIONS or tokens.words[index] in TIMES:
            break
        index += 1
    return index


def content_start(tokens: Tokens, first: int, high: int, *, hearer: bool) -> int:
    """Where what is said begins: past the hearer, the day and 'in a statement', at 'that' or a quotation where there is one."""
    opening = _opening(tokens, first, high, hearer=hearer)
    if opening is not None:
        return opening
    if hearer:
        return _past_hearer(tokens, first, high)
    words = tokens.words
    while first < high - 1 and (words[first] in TIMES or is_adverb(words[first])):
        first += 1
    if first < high and words[first] in {"in", "on", "at", "during"}:
        for index in range(first + 1, min(high - 1, first + 7)):
            if words[index] in TIMES or words[index] in STATEMENTS:
                return index + 1 if tokens.kinds[index + 1] != "," else first
    return first


def _opening(tokens: Tokens, first: int, high: int, *, hearer: bool) -> int | None:
    """The 'that', colon or quotation that opens what was said, with nothing but the hearer or circumstances before it."""
    words, kinds = tokens.words, tokens.kinds
    if first >= high:
        return None
    roundabout = hearer or words[first] in PREPOSITIONS or words[first] in TIMES or is_adverb(words[first])
    for index in range(first, min(high, first + _WINDOW)):
        if words[index] == "that" or (kinds[index] == "Q" and index - first < _NEAR_QUOTE):
            return index if index == first or roundabout else None
        if kinds[index] == ":" and index + 1 < high:
            return index + 1
        if kinds[index] not in _WORDS or (index > first and words[index] in CUES and not CUES[words[index]].loose):
            return None
    return None


def _past_hearer(tokens: Tokens, first: int, high: int) -> int:
    words = tokens.words
    for index in range(first + 1, min(high, first + _WINDOW)):
        if words[index] in _CLAUSE or words[index] in _ABOUT or (words[index] in _DETERMINERS and tokens.kinds[index - 1] != "w"):
            return index
    return min(first + 1, high)


def infinitive(tokens: Tokens, first: int, high: int) -> int | None:
    """Where the 'to' or 'that' of an intention stands: after a day or a circumstance, 'voted Thursday to', 'decided after talks not to'."""
    words = tokens.words
    near = first
    while near < high and (words[near] in TIMES or words[near] == "not"):
        near += 1
    if near < high and words[near] in {"to", "that"}:
        return first if words[first] == "not" else near
    if first < high and words[first] in _CIRCUMSTANCES:
        for at in range(first + 1, min(high, first + _MAX_CIRCUMSTANCE)):
            if words[at] == "to":
                return at - (words[at - 1] == "not")
            if tokens.kinds[at] not in _WORDS:
                return None
    return None


def clause_end(tokens: Tokens, first: int, high: int, *, phrase: bool) -> int:
    """Where what is said ends: at the sentence's end, or before ', adding', 'and said', ', according to', ';'.

    `phrase`: the content is what a verb is about ('criticized the deal'); most commas end it.
    """
    words, kinds = tokens.words, tokens.kinds
    apposed = False
    for index in range(first + 1, high):
        kind = kinds[index]
        if kind == ";" or (phrase and kind == "—") or (words[index] == "according" and words[index + 1 : index + 2] == ["to"]):
            return index
        if kind in {",", "—"} and index + 1 < high:
            if apposed and words[index + 1] in _AFTER_OBJECT:
                apposed = False  # 'accused its leader, Ann Lee, of'
            elif _comma_ends(tokens, index + 1, high, phrase=phrase):
                return index
            else:
                apposed = phrase
        elif words[index] in {"and", "but", "or", "then"} and _verb_follows(tokens, index + 1, high):
            return index
    return high


def relative_end(tokens: Tokens, first: int, end: int) -> int:
    """Where the content of 'X, who said the road is closed, went home' ends: before the verb of the main clause."""
    for at in range(first + 1, end - 1):
        after = tokens.words[at + 1]
        if tokens.kinds[at] == "," and tokens.kinds[at + 1] == "w" and (after in FINITE or after in PAST_FORMS or after.endswith("ed")):
            return at
    return end


def _comma_ends(tokens: Tokens, after: int, high: int, *, phrase: bool) -> bool:
    words = tokens.words
    if phrase and words[after] in _ADDS:
        return False
    if (phrase and (tokens.kinds[after] != "W" or words[after] in OPENERS)) or words[after] in _CITING:
        return True
    if _said_by(tokens, after, high):
        return True
    joined = words[after] in _CONJUNCTIONS
    after += joined
    while after < high and is_adverb(words[after]):
        after += 1
        joined = True
    if after >= high:
        return False
    cue = CUES.get(words[after])
    if cue is not None and not cue.loose and cue.verb_class != "belief" and cue.lemma not in DISTANT and (joined or cue.form == "ing"):
        return True
    return joined and _own_clause(tokens, after, high)


def _said_by(tokens: Tokens, after: int, high: int) -> bool:
    """Whether ', reports Reuters' or ', Smith said' closes the sentence."""
    cue = CUES.get(tokens.words[after])
    if cue is not None and cue.frame == "say" and cue.form in {"past", "s"}:
        return after + 1 < high and tokens.kinds[after + 1] == "W"
    for index in range(after, min(high, after + _MAX_CLOSING)):
        cue = CUES.get(tokens.words[index])
        if cue is not None and cue.frame in {"say", "tell"} and not cue.loose and cue.form in {"past", "s"}:
            return index > after and adverbial_only(tokens, index + 1, high)
        if tokens.kinds[index] not in _WORDS or (index == after and tokens.words[index] in OPENERS):
            return False
    return False


def _verb_follows(tokens: Tokens, after: int, high: int) -> bool:
    """Whether 'and' joins another verb of the same speaker: 'said ... and denied ...'."""
    words = tokens.words
    while after < high - 1 and (is_adverb(words[after]) or words[after] in {"has", "have", "had"}):
        after += 1
    cue = CUES.get(words[after]) if after < high else None
    return cue is not None and not cue.loose and cue.form in {"past", "s"} and cue.verb_class not in SILENT and cue.lemma not in DISTANT


def _own_clause(tokens: Tokens, first: int, high: int) -> bool:
    """Whether the words after ', and' are another one's statement: a cue of speech within eight words, no comma before it."""
    for index in range(first, min(high, first + 8)):
        if tokens.kinds[index] not in _WORDS:
            return False
        cue = CUES.get(tokens.words[index])
        if cue is not None and not cue.loose and cue.form in {"past", "s"} and cue.frame in {"say", "tell"} and cue.verb_class != "belief":
            return index > first
    return False
