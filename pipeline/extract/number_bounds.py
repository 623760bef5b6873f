"""What a number expression is, and how the qualifiers around it bound it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.extract.number_words import AFTER, BEFORE


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number expression. `start` and `end` take in qualifier, sign, scale and unit; `core_start` and `core_end` leave the qualifier out.

    `low` and `high` are the interval the words allow (`high` None: no upper bound), `stated` the number the words name.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    stated: float
    low: float
    high: float | None
    low_inclusive: bool = True
    high_inclusive: bool = True
    qualifier: str = "exact"
    unit: str | None = None
    form: str = "digits"  # digits, words, vague, fraction, none, article, odd (clock times, slashes, phone numbers)
    scaled: bool = False


def any_of(words: object) -> str:
    """An alternation of the words, longest first, blanks of any kind."""
    ordered = sorted(words, key=len, reverse=True)  # type: ignore[call-overload]
    return "|".join(re.escape(word).replace(r"\ ", r"[ \u00a0]+").replace("\\-", "-") for word in ordered)


_QUALIFIERS = {" ".join(phrase.split()): name for name, phrases in BEFORE.items() for phrase in phrases}
_BEFORE = re.compile(rf"(?<![\w-])(?P<phrase>{any_of(_QUALIFIERS)})[ \u00a0]+[\"“]?$", re.IGNORECASE)
_AFTER = re.compile(rf"(?:[ \u00a0](?=o))?(?P<phrase>{any_of(AFTER)})(?!\w)", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|n['’]t|never|cannot|prohibit\w{0,3}|barred|forbidden|without)\b[^.;:]{0,60}$", re.IGNORECASE)
_CAPPED_BY = frozenset({"above", "over", "beyond", "exceeding", "more than", "exceed"})
_TENTH = 0.1  # 'about' and 'nearly' allow a tenth, docs/figures.md


_WINDOW = 40  # characters that the longest qualifier may take


def qualified(text: str, number: Number) -> Number:
    """The number with the qualifier that stands before or after it, and the interval it gives."""
    if number.form == "odd" or number.qualifier == "range":
        start = number.start
        if number.qualifier == "range" and (outer := _BEFORE.search(text, max(0, start - _WINDOW), start)):
            start = outer.start()
        return replace(number, start=start)
    start, end, name = number.start, number.end, None
    if (before := _BEFORE.search(text, max(0, start - _WINDOW), start)) and _is_qualifier(text, before, number):
        phrase = " ".join(before["phrase"].lower().split())
        name, start = _QUALIFIERS.get(phrase), before.start()
        if (outer := _BEFORE.search(text, max(0, start - _WINDOW), start)) and _is_qualifier(text, outer, number):  # 'at least some 30'
            phrase = " ".join(outer["phrase"].lower().split())
            name, start = _QUALIFIERS.get(phrase, name), outer.start()
        if name == "more_than" and phrase in _CAPPED_BY and _NEGATED.search(text, max(0, start - 60), start):
            name, start = "up_to", number.start
    if name is None and (after := _AFTER.match(text, end)):
        name = AFTER.get(after["phrase"].lower().replace("\u00a0", " "))
        end = after.end()
    if name is None:
        return number
    return replace(bounded(number, name), start=start, end=end)


def _is_qualifier(text: str, before: re.Match[str], number: Number) -> bool:
    phrase = before["phrase"].lower()
    if number.form == "fraction" or phrase not in {
        "passed",
        "topped",
        "beyond",
        "over",
        "maximum",
        "minimum",
        "below",
        "above",
        "under",
        "around",
    }:
        return True
    if phrase == "over" and re.search(
        r"\b(?:year|years|month|months|decade|decades|day|days|week|weeks|hours)\b", text[number.end : number.end + 9]
    ):
        return False  # 'over two years' says when
    return not before["phrase"].istitle() or phrase in {"over", "under", "around", "below", "above"}


def bounded(number: Number, qualifier: str) -> Number:
    """The number with the interval that a qualifier of docs/figures.md gives it."""
    low, high = number.low, number.high if number.high is not None else number.low
    if qualifier == "more_than":
        return replace(number, qualifier=qualifier, low=low, high=None, low_inclusive=False)
    if qualifier == "at_least":
        return replace(number, qualifier=qualifier, low=low, high=None)
    if qualifier == "fewer_than":
        return replace(number, qualifier=qualifier, low=0.0, high=high, high_inclusive=False)
    if qualifier == "up_to":
        return replace(number, qualifier=qualifier, low=0.0, high=high)
    if number.form == "vague":  # 'some dozens' allow no more than 'dozens'
        return number
    if qualifier == "nearly":
        return replace(number, qualifier=qualifier, low=low * (1 - _TENTH), high=high, high_inclusive=False)
    return replace(number, qualifier=qualifier, low=low * (1 - _TENTH), high=high * (1 + _TENTH))
