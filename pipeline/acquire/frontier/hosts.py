"""What is known of each host between runs: when it may be asked again, what its robots.txt said, whether it is left alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from pipeline.acquire.outcome import HOST_FAULTS, Answer, Failure

if TYPE_CHECKING:
    from random import Random

    from pipeline.acquire.frontier.database import Frontier
    from pipeline.acquire.manners import Manners

TOO_MANY_REQUESTS: Final = 429
LONGEST: Final = 86_400.0
"""Seconds for which a robots.txt is kept, and a host left alone by the breaker, at most."""


@dataclass(frozen=True, slots=True)
class Robots:
    """The last answer to a request for a site's robots.txt, as `robots.verdict` takes it."""

    status: int | None
    body: bytes
    detail: str | None


def next_allowed(frontier: Frontier, host: str) -> datetime:
    """When the host may be asked again, as its delay goes; a time long past where it never was."""
    found = frontier.row("SELECT next_allowed FROM host WHERE host = ?", host)
    return _moment(found["next_allowed"] if found else 0.0)


def left_alone_until(frontier: Frontier, host: str) -> datetime:
    """Until when the host asked to be left alone, or is left alone by the breaker; a time past where it is not."""
    found = frontier.row("SELECT max(retry_after, breaker_until) AS until FROM host WHERE host = ?", host)
    return _moment(found["until"] if found else 0.0)


def asked(frontier: Frontier, host: str, now: datetime, manners: Manners, chance: Random) -> None:
    """Note that the host is asked at this moment, or has just answered: the next request waits for its delay from now on.

    Written before a request and after it, so that a run that is killed in between keeps its distance when it starts again.
    """
    found = frontier.row("SELECT crawl_delay FROM host WHERE host = ?", host)
    pause = manners.pause(found["crawl_delay"] if found else None, chance)
    if found and not pause:
        return
    frontier.write(
        "INSERT INTO host (host, next_allowed) VALUES (?, ?) ON CONFLICT (host) DO UPDATE SET next_allowed = max(next_allowed, excluded.next_allowed)",
        host,
        now.timestamp() + pause,
    )


def fared(frontier: Frontier, host: str, outcome: Answer | Failure, manners: Manners) -> None:
    """Note how one request to the host ended: its wish to be left alone, and whether the breaker trips or closes."""
    now = outcome.at.timestamp()
    fault = isinstance(outcome, Failure) and outcome.reason in HOST_FAULTS
    known = frontier.row("SELECT failures, opened, retry_after FROM host WHERE host = ?", host) or {
        "failures": 0,
        "opened": 0,
        "retry_after": 0.0,
    }
    wish = _wish(outcome, manners)
    if not fault and not wish and not known["failures"]:
        return
    failures = known["failures"] + 1 if fault else 0
    pause = manners.trips(failures, known["opened"])
    frontier.write(
        "INSERT INTO host (host, failures, opened, retry_after, breaker_until, reason) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (host) DO UPDATE SET"
        " failures = excluded.failures, opened = excluded.opened, retry_after = excluded.retry_after,"
        " breaker_until = excluded.breaker_until, reason = excluded.reason",
        host,
        failures,
        (known["opened"] + 1 if pause else known["opened"]) if fault else 0,
        max(known["retry_after"], now + wish) if wish else known["retry_after"],
        now + pause if pause else 0.0,
        outcome.reason if isinstance(outcome, Failure) else None,
    )


def _wish(outcome: Answer | Failure, manners: Manners) -> float:
    if not isinstance(outcome, Failure):
        return 0.0
    if outcome.retry_at is not None:
        return min(max(0.0, (outcome.retry_at - outcome.at).total_seconds()), manners.max_retry_after)
    return manners.rate_limited if outcome.status == TOO_MANY_REQUESTS else 0.0


def heal(frontier: Frontier, now: datetime, manners: Manners) -> None:
    """Bring back what lies further ahead than any rule puts it: the clock was wrong when it was written, and has been set right since."""
    moment = now.timestamp()
    pause = moment + max(manners.delay, manners.max_crawl_delay) * (1 + manners.jitter)
    alone = moment + max(manners.max_retry_after, LONGEST)
    looks = moment + max([LONGEST, manners.listings, *manners.retries, *manners.revisits]) * (1 + manners.jitter) + manners.max_retry_after
    with frontier.transaction():
        frontier.write(
            "UPDATE host SET next_allowed = min(next_allowed, ?), retry_after = min(retry_after, ?), breaker_until = min(breaker_until, ?)",
            pause,
            alone,
            alone,
        )
        frontier.write("UPDATE url SET next_look = ? WHERE next_look > ?", moment, looks)
        frontier.write("DELETE FROM robots WHERE good_until > ?", moment + LONGEST)


def robots(frontier: Frontier, site: str, now: datetime) -> Robots | None:
    """What is known of the site's robots.txt ('https://host:443'); None where it must be asked for."""
    found = frontier.row("SELECT status, body, detail FROM robots WHERE site = ? AND good_until > ?", site, now.timestamp())
    return Robots(found["status"], found["body"] or b"", found["detail"]) if found else None


def keep_robots(frontier: Frontier, site: str, known: Robots, until: datetime) -> None:
    """Keep the answer until then."""
    frontier.write(
        "INSERT OR REPLACE INTO robots (site, status, body, detail, good_until) VALUES (?, ?, ?, ?, ?)",
        site,
        known.status,
        known.body,
        known.detail,
        until.timestamp(),
    )


def keep_crawl_delay(frontier: Frontier, host: str, seconds: float | None) -> None:
    """Keep the delay that the host's robots.txt asks for."""
    frontier.write(
        "INSERT INTO host (host, crawl_delay) VALUES (?, ?) ON CONFLICT (host) DO UPDATE SET crawl_delay = excluded.crawl_delay",
        host,
        seconds,
    )


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(0, UTC) + timedelta(seconds=seconds)
