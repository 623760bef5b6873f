"""Response headers read with suspicion."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from pipeline.acquire.redaction import MAX_VALUE

if TYPE_CHECKING:
    from collections.abc import Iterable

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_SECONDS: Final = re.compile(r"\d{1,10}\Z")
_TYPE: Final = re.compile(r"[a-z0-9][a-z0-9.+*-]{0,60}/[a-z0-9][a-z0-9.+*-]{0,80}")
_CHARSET: Final = re.compile(r"""(?i);\s{0,20}charset\s{0,8}=\s{0,8}["']?([a-z0-9._:-]{2,40})""")


def first(headers: Iterable[tuple[bytes, bytes]], name: str) -> str | None:
    """The value of the first header of that name (in lower case), None where there is none or it is empty."""
    wanted = name.encode("ascii")
    return next((value.decode("latin-1").strip()[:MAX_VALUE] or None for key, value in headers if key.lower() == wanted), None)


def content_type(value: str | None) -> tuple[str, str | None]:
    """Media type in lower case, '' where the header names none, and the charset it declares."""
    text = (value or "").strip()
    kind = _TYPE.match(text.lower())
    charset = _CHARSET.search(text)
    return (kind[0] if kind else ""), (charset[1] if charset else None)


def validator(value: str | None) -> str | None:
    """An ETag or Last-Modified fit to be sent back: printable, of a sane length."""
    return value if value and len(value) <= 500 and not _CONTROL.search(value) and value.isascii() else None  # noqa: PLR2004


def retry_after(value: str | None, now: datetime) -> datetime | None:
    """When a Retry-After header says to come again: seconds or an HTTP date (RFC 9110, 10.2.3). None where it says nothing or the past."""
    text = (value or "").strip()
    try:
        if _SECONDS.match(text):
            until = now + timedelta(seconds=int(text))
        else:
            until = parsedate_to_datetime(text)
            until = until if until.tzinfo else until.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return until.astimezone(UTC) if until > now else None
