"""Whose copy an article says it is: the agency or paper credited in the dateline, the lead, the byline or the last lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.outlets import Catalog

LEAD = 700  # characters of the body in which a dateline or 'reports Reuters' counts: the first two paragraphs
TAIL = 500  # characters at the end in which 'AP contributed to this report' counts
_DATELINE = 120  # a dateline stands within so many characters of a paragraph's beginning
MAX_BYLINE = 200


@dataclass(frozen=True, slots=True)
class Credit:
    """The words that name the origin, and the outlet they name. A byline has no place in the text: start and end are None."""

    words: str
    start: int | None
    end: int | None
    outlet_id: str


def credit(doc_text: str, body_start: int, authors: Iterable[str], catalog: Catalog, own_outlet_id: str | None) -> Credit | None:
    """Whose copy the article says it is, or None. The strongest place wins: dateline, byline, the lead's 'reports X', then the last lines.

    An outlet is never its own origin. Naming an outlet as one source among others ('told Reuters') is no credit.
    """
    rules = _rules(catalog)
    if rules is None:
        return None
    lead = doc_text[body_start : body_start + LEAD]
    paragraphs = lead.split("\n\n")
    lead = "\n\n".join(paragraphs[:2])
    return (
        _first(rules.dateline, lead[: _DATELINE + len(lead) - len(lead.lstrip())], body_start, rules, own_outlet_id)
        or _byline(authors, rules, own_outlet_id)
        or _first(rules.reported, lead, body_start, rules, own_outlet_id)
        or _last(doc_text, body_start, rules, own_outlet_id)
    )


@dataclass(frozen=True)
class _Rules:
    owners: dict[str, str]
    dateline: re.Pattern[str]
    byline: re.Pattern[str]
    reported: re.Pattern[str]
    closing: re.Pattern[str]


@lru_cache(maxsize=4)
def _rules(catalog: Catalog) -> _Rules | None:
    owners = {words: outlet.id for outlet in catalog.outlets for words in outlet.credits}
    wires = {words: outlet.id for outlet in catalog.outlets for words in outlet.credits if outlet.kind == "wire"}
    if not owners:
        return None
    anyone = _choice(owners)
    wire = _choice(wires or owners)
    opening, line = r"(?<![\w.])", r"(?:^|\n)\s{0,3}"

    def name(group: str, choice: str = anyone) -> str:
        return rf"{opening}(?P<{group}>{choice})(?!\w)"

    return _Rules(
        owners=owners,
        dateline=re.compile(
            rf"\(\s?(?P<who>{anyone})\s?\)"  # WASHINGTON (AP)
            rf"|{line}(?:[A-Z][\w. ,/]{{2,50}},? )?{name('plain', wire)}\s?(?:[-–—―]|--)\s"  # Reuters - ...
        ),
        byline=re.compile(
            rf"(?:^|\b(?:by|from|for|via)\s|[,/|(-]\s?)(?:the )?{name('who')}(?:\s?$|\s?[),/|-]|\s(?:staff|news|writer|with))",
            re.IGNORECASE,
        ),
        reported=re.compile(
            rf",\s(?:reports|reported|as reported by|according to a report (?:by|from))\s(?:the\s)?{name('who')}"
            rf"|{line}(?:[Tt]he\s)?{name('plain')}\s(?:reports|reported|is reporting)\b"
            rf"|,\s(?:the\s)?{name('third')}\s(?:reports|reported|is reporting)(?=[.,])"
        ),
        closing=re.compile(
            rf"{name('who')}(?:'s|’s)?\s(?:[\w.,’']{{1,20}}\s){{0,6}}contributed\b"
            rf"|{line}(?:[-–—(©\[]\s?|(?:Source|Via|With|By|From|Copyright|©)[: ]\s?(?:\d{{4}}\s)?){{1,2}}(?:[Tt]he\s)?{name('plain')}(?=[\s.)\],/]|$)"
            rf"|(?:(?:[Ww]ith|[Ff]rom)\s(?:files|reporting|material|agencies|additional reporting)|[Aa]dditional\s(?:reporting|material))"
            rf"\s(?:from|by)\s(?:[Tt]he\s)?{name('third')}"
        ),
    )


def _choice(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _first(pattern: re.Pattern[str], words: str, offset: int, rules: _Rules, own: str | None) -> Credit | None:
    for match in pattern.finditer(words):
        for group in ("who", "plain", "third"):
            found = match.groupdict().get(group)
            if found and rules.owners.get(found) not in {None, own}:
                return Credit(found, offset + match.start(group), offset + match.end(group), rules.owners[found])
    return None


def _byline(authors: Iterable[str], rules: _Rules, own: str | None) -> Credit | None:
    plain = {words.lower(): outlet for words, outlet in rules.owners.items()}
    for author in authors:
        match = rules.byline.search(author[:MAX_BYLINE].strip())
        if match and plain.get(match.group("who").lower()) not in {None, own}:
            return Credit(match.group("who"), None, None, plain[match.group("who").lower()])
    return None


def _last(text: str, body_start: int, rules: _Rules, own: str | None) -> Credit | None:
    start = max(body_start, len(text) - TAIL)
    return _first(rules.closing, text[start:], start, rules, own)
