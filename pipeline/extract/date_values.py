"""From the words of a date to the days they mean, seen from the day of publication."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from pipeline.extract.calendar_words import DAY_PARTS, PARTS, SEASONS

Days = tuple[date, date] | None
"""First and last day, or None where words and publication date do not settle them."""

AHEAD = 90  # days a date without a year may lie ahead of publication before it is read as last year's
AHEAD_IF_FUTURE = 300
_SATURDAY = 5  # as `date.weekday()` counts


def year(number: int) -> Days:
    """All of a year; None outside of what `date` holds."""
    return (date(number, 1, 1), date(number, 12, 31)) if 1 <= number <= 9999 else None  # noqa: PLR2004 - datetime's own limits


def years(first: int, last: int) -> Days:
    """All days from one year to another."""
    return (date(first, 1, 1), date(last, 12, 31)) if 1 <= first <= last <= 9999 else None  # noqa: PLR2004


def month(of_year: int, number: int) -> Days:
    """All of a month."""
    return (date(of_year, number, 1), date(of_year, number, monthrange(of_year, number)[1])) if 1 <= of_year <= 9999 else None  # noqa: PLR2004


def day(of_year: int, number: int, of_month: int) -> Days:
    """One day, or None where the calendar has no such day."""
    try:
        found = date(of_year, number, of_month)
    except ValueError:
        return None
    return found, found


def near_year(published: date | None, number: int, of_month: int, *, future: bool) -> int | None:
    """The year of a month and day that name none: the last one up to shortly after publication."""
    if published is None:
        return None
    limit = published + timedelta(days=AHEAD_IF_FUTURE if future else AHEAD)
    for candidate in (published.year + 1, published.year, published.year - 1):
        found = day(candidate, number, min(of_month, monthrange(candidate, number)[1]))
        if found and found[0] <= limit:
            return candidate
    return None


def past_month(published: date | None, number: int, *, future: bool, last: bool = False) -> Days:
    """A month that names no year: the latest one that has begun, or the coming one where the words look ahead."""
    if published is None:
        return None
    if future:
        return month(published.year + (number < published.month), number)
    return month(published.year - (number > published.month or (last and number == published.month)), number)


def weekday(published: date | None, number: int, which: str) -> Days:
    """A weekday: the latest one up to the day of publication, or as 'last', 'next' and 'this' say."""
    if published is None:
        return None
    back = (published.weekday() - number) % 7
    if which == "next":
        found = published + timedelta(days=7 - back)
    elif which == "last":
        found = published - timedelta(days=back or 7)
    else:
        found = published - timedelta(days=back)
    return found, found


def shifted(published: date | None, unit: str, count: int) -> Days:
    """The calendar day, week (Monday to Sunday), month, year or decade `count` units away."""
    if published is None:
        return None
    try:
        if unit == "week":
            monday = published - timedelta(days=published.weekday()) + timedelta(weeks=count)
            return monday, monday + timedelta(days=6)
        if unit == "weekend":
            saturday = published + timedelta(days=_SATURDAY - published.weekday(), weeks=count)
            return saturday, saturday + timedelta(days=1)
        if unit == "month":
            index = published.year * 12 + published.month - 1 + count
            return month(index // 12, index % 12 + 1)
        if unit in {"year", "decade", "century"}:
            return year(published.year + count * {"year": 1, "decade": 10, "century": 100}[unit])
        found = published + timedelta(days=count)
    except (OverflowError, ValueError):
        return None
    return found, found


def span(published: date | None, unit: str, count: int) -> Days:
    """From publication `count` units ahead, or, negative, from that far back to publication: 'in the last three years'."""
    if published is None or not -10_000 < count < 10_000:  # noqa: PLR2004 - beyond any news
        return None
    try:
        if unit in {"year", "decade", "century", "month", "quarter"}:
            months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
            index = published.year * 12 + published.month - 1 + months
            target = index // 12, index % 12 + 1
            other = date(*target, min(published.day, monthrange(*target)[1]))
        else:
            other = published + timedelta(days=count * 7 if unit in {"week", "weekend"} else count if unit in {"day", "night"} else 0)
    except (OverflowError, ValueError):
        return None
    return (other, published) if other <= published else (published, other)


def part_of_year(of_year: int, part: str) -> Days:
    """'late 2007', 'the beginning of 2009'."""
    first, last = PARTS[part]
    whole = year(of_year)
    if whole is None:
        return None
    low, high = month(of_year, min(first + 1, 12)), month(of_year, max(last, 1))
    return (low[0], high[1]) if low and high else None


def part_of_month(of_year: int, number: int, part: str) -> Days:
    """'early March', 'the end of June'."""
    first, last = DAY_PARTS[part]
    size = monthrange(of_year, number)[1]
    return date(of_year, number, min(first, size)), date(of_year, number, min(last, size))


def season(of_year: int, name: str) -> Days:
    """A season of a year; winter begins in its December."""
    first, last = SEASONS[name]
    low, high = month(of_year, first), month(of_year + (last < first), last)
    return (low[0], high[1]) if low and high else None
