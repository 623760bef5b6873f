"""When an article was published: words of a page to a moment, and which of several to believe."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
"""Before the web: an earlier date is a default value (1970, 0001) or an event's, not a page's."""
AHEAD: Final = timedelta(hours=48)
"""Time zones, and pages dated ahead to the day they stand for. Later than that is a mistake."""

_MAX: Final = 80
_MONTHS: Final = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}
# Hours from UTC by the abbreviations US and European outlets print. 'ET' is taken as winter time: an hour off in summer, never a day's fault.
_ZONES: Final = {
    "utc": 0, "gmt": 0, "z": 0, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "msk": 3, "trt": 3, "irst": 3.5, "irdt": 4.5,
    "et": -5, "est": -5, "edt": -4, "ct": -6, "cst": -6, "cdt": -5, "mt": -7, "mst": -7, "mdt": -6, "pt": -8, "pst": -8, "pdt": -7,
}  # fmt: skip
_MONTH: Final = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WORDS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_MONTH} {_DAY},? (?P<year>\d{{4}})\b",
        rf"\b{_DAY} {_MONTH},? (?P<year>\d{{4}})\b",
        r"\b(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})\b",
    )
)
_CLOCK: Final = re.compile(
    r"\b(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::\d{2})? ?(?P<half>[ap]\.?m\.?)?(?: ?(?P<zone>[A-Za-z]{1,4})\b)?", re.IGNORECASE
)
_EPOCH: Final = re.compile(r"\d{10}(?:\d{3})?\Z")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
_IN_URL: Final = re.compile(
    r"/((?:19|20)\d{2})[/-]?(\d{2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-]?(\d{2})(?=[/_.-]|\Z)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A date as somebody states it: the words, and where they stand (json_ld, meta, time_tag, given, url, text)."""

    raw: str
    method: str


@dataclass(frozen=True, slots=True)
class Dated:
    """The moment believed, aware UTC, with where it stands and the words. `moment` is None where every statement is implausible."""

    moment: datetime | None
    method: str | None
    raw: str | None


def choose(stated: Iterable[Stated], fetched_at: datetime, *, not_before: datetime | None = None) -> Dated:
    """The first plausible statement; none plausible, the first one's words without a moment, so that they are not lost."""
    first: Stated | None = None
    for one in stated:
        first = first or one
        found = moment(one.raw)
        if found and max(EARLIEST, not_before or EARLIEST) <= found <= fetched_at + AHEAD:
            return Dated(found, one.method, one.raw)
    return Dated(None, None, first.raw if first else None)


def moment(raw: str) -> datetime | None:
    """A moment in UTC from ISO 8601, RFC 822, an epoch in (milli)seconds, or English words; None where the words name no day.

    Without a zone UTC is taken, without a time midnight. Figures with slashes are read year first only: 03/04 is two days.
    """
    text = " ".join(raw.split())
    if not text or len(text) > _MAX:
        return None
    try:
        if _EPOCH.match(text):
            return datetime.fromtimestamp(int(text[:10]), UTC)
        if compact := _COMPACT.match(text):
            text = "-".join(compact.groups())
    except (ValueError, OverflowError, OSError):
        return None
    for parse in (datetime.fromisoformat, parsedate_to_datetime, _words):
        try:
            found = parse(text)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def in_url(url: str | None) -> str | None:
    """The day an address names in its path, as YYYY-MM-DD: '/2020/01/08/', '/2020-01-08-', '/20200108/', '/2020/jan/08/'."""
    if not url or not (match := _IN_URL.search(url.partition("?")[0])):
        return None
    year, month, day = match.groups()
    number = _MONTHS.get(month.lower()) or int(month)
    return f"{year}-{number:02d}-{int(day):02d}"


def _words(text: str) -> datetime:
    match = next((match for pattern in _WORDS if (match := pattern.search(text))), None)
    if match is None:
        raise ValueError(text)
    month = match["month"]
    number = int(month) if month.isdecimal() else _MONTHS[month[:3].lower()]
    day = datetime(int(match["year"]), number, int(match["day"]), tzinfo=UTC)
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return _at(day, clock) if (clock := _CLOCK.search(rest)) else day


def _at(day: datetime, clock: re.Match[str]) -> datetime:
    hour, minute = int(clock["hour"]), int(clock["minute"])
    if half := (clock["half"] or "").lower():
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    zone = timezone(timedelta(hours=_ZONES.get((clock["zone"] or "utc").lower(), 0)))
    return day.replace(hour=hour, minute=minute, tzinfo=zone)
