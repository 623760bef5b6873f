"""What each form of date says: its days, its grain, and whether it is absolute, relative or a duration."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.extract import date_values
from pipeline.extract.calendar_words import DAY_PARTS, GRAINS, MONTHS, PARTS, SEASONS, TODAY, WEEKDAYS
from pipeline.extract.number_words import SMALL, TENS, VAGUE, spelled

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pipeline.extract.date_values import Days


def _in_words(words: str) -> tuple[int | None, int | None]:
    """Month and year that the words name."""
    lower = words.lower()
    month = next((MONTHS[part] for part in re.findall(r"[a-z]+", lower) if part in MONTHS), None)
    year = re.search(r"(?:1[5-9]|20)\d\d", lower)
    return month, int(year.group()) if year else None


def _month_day(words: str, published: date | None, future: bool) -> tuple[Days, str, str]:
    month, year = _in_words(words)
    day = [int(part) for part in re.findall(r"(?<!\d)\d{1,2}(?!\d)", words)]
    year = year or date_values.near_year(published, month or 1, min(day[0], 28) if day else 1, future=future)
    if year is None or month is None or not day:
        return None, "day", "absolute"
    first, last = date_values.day(year, month, day[0]), date_values.day(year, month, day[-1])
    return ((first[0], last[1]) if first and last and first <= last else first), "day", "absolute"


def _numeric(words: str, _published: date | None, _future: bool) -> tuple[Days, str, str]:
    parts = [int(part) for part in re.split(r"[-/]", words)]
    if "-" in words:
        return date_values.day(parts[0], parts[1], parts[2]) if 1 <= parts[1] <= 12 else None, "day", "absolute"  # noqa: PLR2004
    year = parts[2] + (2000 if parts[2] < 70 else 1900) if parts[2] < 100 else parts[2]  # noqa: PLR2004 - POSIX's pivot for two-digit years
    return date_values.day(year, parts[0], parts[1]), "day", "absolute"  # month first, as most English news outlets write it


def _part(words: str, published: date | None, future: bool) -> tuple[Days, str, str]:
    month, year = _in_words(words)
    lower = words.lower()
    part = next((part for part in (*DAY_PARTS, *PARTS) if part in lower), "end")
    if month is None:
        return date_values.part_of_year(year, part) if year and part in PARTS else None, "part-year", "absolute"
    year = year or date_values.near_year(published, month, 15, future=future)
    return date_values.part_of_month(year, month, part) if year else None, "part-month", "absolute"


def _half(words: str, _published: date | None, _future: bool) -> tuple[Days, str, str]:
    _, year = _in_words(words)
    low, high = date_values.month(year or 1, 1 if "first" in words else 7), date_values.month(year or 1, 6 if "first" in words else 12)
    return (low[0], high[1]) if year and low and high else None, "half-year", "absolute"


def _quarter(words: str, published: date | None, _future: bool) -> tuple[Days, str, str]:
    _, year = _in_words(words)
    year = year or (published.year if published else None)
    number = next(
        (
            n
            for n, names in enumerate((("first",), ("second",), ("third",), ("fourth", "last", "final")))
            if any(name in words for name in names)
        ),
        0,
    )
    low, high = date_values.month(year or 1, number * 3 + 1), date_values.month(year or 1, number * 3 + 3)
    return (low[0], high[1]) if year and low and high else None, "quarter", "absolute"


def _month(words: str, published: date | None, future: bool) -> tuple[Days, str, str]:
    month, year = _in_words(words)
    if year and month:
        return date_values.month(year, month), "month", "absolute"
    which = words.split(maxsplit=1)[0].lower()
    ahead = which == "next" or (future and which not in {"last", "this"})
    return (
        date_values.past_month(published, month or 1, future=ahead, last=which == "last"),
        "month",
        "absolute" if " " not in words else "relative",
    )


def _season(words: str, published: date | None, _future: bool) -> tuple[Days, str, str]:
    _, year = _in_words(words)
    name = next(name for name in SEASONS if name in words.lower())
    if year is None and published is not None:
        this = date_values.season(published.year, name)
        year = (
            published.year
            + (1 if words.lower().startswith("next") else 0)
            - (1 if (this and this[0] > published) or "last" in words.lower() else 0)
        )
    return date_values.season(year, name) if year else None, "season", "absolute"


def _decade(words: str, _published: date | None, _future: bool) -> tuple[Days, str, str]:
    digits = re.search(r"(?:1[5-9]|20)\d0|\d0", words)
    named = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
    if digits:
        first = int(digits.group())
        first += 1900 if first < 100 else 0  # noqa: PLR2004 - "the '90s"
    else:
        first = 1920 + 10 * next(n for n, name in enumerate(named) if name in words.lower())
    return date_values.years(first, first + 9), "decade", "absolute"


def _year(words: str, _published: date | None, _future: bool) -> tuple[Days, str, str]:
    found = [int(part) for part in re.findall(r"\d{2,4}", words)]
    last = found[-1] if found[-1] > 99 else found[0] // 100 * 100 + found[-1]  # noqa: PLR2004 - '2005-06'
    return date_values.years(found[0], last), "year", "absolute"


def _weekday(words: str, published: date | None, _future: bool) -> tuple[Days, str, str]:
    parts = words.lower().split()
    number = next(WEEKDAYS[part] for part in parts if part in WEEKDAYS)
    which = "next" if "next" in parts or "coming" in parts else "last" if "last" in parts or "past" in parts else ""
    return date_values.weekday(published, number, which), "day", "relative"


def _today(words: str, published: date | None, _future: bool) -> tuple[Days, str, str]:
    count = TODAY.get(words.lower().split()[0], -1 if words.lower().startswith("last") else 0)
    return date_values.shifted(published, "day", count), "day", "relative"


def _unit(words: str) -> str:
    found = re.findall(r"second|minute|hour|weekend|day|night|week|month|quarter|year|decade|centur", words.lower())
    return "century" if found and found[-1] == "centur" else found[-1] if found else "day"


def _count(words: str) -> int | None:
    """The number of units, or None where the words are vague or a range."""
    lower = words.lower()
    if re.search(r"\d(?: to | or |-|–)\d| to | or (?!so)", lower) or any(
        f" {word} " in f" {lower} " for word in (*VAGUE, "few", "many", "couple of", "a half")
    ):
        return None
    digits = re.search(r"\d{1,3}", lower)
    if digits:
        return int(digits.group())
    value = next(
        (spelled(part) for part in re.findall(r"[a-z]+(?:-[a-z]+)?", lower) if part.split("-")[0] in SMALL or part.split("-")[0] in TENS),
        None,
    )
    if value is None and re.match(r"(?:an?|half a|one)[ -]", lower):
        value = 12.0 if "dozen" in lower else 1.0
    return int(value) if value is not None else None


def _shifted(words: str, published: date | None, _future: bool) -> tuple[Days, str, str]:
    unit, lower = _unit(words), words.lower()
    count = -1 if re.search(r"last|past|previous", lower) else 1 if re.search(r"next|coming", lower) else 0
    grain = GRAINS.get(unit, unit)
    if unit in {"year", "month", "decade", "century"} and re.match(r"the (?:last|past|next|coming)", lower):
        return date_values.span(published, unit, count), grain, "relative"
    return date_values.shifted(published, unit, count), grain, "relative"


def _span(words: str, published: date | None, _future: bool) -> tuple[Days, str, str]:
    unit, count, lower = _unit(words), _count(words), words.lower()
    if count is None or re.search(r"first|final|following|previous", lower):
        return None, GRAINS.get(unit, unit), "duration"
    back = re.search(r"past|last", lower) is not None
    return date_values.span(published, unit, -count if back else count), GRAINS.get(unit, unit), "relative"


def _away(words: str, published: date | None, _future: bool) -> tuple[Days, str, str]:
    unit, count = _unit(words), _count(words)
    grain = "year" if unit in {"decade", "century"} else GRAINS.get(unit, unit)
    if count is None or not words.endswith("ago") or unit in {"hour", "minute", "second"}:
        return None, grain, "relative"
    return date_values.shifted(published, "day" if unit == "night" else unit, -count), grain, "relative"


def _duration(words: str, _published: date | None, _future: bool) -> tuple[Days, str, str]:
    unit = _unit(words)
    return None, GRAINS.get(unit, unit), "duration"


def _stretch(words: str, _published: date | None, _future: bool) -> tuple[Days, str, str]:
    unit = _unit(words)
    return None, GRAINS.get(unit, unit), "relative" if " " in words else "duration"


def _other(words: str, _published: date | None, _future: bool) -> tuple[Days, str, str]:
    return None, _unit(words), "relative"


READ: dict[str, Callable[[str, date | None, bool], tuple[Days, str, str]]] = {
    "iso": _numeric, "slashed": _numeric, "month_day": _month_day, "day_month": _month_day, "part_year": _part, "half_year": _half, "quarter": _quarter,
    "part_month": _part, "month_year": _month, "season": _season, "decade": _decade, "years": _year, "fiscal": _year, "year": _year, "which_day": _weekday,
    "weekday": _weekday, "today": _today, "last_night": _today, "span": _span, "shifted": _shifted, "past_units": _duration, "other_day": _other, "away": _away,
    "long": _duration, "more": _duration, "stretch": _stretch, "month": _month,
}  # fmt: skip
