"""The subject of a sentence: what stands before its first finite verb, for a verb form that has none of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cues import BOUNDARIES, OPENERS, TIMES
from pipeline.extract.sources import PAST_FORMS
from pipeline.extract.subjects import MAX_SUBJECT, OWN, past_time, trimmed

if TYPE_CHECKING:
    from pipeline.extract.scan import Span
    from pipeline.extract.units import Tokens

_PRONOUNS = frozenset("he she it they we i you".split())
_MAX_DATELINE = 10  # tokens of 'DUBAI/KYIV, Jan 8 (ABC) -'
_OBJECTS = OWN | {"the", "no", "any", "some", "this", "that", "these", "those", "it", "them", "him", "us"}
_DETERMINERS = frozenset("a an the his her its their our two three some several".split())


def main_subject(tokens: Tokens, low: int, before: int) -> Span | None:
    """The subject of the sentence: what stands before its first finite verb, for a verb form that has none of its own."""
    words, kinds = tokens.words, tokens.kinds
    first = _past_dateline(tokens, low, before)
    while first < before and words[first] in OPENERS:
        comma = next((at for at in range(first, before - 1) if kinds[at] == ","), None)
        if comma is None:  # 'On May 7 they ...'
            first = past_time(tokens, first, before) or (first + 1 if words[first] in TIMES else before)
            while first < before and words[first].isdigit():
                first += 1
            break
        first = comma + 1  # 'On Thursday, however, Lee ...'
    if first < before and words[first] in _PRONOUNS:
        return (first, first + 1)
    index = first
    while index < before and index - first < MAX_SUBJECT and kinds[index] in {"w", "W"} and words[index] not in BOUNDARIES:
        if index > first and kinds[index] == "w" and _main_verb(tokens, index, before):
            break
        index += 1
    return trimmed(tokens, first, index, low) if index > first and words[first] != "to" else None


def _past_dateline(tokens: Tokens, low: int, before: int) -> int:
    """Past 'TEHRAN, Jan 8 (ABC) -' or 'TEHRAN —' before a first sentence."""
    if low not in tokens.shouted:
        return low
    for at in range(low + 1, min(before, low + _MAX_DATELINE)):
        if tokens.kinds[at] == "—":
            return at + 1
        if tokens.kinds[at] == "w" and not tokens.words[at][0].isdigit():
            return low
        if tokens.kinds[at - 1] == ")" and tokens.starts[at] - tokens.ends[at - 1] > 1:
            return at
    return low


def _main_verb(tokens: Tokens, index: int, high: int) -> bool:
    """Whether a word after the subject's first is its verb: in -ed, irregular, or in -s before an article."""
    word = tokens.words[index]
    follows = tokens.words[index + 1] if index + 1 < high else ""
    if word.endswith("ed") or word in PAST_FORMS:
        return tokens.words[index - 1] not in _DETERMINERS
    return word.endswith("s") and not word.endswith(("ss", "'s")) and follows in _OBJECTS and tokens.words[index - 1] not in _DETERMINERS
