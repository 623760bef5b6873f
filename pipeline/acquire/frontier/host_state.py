"""What is known of the host behind an address, for people: what its robots.txt says of it, and how long the host is left alone."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import ada_url

from pipeline.acquire import robots
from pipeline.acquire.frontier.database import opened
from pipeline.acquire.manners import PRODUCT
from pipeline.acquire.urls import UrlError, canonical

if TYPE_CHECKING:
    from pathlib import Path

_SERVER_ERROR = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class HostState:
    """The host as the last looks left it. Times are None where there is nothing to wait for."""

    host: str
    robots: str | None  # 'allows', 'forbids', 'unreachable'; None where it was not asked yet, or a day ago
    robots_status: int | None
    robots_until: datetime | None  # for which that answer is kept
    crawl_delay: float | None  # seconds, as its robots.txt asks
    next_allowed: datetime | None  # as the delay goes
    left_alone_until: datetime | None  # by its own wish or by the breaker
    failures: int  # in a row, whatever the page
    reason: str | None  # of the last failure


def host_state(path: Path, url: str) -> HostState | None:
    """Of the frontier at `path`; None where `url` is no address of the web."""
    try:
        parsed = ada_url.parse_url(canonical(url))
    except UrlError:
        return None
    scheme, host = parsed["protocol"], parsed["hostname"]
    port = parsed["port"] or {"http:": "80", "https:": "443"}[scheme]
    with closing(opened(path)) as connection:
        told = connection.execute("SELECT * FROM host WHERE host = ?", (host,)).fetchone()
        rules = connection.execute("SELECT * FROM robots WHERE site = ?", (f"{scheme}//{host}:{port}",)).fetchone()
    held = dict(told) if told else {}
    return HostState(
        host=host,
        robots=_says(rules["status"], rules["body"], str(parsed["href"])) if rules else None,
        robots_status=rules["status"] if rules else None,
        robots_until=_moment(rules["good_until"]) if rules else None,
        crawl_delay=held.get("crawl_delay"),
        next_allowed=_moment(held.get("next_allowed")),
        left_alone_until=_moment(max(held.get("retry_after", 0.0), held.get("breaker_until", 0.0))),
        failures=held.get("failures", 0),
        reason=held.get("reason"),
    )


def _says(status: int | None, body: bytes | None, url: str) -> str:
    if status is None or status >= _SERVER_ERROR or status == 429:  # noqa: PLR2004 - as `fetch.robots_txt` takes it
        return "unreachable"
    return "allows" if robots.allowed(robots.verdict(status, body or b""), PRODUCT, url) else "forbids"


def _moment(seconds: float | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
