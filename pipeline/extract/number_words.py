"""The words of English that state a number: units, scales, vague quantities, fractions and the qualifiers around them."""

from __future__ import annotations

import re

SMALL = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
    )
}
TENS = {word: float(value * 10) for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
SCALES = {"dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
GLUED_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "bln": 1e9, "tn": 1e12, "t": 1e12}
"""Scales written onto the digits: '$400m', '1.1bn'. A lone 'm', 'b' or 't' is one only after a currency sign: '300m' are metres."""

NEEDS_SIGN = frozenset({"m", "b", "t"})

EXACT = {
    "a dozen": 12.0,
    "half a dozen": 6.0,
    "a half dozen": 6.0,
    "half dozen": 6.0,
    "half million": 5e5,
    "half billion": 5e8,
    "half a million": 5e5,
    "half a billion": 5e8,
    "half a trillion": 5e11,
    "a half million": 5e5,
    "a half billion": 5e8,
    "a hundred": 1e2,
    "a thousand": 1e3,
    "a million": 1e6,
    "a billion": 1e9,
    "a trillion": 1e12,
    "a quarter of a million": 2.5e5,
    "a quarter million": 2.5e5,
    "a pair of": 2.0,
    "a trio of": 3.0,
    "a quartet of": 4.0,
}
"""Fixed phrases that state one number."""

VAGUE: dict[str, tuple[float, float]] = {
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2_000, 9_999),
    "tens of thousands": (20_000, 99_999),
    "hundreds of thousands": (200_000, 999_999),
    "millions": (2e6, 9.99e6),
    "tens of millions": (2e7, 9.99e7),
    "hundreds of millions": (2e8, 9.99e8),
    "billions": (2e9, 9.99e9),
    "tens of billions": (2e10, 9.99e10),
    "hundreds of billions": (2e11, 9.99e11),
    "trillions": (2e12, 9.99e12),
    "several": (3, 9),
    "a few": (3, 5),
    "a handful": (3, 5),
    "a handful of": (3, 5),
    "a couple": (2, 2),
    "a couple of": (2, 2),
}
"""Vague quantities and the interval each allows, from docs/figures.md."""

VAGUE_MULTIPLES = {
    "several": (3.0, 9.0),
    "a few": (3.0, 5.0),
    "few": (3.0, 5.0),
    "a couple": (2.0, 2.0),
    "a couple of": (2.0, 2.0),
    "many": (2.0, 9.99),
}
"""What stands before a scale: 'several hundred' is [300, 900], 'a few thousand' [3,000, 5,000]."""

FRACTIONS = {
    "half": 50.0, "halves": 50.0, "third": 100 / 3, "thirds": 100 / 3, "quarter": 25.0, "quarters": 25.0, "fourth": 25.0, "fourths": 25.0,
    "fifth": 20.0, "fifths": 20.0, "sixth": 100 / 6, "sixths": 100 / 6, "eighth": 12.5, "eighths": 12.5, "tenth": 10.0, "tenths": 10.0,
}  # fmt: skip
"""One part of a whole, in percent."""

BEFORE: dict[str, tuple[str, ...]] = {
    "more_than": (
        "more than", "over", "above", "upwards of", "upward of", "in excess of", "north of", "greater than", "well over", "just over", "slightly over",
        "a little over", "little over", "a little more than", "little more than", "well above", "just above", "well more than", "far more than",
        "slightly more than", "just more than", "surpassing", "surpassed", "surpasses", "topped", "exceeding", "exceeded", "exceeds", "beyond", "passed",
    ),
    "at_least": ("at least", "no fewer than", "no less than", "not fewer than", "not less than", "a minimum of", "minimum", "as few as", "at the very least"),
    "fewer_than": ("under", "fewer than", "less than", "below", "just under", "well under", "well below", "just below", "slightly less than", "slightly under"),
    "up_to": (
        "up to", "as many as", "as much as", "at most", "no more than", "not more than", "a maximum of", "maximum", "no greater than", "as high as",
        "not exceeding", "not above", "no higher than", "not over", "not beyond", "not exceed", "not to exceed",
    ),
    "about": (
        "about", "around", "some", "roughly", "approximately", "an estimated", "estimated", "approx.", "approx", "circa", "in the region of",
        "more or less", "in the neighborhood of", "something like", "somewhere around", "an approximate", "on the order of",
    ),
    "nearly": ("nearly", "almost", "close to", "nearing", "approaching", "just shy of", "shy of", "virtually"),
}  # fmt: skip
"""Qualifiers that stand before the number, by the name docs/figures.md gives them."""

AFTER = {
    "or more": "at_least",
    "or so": "about",
    "or fewer": "up_to",
    "or less": "up_to",
    "-plus": "at_least",
    "+": "at_least",
    "-odd": "about",
    " plus": "at_least",
}
"""Qualifiers that stand after it."""

_SPELLED = {**SMALL, **TENS, **SCALES}
_PART = re.compile(r"[a-z]+")


def spelled(words: str) -> float | None:
    """The number that spelled-out words state ('one hundred and forty million' -> 140,000,000), or None where they state none."""
    total = current = 0.0
    last = 0.0  # the size of the smallest part so far, so that 'twenty twenty' is no number
    seen = False
    for word in _PART.findall(words.lower()):
        if word in {"and", "a", "of"}:
            continue
        value = _SPELLED.get(word)
        if value is None:
            return None
        if word in SCALES:
            current = (current or 1.0) * value
            if value >= SCALES["thousand"]:
                total, current = total + current, 0.0
            last = 0.0
        else:
            if last and (value >= 10 or last < 20):  # noqa: PLR2004 - after a ten only a unit may follow
                return None
            current += value
            last = value
        seen = True
    return total + current if seen else None


_PARTS = {
    "half": 0.5,
    "quarter": 0.25,
    "quarters": 0.25,
    "third": 1 / 3,
    "1/2": 0.5,
    "1/4": 0.25,
    "3/4": 0.75,
    "½": 0.5,
    "¼": 0.25,
    "¾": 0.75,
}
_MIXED_PART = re.compile(r"\d/\d|\d+|[½¼¾]|[a-z]+")


def mixed(words: str) -> float:
    """The number that a whole and a part state: 'two and a half million', '2 1/2', 'a million and a half', 'three-quarters of a billion'."""
    parts = _MIXED_PART.findall(words.lower())
    scale = next((SCALES[part] for part in parts if part in SCALES), 1.0)
    share = next(_PARTS[part] for part in parts if part in _PARTS)
    first = parts[0]
    if "of" in parts:
        return scale * share * (SMALL.get(first) or 1.0)
    if first == "a":
        return scale * (1 + share)
    return scale * ((float(first) if first.isdigit() else _SPELLED[first]) + share)
