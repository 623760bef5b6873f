"""When a figure's event was: the date of its own clause, not the one on which somebody spoke of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract import date_values
from pipeline.extract.figures.apart import after_best, is_apart
from pipeline.extract.number_words import spelled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pipeline.extract.document import Document
    from pipeline.extract.figures.claim import Reading
    from pipeline.extract.figures.clause import Token
    from pipeline.records import DateMention


@dataclass(frozen=True, slots=True)
class Period:
    """The words that say when, and the days they mean."""

    start: int
    end: int
    first: date | None
    last: date | None


_STRETCHES = frozenset(
    {"in", "over", "during", "for", "within", "since", "throughout", "through", "until", "before", "between", "in the", "over the"}
)
_WHEN = re.compile(
    r"\b(?P<word>in|on|since|by|over|during|for|from|at|until|within|after|before|between|as of|through|throughout|in the|over the|early|late)[ \u00a0](?:early |late |just |the |about |nearly |more than )?$",
    re.IGNORECASE,
)
_UNIT_COUNT = re.compile(r"(?P<count>[\w-]+)[ -](?P<unit>day|week|month|year|decade)s?\b", re.IGNORECASE)
_MEASURED = frozenset({"money", "percent", "enrichment", "material", "oil"})
_FAR = 1_000  # characters
_ASIDE = frozenset({"while", "although", "though", "whereas", "unless", "if"})
_NOW = frozenset({"now", "currently", "overnight", "annually"})
_ADVERBIAL = 8  # tokens from 'since' to the date of its clause, or to where the clause ends


def period(doc: Document, dates: Sequence[DateMention], reading: Reading) -> Period | None:
    """The nearest date of the figure's clause with the preposition before it, and the days it means; else 'so far' and the like.

    `dates` are those of its sentence.
    """
    row, number = reading.row, reading.at
    at_offset = {token.start: at for at, token in enumerate(row) if token.tag == "T"}
    best: DateMention | None = None
    nearest = len(doc.text)
    for mention in dates:
        if mention.form == "duration":
            lead = _WHEN.search(doc.text, max(reading.sentence[0], mention.start - 22), mention.start)
            if lead is None or lead["word"].lower() not in _STRETCHES:
                continue
        at = at_offset.get(mention.start)
        if at is not None and is_apart(row, at, reading):
            continue
        away = abs(mention.start - reading.number.start)
        if (
            at is not None
            and reading.claim.kind in _MEASURED
            and any(token.tag == "N" for token in row[min(at, number) + 1 : max(at, number)])
        ):
            away += _FAR  # each of two sums has its own time
        if away < nearest:
            best, nearest = mention, away
    since = _since(row, number)
    if best is None:
        return _undated(row, since) or _adverb(row, reading)
    within = since is not None and row[since[0]].start < best.start <= row[since[1]].start
    return dated(doc, best, reading.sentence[0], since=row[since[0]].start if since and within else None, past=_up_to_now(reading))


def _up_to_now(reading: Reading) -> bool:
    """Whether a bare stretch of time ends with publication: 'has killed 40 in three years', but not 'held 52 for 444 days'."""
    return reading.stance != "hypothetical" and (reading.cumulative or any(token.lower in {"has", "have"} for token in reading.row))


def dated(doc: Document, best: DateMention, begin: int, *, since: int | None = None, past: bool = True) -> Period:
    """The period that a date of the sentence from `begin` on names; `since`: where a clause with 'since' begins that the date stands in."""
    lead = _WHEN.search(doc.text, max(begin, best.start - 22), best.start)
    word = lead["word"].lower() if lead else ""
    first, last = best.value_start, best.value_end
    start = lead.start() if lead else best.start
    if since is not None:
        word, start = "since", since
    if word == "since" and first is not None:
        last = doc.published if doc.published and doc.published >= first else None
    elif best.form == "duration" and past and doc.published is not None and word.split(" ")[0] in {"in", "over", "during", "within", "for"}:
        first, last = _stretch(best.surface, doc.published)
    return Period(start, best.end, first, last)


def _since(row: list[Token], number: int) -> tuple[int, int] | None:
    """The tokens of a clause with 'since' behind the number, or that opens the sentence: 'since protests began 12 days ago'."""
    for at in [*range(min(2, number)), *range(number + 1, len(row) - 1)]:
        if row[at].tag == ";" or row[at].lower in _ASIDE:
            return None
        if row[at].lower == "since" and row[at - 1].tag not in {"H", "B"} and not after_best(row, at):
            end = at + 1
            while end < len(row) - 1 and end - at < _ADVERBIAL and row[end + 1].tag not in {",", ".", ";", "C", '"', ")", "-"}:
                end += 1
            return at, min(end, len(row) - 1)
    return None


def _undated(row: list[Token], since: tuple[int, int] | None) -> Period | None:
    if since is None:
        return None
    last = since[1]
    while last > since[0] and row[last].tag in {".", ",", '"'}:
        last -= 1
    return Period(row[since[0]].start, row[last].end, None, None) if last > since[0] else None


def _adverb(row: list[Token], reading: Reading) -> Period | None:
    """'So far', 'now', 'overnight': a time that is no date, beside the figure's verb."""
    for at in range(max(0, reading.at - _ADVERBIAL), min(len(row), reading.phrase.end + _ADVERBIAL)):
        token = row[at]
        far = token.lower == "far" and at > 0 and row[at - 1].lower in {"so", "thus"}
        if not far and (token.lower not in _NOW or (at and row[at - 1].tag in {"P", "D"})):
            continue
        between = row[at + 1 : reading.at] if at < reading.at else row[reading.phrase.end + 1 : at]
        if not any(other.tag in {"N", "R", "S", ";", "-"} for other in between):
            return Period(row[at - 1 if far else at].start, token.end, None, None)
    return None


def _stretch(surface: str, published: date) -> tuple[date | None, date | None]:
    """'three years' up to the day of publication."""
    found = _UNIT_COUNT.search(surface)
    if found is None:
        return None, None
    value = float(found["count"]) if found["count"].isdigit() and len(found["count"]) < 4 else spelled(found["count"])  # noqa: PLR2004
    days = date_values.span(published, found["unit"].lower(), -int(value)) if value and value < 1000 else None  # noqa: PLR2004
    return days or (None, None)
