"""Sources that stand after their verb: 'said Lama Fakih, deputy director of ...', 'according to the ministry'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cues import BOUNDARIES, CUES, OPENERS, PREPOSITIONS, STATEMENTS, TIMES
from pipeline.extract.sources import noun_phrase
from pipeline.extract.subjects import MAX_SUBJECT, OWN, STOPS, is_adverb, nickname

if TYPE_CHECKING:
    from pipeline.extract.scan import Span
    from pipeline.extract.units import Tokens

_ENDS_NAME = frozenset("during after before when while as adding told who via late early last this that because".split()) | TIMES
_MAY_END_NAME = frozenset("in on at to by from about through".split())
_OF_THE_VERB = frozenset("on to by from about through".split())
_NOT_APPOSED = (
    frozenset("he she it they we i you there this these those our my according to from perhaps maybe even not".split())
    | OPENERS
    | BOUNDARIES
    | TIMES
)
_FINITE = frozenset(
    "is are was were has have had will would could can may might must shall should do does did include includes included".split()
)
"""Verbs that make a clause of what looked like an apposition: 'According to X, the dead include 29 protesters, ...'."""
_TAKES_TO = frozenset("close adviser advisers aide aides ambassador envoy access due belonging loyal".split())
"""Words whose 'to' belongs to them: 'sources close to the talks'."""


def subject_right(tokens: Tokens, cue: int, high: int, *, leads: bool = False) -> Span | None:
    """The subject after an inverted verb: 'said Lama Fakih, deputy director of ...'.

    `leads`: the words open the sentence ('According to X, ...'), so that a comma ends them unless a short apposition follows.
    """
    words, kinds = tokens.words, tokens.kinds
    first = index = cue + 1
    if first >= high or kinds[first] in STOPS or words[first] in PREPOSITIONS or words[first] in TIMES or words[first] == "that":
        return None
    while index < high and index - first < MAX_SUBJECT and not _ends_name(tokens, index, first, high, leads=leads):
        if kinds[index] == "(":
            while index < high and kinds[index] != ")":
                index += 1
        index += 1
    end = min(index, high)
    while end > first and (kinds[end - 1] in {",", "—"} or is_adverb(words[end - 1])):
        end -= 1
    return noun_phrase(tokens, first, end, first, after=True) if end > first else None


def _ends_name(tokens: Tokens, index: int, first: int, high: int, *, leads: bool) -> bool:
    kind, word = tokens.kinds[index], tokens.words[index]
    if kind == ",":
        return not _apposition_follows(tokens, index + 1, high) or (leads and not _short_apposition(tokens, index + 1, high))
    if kind == "(":
        return False
    if kind in STOPS:
        return not nickname(tokens, index)
    if index == first:
        return False
    return word in _ENDS_NAME or (word in _MAY_END_NAME and _circumstance(tokens, index, high))


def _apposition_follows(tokens: Tokens, index: int, high: int) -> bool:
    if index >= high or tokens.kinds[index] not in {"w", "W"}:
        return False
    word = tokens.words[index]
    cue = CUES.get(word)
    return not (word in _NOT_APPOSED or is_adverb(word) or word.endswith("ing") or (cue is not None and cue.form == "past"))


def _short_apposition(tokens: Tokens, first: int, high: int) -> bool:
    for index in range(first, min(high, first + 9)):
        if tokens.kinds[index] == ",":
            return tokens.words[first] in {"a", "an", "the", "his", "her", "its"} and index > first + 1
        word = tokens.words[index]
        if word in BOUNDARIES or word in _FINITE or tokens.kinds[index] not in {"w", "W"}:
            return False
    return False


def _circumstance(tokens: Tokens, index: int, high: int) -> bool:
    """Whether a preposition begins a phrase of the verb, not of the name: 'on Monday', 'in a statement', 'to reporters'."""
    if tokens.words[index] in _OF_THE_VERB:
        return tokens.words[index - 1] not in _TAKES_TO
    after = tokens.words[index + 1 : min(high, index + 5)]
    return bool(after) and (after[0] in TIMES or after[0].isdigit() or after[0] in OWN or not STATEMENTS.isdisjoint(after))


def phrase(tokens: Tokens, first: int, end: int) -> Span | None:
    """The source in tokens `first` to `end`, which follow their verb."""
    return noun_phrase(tokens, first, end, first, after=True) if first < end else None
