"""Articles as weighted bags of features: the words they open with, whom they name, the figures they print."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TITLE_WEIGHT = 3  # a headline's word counts as three of the lead's
LEAD_WORDS = 120  # about two paragraphs: further down comes background that every story of the topic shares
LEAD_CHARACTERS = 6_000

SHARES = {"word": 0.55, "entity": 0.35, "figure": 0.10}
"""What each kind of feature adds to the square of a vector's length: words tell events apart better than names, which a whole topic shares."""

STOP_WORDS = frozenset(
    """a about after again against ago all also although am among an and any are as at away back be became because been before being
    between both but by call called came can come could day days did do does done down during each early even ever every few first five for
    four from further get give given go going had has have he her here hers herself him himself his how however i if in including into
    is it its itself just know last late later least less let like made make many may me might month months more most much must my near
    need never new next no nor not now of off officials official old on once one only or other our out over own part people percent
    report reported reports s said same saw say saying says second see seen several she should since six so some still such t take than that
    the their them then there these they thing third this those though three through time times to today told too took two under until up upon
    us use used very via want was way we week weeks well went were what when where whether which while who whom whose why will with within
    without would year years yesterday yet you your""".split()
)
_WORD = re.compile(r"[^\W\d_][\w'-]{0,40}")

Vector = dict[str, float]


def words(title: str | None, text: str, body_start: int) -> Counter[str]:
    """Lower-cased words of headline and lead with their counts; words every text has are left out."""
    found: Counter[str] = Counter()
    for word in _plain(title or text[:body_start]):
        found[word] += TITLE_WEIGHT
    for word in _plain(" ".join(text[body_start : body_start + LEAD_CHARACTERS].split()[:LEAD_WORDS])):
        found[word] += 1
    return found


def _plain(text: str) -> Iterable[str]:
    for match in _WORD.finditer(text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")):
        word = match.group().removesuffix("'s").strip("'-")
        if len(word) > 1 and word not in STOP_WORDS:
            yield word.removesuffix("s") if len(word) > 4 and not word.endswith("ss") else word  # noqa: PLR2004 - plurals of real words


def weigh(features: Mapping[str, Mapping[str, Mapping[str, int]]]) -> dict[str, Vector]:
    """Unit vectors by article id, from counts by article id, kind of feature and feature.

    A feature weighs (1 + log count) x log(1 + articles / articles that have it): rare names and words tell events apart. Each kind's
    block is scaled to its share, so that an article with fifty names is not grouped by names alone.
    """
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for kinds in features.values():
        for kind, counts in kinds.items():
            seen[kind].update(counts.keys())
    total = len(features)
    vectors = {}
    for key, kinds in features.items():
        vector: Vector = {}
        for kind, counts in kinds.items():
            block = {f"{kind}:{name}": (1 + math.log(times)) * math.log(1 + total / seen[kind][name]) for name, times in counts.items()}
            length = math.sqrt(math.fsum(value * value for value in block.values()))
            if length:
                vector.update({name: value * math.sqrt(SHARES[kind]) / length for name, value in block.items()})
        vectors[key] = unit(vector)
    return vectors


def unit(vector: Vector) -> Vector:
    """The vector scaled to length 1; an empty one as it is."""
    length = math.sqrt(math.fsum(value * value for value in vector.values()))
    return {name: value / length for name, value in vector.items()} if length else vector


def cosine(one: Vector, two: Vector) -> float:
    """The likeness of two unit vectors, 0..1; summed exactly, so that order does not matter."""
    small, large = (one, two) if len(one) <= len(two) else (two, one)
    return math.fsum(value * large[name] for name, value in small.items() if name in large)
