"""A text as words and quotations, cut where sentences end outside quotation marks: what clause rules walk over."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.extract.quotation import mark_after, mark_before

if TYPE_CHECKING:
    from pipeline.extract.document import Document

_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,6}|[\w$%€£]+(?:['’.,&/-](?=\w)[\w]+){0,8}|\n+|--|[,;:()\[\]—–―?!…]")
_CONTRACTED = re.compile(r"(he|she|it|they|we|you|I|there|who|what|that|here|let)(['’](?:s|re|m|ve|d|ll))", re.IGNORECASE)
MAX_UNIT = 400  # tokens of a unit that are looked at; longer ones are lists or broken text
_PLAIN = str.maketrans("’", "'")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: start, end, word in lower case, and kind: w word, W capitalised word, Q quotation, or the sign itself."""

    starts: list[int]
    ends: list[int]
    words: list[str]
    kinds: list[str]
    shouted: set[int] = field(default_factory=set)  # tokens all in capitals


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence: tokens `first` to `last` (half open) and the number of its paragraph."""

    first: int
    last: int
    paragraph: int


def read(doc: Document) -> tuple[Tokens, list[Unit]]:
    """The tokens of a document, each quotation one token (marks included), and its sentences."""
    text = doc.text
    tokens = Tokens([], [], [], [])
    at = 0
    for start, end in doc.quoted:
        opened = start - mark_before(doc.text, start)
        _words(text, at, opened, tokens)
        closed = end + mark_after(text, end)
        tokens.starts.append(opened)
        tokens.ends.append(closed)
        tokens.words.append('"')
        tokens.kinds.append("Q")
        at = closed
    _words(text, at, len(text), tokens)
    return tokens, _units(doc, tokens)


def _words(text: str, start: int, end: int, tokens: Tokens) -> None:
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        first = word[0]
        if "'" in word or "’" in word:
            split = _CONTRACTED.fullmatch(word)
            if split is not None:  # "he's said": the pronoun is the subject
                middle = match.start() + split.end(1)
                tokens.starts.extend((match.start(), middle))
                tokens.ends.extend((middle, match.end()))
                tokens.words.extend((split[1].lower(), split[2].lower().translate(_PLAIN)))
                tokens.kinds.extend(("W" if first.isupper() else "w", "w"))
                continue
        tokens.starts.append(match.start())
        tokens.ends.append(match.end())
        tokens.words.append(word.lower().translate(_PLAIN))
        if first == "\n":
            tokens.kinds.append("\n")
        elif first.isalnum() or first in "$€£_%":
            tokens.kinds.append("W" if first.isupper() else "w")
            if first.isupper() and word.isupper():
                tokens.shouted.add(len(tokens.words) - 1)
        else:
            tokens.kinds.append("—" if first in "—–―-" else first)


def _units(doc: Document, tokens: Tokens) -> list[Unit]:
    """Sentences end where the splitter says so, but not inside a quotation."""
    units: list[Unit] = []
    ends = [end for _, end in doc.sentences.spans]
    first = paragraph = 0
    starts, kinds = tokens.starts, tokens.kinds
    for index, kind in enumerate(kinds):
        if kind == "\n":
            if index > first:
                units.append(Unit(first, index, paragraph))
            first = index + 1
            paragraph += 1
            continue
        # A sentence ended somewhere between this token's start and the next one's.
        following = starts[index + 1] if index + 1 < len(starts) else len(doc.text)
        at = bisect_left(ends, tokens.ends[index])
        if at < len(ends) and ends[at] <= following:
            units.append(Unit(first, index + 1, paragraph))
            first = index + 1
    if first < len(kinds):
        units.append(Unit(first, len(kinds), paragraph))
    return [
        unit if unit.last - unit.first <= MAX_UNIT else Unit(unit.first, unit.first + MAX_UNIT, unit.paragraph)
        for unit in units
        if unit.last > unit.first
    ]
