"""What became of one look at an address: an answer, a failure, or a reason not to look."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pipeline import records

if TYPE_CHECKING:
    from datetime import datetime

Headers = list[list[str]]
"""[name, value] as they travelled, in order, secrets redacted."""
Hops = tuple[tuple["datetime", int, str], ...]
"""Each answer that sent on to another address: when, its status, the address that gave it, secrets redacted. Then the last one asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A whole response of status 200, or 304. `body` is what travelled, transfer coding undone, content coding not."""

    status: int
    at: datetime
    body: bytes = field(repr=False)
    media_type: str = ""
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    headers: Headers = field(default_factory=list)
    request_headers: Headers = field(default_factory=list)
    final_url: str | None = None  # where redirects led; None without any
    hops: Hops = ()  # with that address last; empty without any


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """No page came. `reason` is a key of `PASSING`, `FINAL` or `SKIPPED`, which say whether another try may help."""

    reason: str
    detail: str
    at: datetime
    status: int = 0
    retry_at: datetime | None = None  # the server's own wish
    headers: Headers = field(default_factory=list)
    request_headers: Headers = field(default_factory=list)
    final_url: str | None = None
    hops: Hops = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The address redirects to one that is known already and looked at by itself."""

    url: str
    at: datetime
    hops: Hops = ()


@dataclass(frozen=True, slots=True)
class Postponed:
    """Nothing was asked: the host wants to be left alone until then. It counts as no try."""

    until: datetime


Outcome = Answer | Failure | Elsewhere | Postponed

HOST_FAULTS: Final = frozenset({"unresolved", "unreachable", "dropped", "timeout", "too_slow", "server_error", "robots_unreachable"})
"""Reasons that say more of the host than of the page: so many in a row, and the host is left alone."""

PASSING: Final = records.FETCH_PASSING
FINAL: Final = records.FETCH_FINAL
SKIPPED: Final = records.FETCH_SKIPPED
