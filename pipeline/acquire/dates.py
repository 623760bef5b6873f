"""The moment a listing names: ISO 8601 as in Atom and sitemaps, RFC 822 as in RSS."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MAX_DATE = 64
_SHORT = re.compile(r"(\d{4})(?:-(\d{2}))?\Z")


def moment(raw: str | None) -> datetime | None:
    """An aware UTC datetime, or None where the words name none. A date without a zone is read as UTC, a day as its midnight."""
    text = (raw or "").strip()
    if not text or len(text) > _MAX_DATE:
        return None
    if short := _SHORT.match(text):  # sitemaps may say '2015' or '2015-07'
        text = f"{short[1]}-{short[2] or '01'}-01"
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = parse(text)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None
