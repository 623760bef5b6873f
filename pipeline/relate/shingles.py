"""Texts as sets of word 5-grams, which pairs of them may share words (MinHash), and how much they share (counted exactly)."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rensa import RMinHash, RMinHashLSH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WIDTH = 5  # words: long enough that two reporters do not hit on the same five by chance, short enough to survive an edit
FEWEST = 8  # 5-grams a text needs before likeness means anything: a dozen words
PERMUTATIONS = 256
BANDS = 128  # two rows each: a pair that shares .18 of its 5-grams (two equal texts, one third in common) is found with p = .98
SEED = 1979
LONGEST = 40_000  # words read of one text
BOILERPLATE_ARTICLES = 4  # an outlet's 5-gram that stands in so many of its articles,
BOILERPLATE_SHARE = 0.2  # and in so large a share of them, is its furniture and says nothing of copying
BOILERPLATE_SAMPLE = 400  # articles of one outlet looked at

_WORD = re.compile(r"\w+")


def body(text: str, body_start: int, credit: tuple[int, int] | None = None) -> str:
    """The text after its headline, lower-cased, without the words that credit another outlet."""
    if credit is not None:
        start, end = credit
        if body_start <= start < end <= len(text):
            return f"{text[body_start:start]} {text[end:]}".lower()
    return text[body_start:].lower()


def shingles(text: str) -> frozenset[str]:
    """The text's word 5-grams; a text shorter than five words is one 5-gram, an empty one none."""
    words = _WORD.findall(text)[:LONGEST]
    if not words:
        return frozenset()
    return frozenset(" ".join(words[at : at + WIDTH]) for at in range(max(1, len(words) - WIDTH + 1)))


def furniture(texts: Iterable[str]) -> frozenset[str]:
    """The 5-grams that stand in a fifth or more, and at least four, of one outlet's texts: invitations, signatures, fixed headings."""
    seen: Counter[str] = Counter()
    count = 0
    for text in sorted(set(texts))[:BOILERPLATE_SAMPLE]:
        seen.update(shingles(text))
        count += 1
    if count < BOILERPLATE_ARTICLES:
        return frozenset()
    return frozenset(gram for gram, times in seen.items() if times >= max(BOILERPLATE_ARTICLES, BOILERPLATE_SHARE * count))


@dataclass(frozen=True, slots=True)
class Sketch:
    """A text's 5-grams: sampled, to find who may share them, and as sorted 64-bit hashes, to count how many are shared."""

    sample: RMinHash
    hashes: array[int]


def sketch(grams: frozenset[str]) -> Sketch:
    """The sketch of a set of 5-grams: 9 KB for a text of a thousand words, where the set of strings takes 90 KB."""
    ordered = sorted(grams)
    sample = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    sample.update(ordered)
    return Sketch(sample, array("Q", sorted(RMinHash.hash_token_sets([ordered])[0])))


def candidates(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Pairs of places in `sketches`, smaller first, that may share a tenth or more of their 5-grams; texts too short are left out."""
    index = RMinHashLSH(threshold=0.1, num_perm=PERMUTATIONS, num_bands=BANDS)
    for at, one in enumerate(sketches):
        if len(one.hashes) < FEWEST:
            continue
        for other in sorted(index.query(one.sample)):
            yield other, at
        index.insert(at, one.sample)


def containment(held: Sketch, holder: Sketch) -> float:
    """0..1: how many of the first text's 5-grams the second one holds."""
    return len(frozenset(held.hashes).intersection(holder.hashes)) / len(held.hashes) if held.hashes else 0.0
