"""Texts made fit to be shown: links that may be followed, numbers found again in their sentence, days as people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

LONGEST_SENTENCE = 420  # characters shown around the number
_PEOPLE = {
    "US": "American", "IR": "Iranian", "IQ": "Iraqi", "SY": "Syrian", "IL": "Israeli", "PS": "Palestinian", "LB": "Lebanese", "YE": "Yemeni", "SA": "Saudi", "TR": "Turkish",
    "AF": "Afghan", "PK": "Pakistani", "RU": "Russian", "UA": "Ukrainian", "GB": "British", "FR": "French", "DE": "German", "CA": "Canadian", "CN": "Chinese", "IN": "Indian",
    "EG": "Egyptian", "JO": "Jordanian", "KW": "Kuwaiti", "AE": "Emirati", "QA": "Qatari", "BH": "Bahraini", "OM": "Omani", "LY": "Libyan", "JP": "Japanese", "AU": "Australian",
}  # fmt: skip
"""ISO 3166 alpha-2 to the adjective: 'US:soldiers' is read 'American soldiers'."""
_LINK = re.compile(r"https?://[^\s\"'<>\\]{1,2000}")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence in three pieces, the number in the middle; `number` is empty where it is not found."""

    before: str
    number: str
    after: str


def link(url: object) -> str | None:
    """The address if it is one of the web, else None: a link must not run anything or open a file."""
    return url if isinstance(url, str) and _LINK.fullmatch(url) else None


def shown(text: object) -> str:
    """One line of text without control characters and marks that turn its direction round."""
    return "" if text is None else " ".join(_UNSEEN.sub("", str(text)).split())


def sentence(text: str | None, surface: str | None, start: int | None) -> Sentence:
    """The sentence cut around the number; `start` is where the number should begin, and it is looked for where it does not."""
    text, surface = text or "", surface or ""
    at = start if start is not None and start >= 0 and text[start : start + len(surface)] == surface else text.find(surface)
    if not surface or at < 0:
        return Sentence(before=shown(text[:LONGEST_SENTENCE]) + ("…" if len(text) > LONGEST_SENTENCE else ""), number="", after="")
    before, after = text[:at], text[at + len(surface) :]
    room = LONGEST_SENTENCE // 2
    cut_before = "…" + before[-room:].lstrip() if len(before) > room else before
    cut_after = after[:room].rstrip() + "…" if len(after) > room else after
    return Sentence(
        before=shown(cut_before) + (" " if cut_before[-1:].isspace() else ""),
        number=shown(surface),
        after=(" " if cut_after[:1].isspace() else "") + shown(cut_after),
    )


def day(value: date | datetime | None) -> str:
    """'8 Jan 2020'; an em dash for none."""
    return f"{value.day} {value:%b %Y}" if value is not None else "—"


def count(value: float | None) -> str:
    """A number with a blank between thousands, at most one decimal; an em dash for none."""
    if value is None:
        return "—"
    return (f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}").replace(",", "\N{NO-BREAK SPACE}")


def listed(names: list[str] | None, most: int = 6) -> str:
    """'A, B and 3 more'."""
    names = [shown(name) for name in names or []]
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def group(value: str | None) -> str:
    """'US:soldiers' as 'American soldiers', 'CA' as 'Canadian citizens'; other groups as they are."""
    country, _, role = shown((value or "").replace("_", " ")).partition(":")
    if not role and country not in _PEOPLE:
        return country
    return f"{_PEOPLE.get(country, country)} {role or 'citizens'}"
