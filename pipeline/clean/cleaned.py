"""What cleaning gives: an article, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A page read. `status` is 'ok' or a key of `records.REASONS`; what was found is kept with any status.

    `body` is the article without its headline, paragraphs set apart by a blank line, None where there is no text. Datetimes are aware UTC.
    """

    status: str
    detail: str | None = None  # one line for people
    title: str | None = None
    authors: list[str] = field(default_factory=list)
    published_at: datetime | None = None
    published_method: str | None = None
    published_raw: str | None = None  # as written, kept even where it is implausible
    modified_at: datetime | None = None
    modified_method: str | None = None
    language: str | None = None  # ISO 639-1
    body: str | None = field(default=None, repr=False)
    canonical_url: str | None = None  # what the page calls itself, on its own site
    canonical_elsewhere: str | None = None  # the same where it is another site: evidence of a copy
    paywalled: bool = False  # the page says it is not free to read
    encoding: str | None = None  # the codec that read the bytes
