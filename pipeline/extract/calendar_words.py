"""The words of English that name days, months, years and stretches of time."""

from __future__ import annotations

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"), ("july", "jul"), ("august", "aug"),
            ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"), ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
"""Month names and abbreviations, lower case, without the full stop."""

WEEKDAYS = {name: number for number, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))}
"""As `date.weekday()` counts them."""

UNITS = ("second", "minute", "hour", "day", "night", "week", "weekend", "month", "quarter", "year", "decade", "century")
GRAINS = {
    "second": "hour",
    "minute": "hour",
    "night": "day",
    "weekend": "day",
    "century": "decade",
    "centurie": "decade",
    "quarter": "month",
}
"""Units that are reported under another grain; the others are their own."""

TODAY = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
"""Days counted from the day of publication."""

SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
"""First and last month, northern meteorological seasons."""

PARTS = {"early": (0, 3), "mid": (4, 8), "late": (9, 12), "beginning": (0, 1), "start": (0, 1), "middle": (4, 8), "end": (11, 12)}
"""The months of a year, from and to, that a part of it takes: 'late 2007' is October to December, 'the beginning of 2009' January."""

DAY_PARTS = {
    "early": (1, 10),
    "mid": (11, 20),
    "late": (21, 31),
    "beginning": (1, 7),
    "start": (1, 7),
    "middle": (11, 20),
    "end": (31, 31),
    "first days": (1, 7),
}
"""The days of a month that a part of it takes."""

FUTURE = frozenset(
    {
        "will",
        "would",
        "until",
        "till",
        "next",
        "expected",
        "scheduled",
        "plans",
        "planned",
        "due",
        "deadline",
        "upcoming",
        "by",
        "coming",
        "set",
    }
)
"""Words before a date that has no year which make the coming one likelier than the last."""
