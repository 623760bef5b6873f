"""A sentence as a row of tagged tokens, with every candidate number and every date standing as one token."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.figures import words

if TYPE_CHECKING:
    from pipeline.extract.number_bounds import Number

_TOKEN = re.compile(
    r"\w+n['’]t\b|(?:[^\W\d_]\.){2,8}(?:[-‐‑][^\W_]+){0,4}|[^\W_]+(?:[-‐‑/&][^\W_]+){0,8}|['’]s\b|['’](?:ll|d|re|ve)\b|--|[^\w\s]|_"
)
_GLUED = re.compile(r"[-‐‑](?:strong|troop|soldier|plus|odd|kg|kilogram|pound|ton|tonne|barrel|litre)\b")
_DASHES = frozenset({"--", "–", "—", "-", "―"})
_NAMES = frozenset({"is", "us", "it", "who", "am", "may", "will", "can", "as", "un"})
"""Short words that are names when written in capitals."""

MAX_TOKENS = 400
"""A 'sentence' longer than this is a table or a list; what lies beyond is left out."""


@dataclass(slots=True)
class Token:
    """One word, sign, number ('N') or date ('T') of a sentence."""

    text: str
    lower: str
    start: int
    end: int
    tag: str
    number: Number | None = None


_TAGS: dict[str, str] = {}
for _tag, _words in (
    ("V", words.VERBS), ("A", words.ADVERBS), ("O", words.PRONOUNS), ("P", words.PREPOSITIONS), ("S", words.SUBORDINATORS - words.PREPOSITIONS),
    ("R", words.RELATIVES - {"that"}), ("D", words.DETERMINERS - {"that", "said"}), ("C", words.CONJUNCTIONS), ("B", words.BE), ("H", words.HAVE), ("M", words.MODALS | words.DO),
):  # fmt: skip
    _TAGS.update(dict.fromkeys(_words, _tag))
_TAGS.update(
    {
        "said": "V",
        "says": "V",
        "that": "R",
        ",": ",",
        ";": ";",
        ":": ";",
        ".": ".",
        "(": "(",
        ")": ")",
        "'s": "Q",
        "’s": "Q",
        "her": "D",
        "no": "D",
    }
)
_TAGS.update(dict.fromkeys(_DASHES, "-"))
_TAGS.update(dict.fromkeys("\"“”‘’'", '"'))


def tokens(text: str, start: int, end: int, fixed: list[tuple[int, int, str, Number | None]]) -> list[Token]:
    """The tokens of `text[start:end]`. `fixed` are stretches that stand as one token, as (start, end, tag, number), in order."""
    row: list[Token] = []
    at = start
    for left, right, tag, number in fixed:
        if left < at or right > end:
            continue
        _read(text, at, left, row)
        row.append(Token(text[left:right], text[left:right].lower(), left, right, tag, number))
        at = right
        if glued := _GLUED.match(text, at, end):
            row.append(Token(glued.group(), glued.group().lower(), at, glued.end(), "X"))
            at = glued.end()
        if len(row) > MAX_TOKENS:
            return row
    _read(text, at, end, row)
    return row


def _read(text: str, start: int, end: int, row: list[Token]) -> None:
    for found in _TOKEN.finditer(text, start, end):
        word = found.group()
        lower = word.lower()
        name = word.isupper() and 1 < len(word) < 5 and lower in _NAMES  # noqa: PLR2004 - 'IS', 'US', 'WHO'
        row.append(Token(word, lower, found.start(), found.end(), "W" if name else _TAGS.get(lower) or _guess(word, lower)))
        if len(row) > MAX_TOKENS:
            return


def _guess(word: str, lower: str) -> str:
    if not word[0].isalnum():
        return '"' if word in "\"'" else "."
    if len(lower) > 4 and lower.endswith("ed") and lower not in words.NOT_VERBS and "-" not in lower and word[0].islower():  # noqa: PLR2004
        return "V"
    if len(lower) > 4 and lower.endswith("ly") and word[0].islower() and lower not in words.NOT_ADVERBS:  # noqa: PLR2004
        return "A"
    return "W"
