"""Two texts held against each other by sentence: what stayed, what moved, what was reworded, and what stands in one alone.

Near linear in the number of sentences, whatever the texts: equal sentences are found by hash, similar ones by the words few others have.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Words = tuple[str, ...]

MOST = 2_000  # sentences aligned of one text; the longest articles have some 400
TELLING = 12  # of a sentence's words, the rarest, by which its like is looked for
COMMON = 40  # sentences that may share a word before it tells nothing
ALIKE = 0.5  # share of words two sentences have in common from which one is the other reworded
WITHIN = 0.8  # or share of the shorter one's words that the longer has: a sentence cut or extended
SHORT = 4  # words below which neither a move nor being within another says anything


class Pairing(NamedTuple):
    """Sentences of one text and those of the other that stand for them: half-open ranges of indices, empty where there are none."""

    before: tuple[int, int]
    after: tuple[int, int]
    kind: str  # added, removed, changed or moved
    likeness: float  # 0 to 1: share of words in common


def align(before: Sequence[Words], after: Sequence[Words]) -> list[Pairing]:
    """What differs between two texts given as the words of their sentences, in the order of the second text.

    Sentences that kept their words and their place give nothing; those that kept their words and changed places are moved: as few as
    explain the new order. Of the rest, each is paired with the one most like it, if that is like enough, and takes in a neighbour left over where
    a sentence was split or joined. Of each text the first `MOST` sentences are read.
    """
    before, after = before[:MOST], after[:MOST]
    equal = _equal([same_key(words) for words in before], [same_key(words) for words in after])
    kept = _rising(equal)
    found = [Pairing((one, one + 1), (two, two + 1), "moved", 1.0) for one, two in equal if one not in kept and len(before[one]) >= SHORT]
    ones, twos = {one for one, _ in equal}, {two for _, two in equal}
    left = [at for at in range(len(before)) if at not in ones]
    right = [at for at in range(len(after)) if at not in twos]
    similar = _similar(before, after, left, right)
    joined, used_left, used_right = _joined(before, after, similar, set(left), set(right))
    found += [pairing for pairing in joined if same_key(_words(before, pairing.before)) != same_key(_words(after, pairing.after))]
    found += [Pairing((at, at + 1), (0, 0), "removed", 0.0) for at in left if at not in used_left]
    found += [Pairing((0, 0), (at, at + 1), "added", 0.0) for at in right if at not in used_right]
    stands = [(one, two) for one, two in equal if one in kept] + [(pairing.before[1] - 1, pairing.after[1] - 1) for pairing in joined]
    return sorted(found, key=_order(sorted(stands)))


def same_key(words: Iterable[str]) -> str:
    """The same for sentences that say the same: 'hard-liners' and 'hardliners' are one word, 1 and 2 are not 12."""
    return "".join(word if word.isalpha() else f" {word} " for word in words)


def likeness(one: Iterable[str], two: Iterable[str]) -> float:
    """Share of words that two sentences have in common (Dice's measure over different words), 0 to 1."""
    first, second = set(one), set(two)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def _equal(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of sentences with the same words, in the order of the first text: next to one another's pairs first, then from the top."""
    held: defaultdict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(after):
        held[words].append(at)
    counts = Counter(before)
    pairs: dict[int, int] = {}
    taken: set[int] = set()

    def take(one: int, two: int, step: int) -> None:
        while 0 <= one < len(before) and 0 <= two < len(after) and one not in pairs and two not in taken and before[one] == after[two]:
            pairs[one] = two
            taken.add(two)
            one, two = one + step, two + step

    take(0, 0, 1)
    take(len(before) - 1, len(after) - 1, -1)
    for one, words in enumerate(before):  # a sentence that stands once in either text is sure; from it outwards those beside it are
        if counts[words] == 1 and len(held[words]) == 1:
            two = held[words][0]
            take(one, two, 1)
            take(one - 1, two - 1, -1)
    free: dict[str, list[int]] = {words: [at for at in places if at not in taken][::-1] for words, places in held.items()}
    for one, words in enumerate(before):
        if one not in pairs and free.get(words):
            pairs[one] = free[words].pop()
    return sorted(pairs.items())


def _rising(pairs: Sequence[tuple[int, int]]) -> set[int]:
    """The first indices of the longest run of pairs that keep their order."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for at, (_, two) in enumerate(pairs):
        place = bisect_left(tails, two)
        if place == len(tails):
            tails.append(two)
            ends.append(at)
        else:
            tails[place], ends[place] = two, at
        before.append(ends[place - 1] if place else None)
    kept: set[int] = set()
    at_: int | None = ends[-1] if ends else None
    while at_ is not None:
        kept.add(pairs[at_][0])
        at_ = before[at_]
    return kept


def _similar(before: Sequence[Words], after: Sequence[Words], left: Sequence[int], right: Sequence[int]) -> list[tuple[float, int, int]]:
    """Pairs of sentences most like each other, the likest first; each sentence is in one pair at most."""
    sets = {at: frozenset(before[at]) for at in left}
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at in left:
        for word in sets[at]:
            holders[word].append(at)
    scored: list[tuple[float, int, int, int]] = []
    for two in right:
        words = frozenset(after[two])
        known = sorted((word for word in words if word in holders), key=lambda word: (len(holders[word]), word))
        telling = [word for word in known if len(holders[word]) <= COMMON][:TELLING]
        for one in sorted({one for word in telling for one in holders[word]}):
            score = _score(sets[one], words)
            if score:
                scored.append((-score, abs(one - two), one, two))
    pairs: list[tuple[float, int, int]] = []
    ones: set[int] = set()
    twos: set[int] = set()
    for score, _, one, two in sorted(scored):
        if one not in ones and two not in twos:
            ones.add(one)
            twos.add(two)
            pairs.append((-score, one, two))
    return pairs


def _score(one: frozenset[str], two: frozenset[str]) -> float:
    """How like two sentences are; 0 if not like enough to be one."""
    shared = len(one & two)
    dice = 2 * shared / (len(one) + len(two))
    shorter = min(len(one), len(two))
    if dice >= ALIKE or (shorter > SHORT and shared >= WITHIN * shorter):
        return dice
    return 0.0


def _joined(
    before: Sequence[Words], after: Sequence[Words], similar: Iterable[tuple[float, int, int]], left: set[int], right: set[int]
) -> tuple[list[Pairing], set[int], set[int]]:
    """Changed sentences, with neighbours left over taken in where that makes them more alike; and the sentences used of either text."""
    similar = list(similar)
    used_left, used_right = {one for _, one, _ in similar}, {two for _, _, two in similar}
    made: list[Pairing] = []
    for score, one, two in similar:
        ranges = [[one, one + 1], [two, two + 1]]
        best = score
        for texts, range_, free, used in ((before, ranges[0], left, used_left), (after, ranges[1], right, used_right)):
            for end, at in ((0, range_[0] - 1), (1, range_[1])):
                if at not in free or at in used or not texts[at]:
                    continue
                trial = list(range_)
                trial[end] = at + end
                other = ranges[1] if range_ is ranges[0] else ranges[0]
                mine, theirs = _words(texts, trial), _words(after if texts is before else before, other)
                if (now := likeness(mine, theirs)) > best:
                    best = now
                    range_[:] = trial
                    used.add(at)
        made.append(Pairing((ranges[0][0], ranges[0][1]), (ranges[1][0], ranges[1][1]), "changed", best))
    return made, used_left, used_right


def _words(texts: Sequence[Words], range_: Sequence[int]) -> Words:
    return tuple(word for at in range(range_[0], range_[1]) for word in texts[at])


def _order(stands: Sequence[tuple[int, int]]) -> Callable[[Pairing], tuple[float, int]]:
    """Where a row stands: by the second text; what is in the first alone, after the sentence it followed there, given where each one `stands`."""
    ones = [one for one, _ in stands]

    def order(pairing: Pairing) -> tuple[float, int]:
        if pairing.kind != "removed":
            return (float(pairing.after[0]), 0)
        at = bisect_left(ones, pairing.before[0])
        return (stands[at - 1][1] + 0.5 if at else -0.5, pairing.before[0])

    return order
