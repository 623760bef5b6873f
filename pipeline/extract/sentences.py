"""Sentence borders in news text: a full stop after 'U.S.', 'Gen.' or 'Jan.' ends nothing."""

from __future__ import annotations

import re
from bisect import bisect_right

ABBREVIATIONS = frozenset(
    """
    adm adml approx assn asst atty ave brig capt cmdr co col corp cpl ct dept det dist dr ed est esp ext fig fr ft gen gov hon inc insp jr
    lieut lt ltd maj messrs mr mrs ms mt no nos op pfc pp pres prof pvt rep reps ret rev sec sen sens sgt sr spc spox st supt ste univ vol vs
    jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun
    ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo
    """.split()
)
"""Abbreviations whose full stop does not end a sentence (Associated Press style for titles, months and states)."""

_STOP = re.compile(r"[.!?…]+[\"”’')\]»]{0,3}(?=\s)|\n+")
_LAST_WORD = re.compile(r"([A-Za-z][A-Za-z.]{0,12})$")
_OPENS = re.compile(r"\s{0,4}[\"“‘'(\[«]{0,3}([A-Z0-9À-ÖØ-Þ$£€]|[a-z])")


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of `text` as (start, end) code points, half open, blanks trimmed, in order. A newline always ends one."""
    spans: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(text):
        if text[stop.start()] != "\n" and not _ends(text, stop):
            continue
        _append(spans, text, start, stop.end())
        start = stop.end()
    _append(spans, text, start, len(text))
    return spans


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


def _ends(text: str, stop: re.Match[str]) -> bool:
    follows = _OPENS.match(text, stop.end())
    if follows is None:  # only blanks or odd signs follow
        return True
    if follows.group(1).islower():
        return False
    if text[stop.start()] != "." or stop.group()[:2] == "..":
        return True
    if len(stop.group()) > 1 and stop.group() != ".":  # a closing quote or bracket after the stop
        return True
    word = _LAST_WORD.search(text, max(0, stop.start() - 16), stop.start())
    if word is None:
        return True
    last = word.group(1)
    if len(last) == 1 and last.isupper():  # an initial, or the end of 'U.S.'
        return False
    if "." in last:  # 'U.S', 'a.m': ends a sentence only before a word that plainly opens one
        return _plain_opener(text, stop.end())
    return last.lower() not in ABBREVIATIONS


_OPENERS = re.compile(
    r"\s{1,4}[\"“]?(?:The|But|And|In|On|He|She|It|They|We|I|This|That|A|An|However|After|Before|When|While|As|If|There|His|Her|Their)\b"
)


def _plain_opener(text: str, at: int) -> bool:
    return _OPENERS.match(text, at) is not None


class SentenceIndex:
    """Which sentence holds an offset, by bisection."""

    def __init__(self, text: str) -> None:
        self.spans = sentences(text)
        self._starts = [start for start, _ in self.spans]

    def at(self, offset: int) -> tuple[int, int]:
        """The (start, end) of the sentence that holds `offset`; blanks between sentences belong to the one before."""
        if not self.spans:
            return (0, 0)
        return self.spans[max(0, bisect_right(self._starts, offset) - 1)]

    def number(self, offset: int) -> int:
        """The index in `spans` of the sentence that holds `offset`."""
        return max(0, bisect_right(self._starts, offset) - 1)
