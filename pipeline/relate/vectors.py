"""Articles as weighted bags of features: the words they open with, whom they name, the figures they print; in whole numbers, so that sums are exact."""

from __future__ import annotations

import re
from collections import Counter
from math import log, sqrt
from typing import TYPE_CHECKING
from zlib import crc32

from pipeline.relate.background import name_weight, word_weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TITLE_WEIGHT = 3  # a headline's word counts as three of the lead's
LEAD_WORDS = 120  # about two paragraphs: further down comes background that every story of the topic shares
LEAD_CHARACTERS = 6_000

SHARES = {"word": 0.55, "name": 0.35, "figure": 0.10}
"""What each kind of feature adds to the square of a vector's length: words tell events apart better than names, which a whole topic shares."""
MOST_FEATURES = 80  # the heaviest features stand for the article; with 32 stories were told apart worse, with all no better
ONE = 255  # a component of 1, as it is kept: one byte

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


def vector(word_counts: Mapping[str, float], name_counts: Mapping[str, float], figures: Mapping[str, float]) -> list[int]:
    """An article's vector, packed (see `pack`): of length 1 but for rounding; of nothing, an empty one.

    A word or name weighs (1 + log count) times what it tells (`pipeline.relate.background`), a figure 1; counts below 1 weigh themselves.
    Each kind's block is scaled to its share, so that an article with fifty names is not grouped by names alone.
    """
    blocks = {
        "word": {word: _often(count) * word_weight(word) for word, count in word_counts.items()},
        "name": {name: _often(count) * name_weight(name) for name, count in name_counts.items()},
        "figure": {figure: _often(count) for figure, count in figures.items()},
    }
    whole: dict[int, float] = {}
    for kind, block in blocks.items():
        length = sqrt(sum(value * value for _, value in sorted(block.items())))
        for name, value in block.items():
            feature = crc32(f"{kind} {name}".encode("utf-8", "replace")) >> 8
            whole[feature] = whole.get(feature, 0.0) + value * sqrt(SHARES[kind]) / length
    return pack(whole)


def _often(count: float) -> float:
    return 1 + log(count) if count >= 1 else count


def pack(whole: Mapping[int, float], length: float | None = None) -> list[int]:
    """The heaviest components as whole numbers in ascending order: feature (24 bits) x 256 + weight (1 to `ONE`).

    They are divided by `length`; without one by their own, so that the vector has length 1.
    """
    kept = sorted(whole.items(), key=lambda item: (-item[1], item[0]))[:MOST_FEATURES]
    by = length or sqrt(sum(value * value for _, value in kept))
    rounded = ((feature, min(ONE, round(ONE * value / by))) for feature, value in kept)
    return sorted((feature << 8) + weight for feature, weight in rounded if weight)
