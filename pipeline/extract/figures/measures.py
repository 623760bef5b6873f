"""Kinds that the unit decides: money, percent, enrichment, nuclear material, oil."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.number_words import SCALES

if TYPE_CHECKING:
    from pipeline.extract.number_bounds import Number

_BARREL = re.compile(
    r"[ \u00a0-](?:(?:more|additional|extra|of) )?(?:barrels?|bpd|b/d|bbl)\b(?P<rate>[ \u00a0](?:of (?:[a-z]+ ){0,3}?(?:oil|crude) )?(?:a|per|each|every)[ -]day|[ \u00a0]daily)?|[ \u00a0](?:bpd|b/d)\b",
    re.IGNORECASE,
)
_WEIGHT = re.compile(
    r"[ \u00a0-]?(?:(?:metric|short|long) )?(?P<unit>kg|kgs|kil[ioa]{1,3}grams?|kilos?|kilogrammes?|tonnes?|tons?|pounds?|lbs?|grams?|litres?|liters?)\b",
    re.IGNORECASE,
)
_WEIGHT_UNITS = {"k": "kg", "t": "tonne", "p": "lb", "l": "lb", "g": "g"}
_NUCLEAR = re.compile(
    r"\b(?:uranium|plutonium|enriched|enrichment|heavy[ -]water|yellowcake|fissile|LEU|HEU|stockpile|UF6|hexafluoride)\b", re.IGNORECASE
)
_OTHER_STUFF = re.compile(r" of (?!(?:the|its|this|that|it|such|low|highly|weapons?|reactor|nuclear|fuel|material|stock|ore|gas)\b)[a-z]")
"""'1,300 tons of toxic agents' after a sentence on nuclear matters."""
_HEADLINE_NUCLEAR = re.compile(r"\b(?:uranium|enrich\w{0,6}|nuclear)\b", re.IGNORECASE)
_PURITY_AFTER = re.compile(
    r"[ \u00a0-](?:pur(?:e|ity)|enriched|enrichment|fissile|U-235|uranium|(?:ceiling|limit|cap|level|levels|threshold|mark)(?: (?:of|on|for|set)\b[^.;]{0,40}(?:enrich|uranium|purity))?)"
    r"|[^.;,]{0,24}\b(?:purity|enriched uranium|enrichment level)",
    re.IGNORECASE,
)
_PURITY_BEFORE = re.compile(
    r"\b(?:enrich\w{0,6}|purity|weapons?-grade|bomb-grade|reactor[ -]grade|grade)\b[^.;]{0,70}?\b(?:to|at|of|above|beyond|than|up to|level|levels|reached|reaching|is|around|about|or|past|from|over|below|under)(?: the| a| its| about| around| up to)? ?[(]?$"
    r"|\b(?:purity|enrichment) (?:level )?(?:of|to|at)[^.;]{0,30}$",
    re.IGNORECASE,
)
_GRADE = re.compile(
    r"\b(?:enrich(?:ment|ed|ing)(?: uranium)?|purity) (?:of )?(?:up to|as high as|above|over|beyond|exceeding|below|under) (?:about )?$",
    re.IGNORECASE,
)
_CHANGE_BY = re.compile(
    r"\b(?:by|percent of|stockpile|centrifuges|fell|rose|dropped|increase[sd]?|reduc\w{2,6}|cut|decrease[sd]?)\b[^.;,]{0,16}$",
    re.IGNORECASE,
)
_SHARE_AFTER = re.compile(
    r"[ \u00a0](?:of (?!purity|enrich|uranium enrich)|say|said|increase|decrease|rise|drop|decline|chance|reduction|more|fewer|support|approve)",
    re.IGNORECASE,
)
_BARE_PURITY = re.compile(r"\b(?:percentage|enriched to|enrichment to|enrichment at)\b[^.;]{0,12}$", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]{0,24}$")
PURE = 100  # percent
_LEVELS = frozenset({3.5, 3.67, 4.5, 5.0, 19.75, 20.0, 60.0, 83.7, 84.0, 90.0})
"""Enrichment levels that Iran's programme is written about with, in percent: limits of 2013 and 2015, reactor fuel, later steps, weapons grade."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The kind and unit of a measured number, and where the unit's words end."""

    kind: str
    unit: str
    end: int


def measure(text: str, number: Number, start: int, end: int, context: str) -> Measure | None:
    """What a number with a unit measures, or None where it has no unit that is kept.

    `start` and `end` bound its sentence; `context` is what was said before it, for sentences that go on about enrichment.
    """
    before, after = text[max(start, number.start - 110) : number.start], text[number.end : min(end, number.end + 60)]
    if number.unit == "percent":
        stated = text[max(start, number.core_start - 110) : number.core_start]
        if number.form != "fraction" and (_is_purity(number, before, after, context) or _is_grade(number, stated, after)):
            return Measure("enrichment", "percent", number.end)
        return Measure("percent", "percent", number.end)
    if number.unit:
        return Measure("money", number.unit, number.end)
    if barrel := _BARREL.match(after):
        rate = barrel["rate"] or re.search(r"bpd|b/d|(?:a|per) day|daily", after[:48])
        return Measure("oil", "barrel/day" if rate else "barrel", number.end + barrel.end())
    if weight := _WEIGHT.match(after):
        told = _HEADLINE_NUCLEAR.search(context) and weight["unit"].lower()[0] in "kt" and not _OTHER_STUFF.match(after, weight.end())
        if _NUCLEAR.search(text, start, end) or told:
            unit = _WEIGHT_UNITS.get(weight["unit"].lower()[0], "kg")
            return Measure("material", "litre" if weight["unit"].lower().startswith("lit") else unit, number.end + weight.end())
        return Measure("", "weight", number.end + weight.end())
    if (
        number.form == "digits"
        and number.stated <= PURE
        and number.stated != int(number.stated)
        and _BARE_PURITY.search(before)
        and "enrich" in (before + after + context).lower()
    ):
        return Measure("enrichment", "percent", number.end)
    if (
        number.form == "vague"
        and number.stated >= SCALES["billion"]
        and not re.match(
            r" (?:of )?(?:(?:other|more|young|poor) )?(?:people|men|women|children|humans|users|Muslims|believers|viewers|tons|tonnes|dead|years|barrels|times|devices|cubic|gallons)",
            after,
        )
    ):
        return Measure("money", "XXX", number.end)  # 'billions in aid': news counts nothing else so
    return None


def _is_grade(number: Number, stated: str, after: str) -> bool:
    """Whether the bound stands right behind the word: 'enrichment up to 27 percent'."""
    return number.stated <= PURE and _GRADE.search(stated) is not None and not _SHARE_AFTER.match(after)


def _is_purity(number: Number, before: str, after: str, context: str) -> bool:
    if number.stated > PURE or _SHARE_AFTER.match(after):
        return False
    near = _PURITY_AFTER.match(after)
    if near and re.match(r"[ \u00a0-](?:enriched|pur(?:e|ity)|uranium)", near.group(), re.IGNORECASE):
        return True
    if _CHANGE_BY.search(before):
        return False
    if near and ("pur" in near.group().lower() or "enrich" in near.group().lower() or "uranium" in near.group().lower()):
        return True
    if _PURITY_BEFORE.search(before):
        return True
    around = before + after
    enriching = re.search(r"enrich|uranium|purity|-grade", around, re.IGNORECASE)
    return round(number.stated, 2) in _LEVELS and bool(enriching or re.search(r"enrich", context, re.IGNORECASE))


def is_conversion(text: str, number: Number, previous: Number | None) -> bool:
    """Whether the number only says another one again in brackets: '300 kg (660 lb)', '40 million dollars (£31 million)'."""
    if previous is None or not 0 <= number.start - previous.end <= 40:  # noqa: PLR2004 - a unit's words and a bracket
        return False
    gap = text[previous.end : number.start]
    if "(" not in gap or ")" in gap or _BRACKET.search(gap) is None or len(gap) > 28:  # noqa: PLR2004
        return False
    both_money = bool(previous.unit and number.unit and "percent" not in {previous.unit, number.unit} and previous.unit != number.unit)
    both_measured = bool(_WEIGHT.match(text, previous.end) and _WEIGHT.match(text, number.end))
    return both_money or both_measured
