"""What a look changes: fate, tries, validators and next look of an address, in one transaction with the look itself."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

from pipeline import records
from pipeline.acquire.frontier import queue
from pipeline.acquire.frontier.landing import land, tally
from pipeline.acquire.outcome import PASSING, SKIPPED, Answer, Elsewhere, Failure, Outcome, Postponed
from pipeline.records import RawPage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from random import Random

    from pipeline.acquire.frontier.database import Frontier
    from pipeline.acquire.frontier.queue import Due, Found
    from pipeline.acquire.manners import Manners
    from pipeline.acquire.outcome import Hops

_DAY: Final = 86_400.0
_NOT_MODIFIED: Final = 304
_AT_LEAST: Final = 1.0  # seconds to the next look, so that nothing is due again in the moment it was settled


@dataclass(frozen=True, slots=True)
class Settled:
    """What one look was: 'fetched', 'unchanged', 'failed', 'skipped', 'quarantined', 'duplicate' or 'postponed'; and what it named."""

    what: str
    entries: int = 0  # new ones, of a listing


def is_unchanged(due: Due, outcome: Outcome) -> bool:
    """Whether the look showed what the last one did: the server said so, or the bytes are the same."""
    if not isinstance(outcome, Answer):
        return False
    return outcome.status == _NOT_MODIFIED or (due.raw_hash is not None and due.raw_hash == _hash(outcome.body))


def settle(frontier: Frontier, due: Due, outcome: Outcome, manners: Manners, chance: Random, entries: Iterable[Found] = ()) -> Settled:
    """Write down what became of one look, with the entries a listing named. One transaction: it happened or it did not."""
    if isinstance(outcome, Postponed):
        with frontier.transaction():
            frontier.write("UPDATE url SET next_look = max(?, next_look + ?) WHERE url = ?", outcome.until.timestamp(), _AT_LEAST, due.url)
        return Settled("postponed")
    with frontier.transaction():
        if isinstance(outcome, Elsewhere):
            return _elsewhere(frontier, due, outcome)
        changes = _answered(due, outcome, manners) if isinstance(outcome, Answer) else _failed(due, outcome, manners, chance)
        changes |= {"looked_at": outcome.at.timestamp(), "hops": _way(outcome.hops)}
        what = str(changes.pop("what"))
        new = queue.enqueue(frontier, due, entries, outcome.at)
        _update(frontier, due.url, changes)
        tally(frontier, due.outlet, outcome.at, f"listing_{what}" if due.role == "listing" else what)
        if isinstance(outcome, Failure) or (what == "fetched" and due.role == "page"):
            land(frontier, _page(due, outcome))
        if due.role == "page" and isinstance(outcome, Answer) and outcome.final_url:
            _alias(frontier, due, outcome.final_url, outcome.at)
    return Settled(what, new)


def _answered(due: Due, answer: Answer, manners: Manners) -> dict[str, Any]:
    now = answer.at.timestamp()
    first = due.first_fetched_at or now
    unchanged = is_unchanged(due, answer)
    changes: dict[str, Any] = {
        "what": "unchanged" if unchanged else "fetched",
        "fate": "stored",
        "reason": None,
        "detail": None,
        "duplicate_of": None,
        "tries": 0,
        "looks": due.looks + 1,
        "unchanged": due.unchanged + unchanged,
        "status": answer.status,
        "first_fetched_at": first,
        "fetched_at": now,
        "next_look": now + max(_AT_LEAST, manners.listings) if due.role == "listing" else _revisit(now, first, manners),
    }
    if answer.status != _NOT_MODIFIED:
        changes |= {
            "etag": answer.etag,
            "last_modified": answer.last_modified,
            "raw_hash": _hash(answer.body),
            "final_url": answer.final_url,
        }
    return changes


def _failed(due: Due, failure: Failure, manners: Manners, chance: Random) -> dict[str, Any]:
    """A page that came once stays stored, whatever later looks meet; the look itself is told by `reason` and the archive."""
    now = failure.at.timestamp()
    told: dict[str, Any] = {"reason": failure.reason, "detail": failure.detail, "status": failure.status or None, "tries": due.tries + 1}
    stored = due.looks > 0
    wish = failure.retry_at.timestamp() if failure.retry_at else 0.0
    wish = min(wish, now + manners.max_retry_after)
    pause = manners.backoff(due.tries + 1, chance) if failure.reason in PASSING else None
    if due.role == "listing":  # the catalogue's word that it is there outlives a bad day
        later = now + (pause if pause is not None else _DAY)
        what = "skipped" if failure.reason in SKIPPED else "failed"
        return told | {"what": what, "fate": "stored" if stored else what, "next_look": max(later, wish, now + _AT_LEAST)}
    if pause is not None:
        return told | {"what": "failed", "fate": "stored" if stored else "failed", "next_look": max(now + max(pause, _AT_LEAST), wish)}
    if failure.reason in SKIPPED:
        return told | {"what": "skipped", "fate": "stored" if stored else "skipped", "next_look": None}
    if stored and failure.reason in PASSING:  # given up for this time; the next look is a fresh start
        revisit = _revisit(now, due.first_fetched_at or now, manners)
        return told | {"what": "failed", "fate": "stored", "tries": 0, "next_look": revisit}
    return told | {"what": "failed" if stored else "quarantined", "fate": "stored" if stored else "quarantined", "next_look": None}


def _elsewhere(frontier: Frontier, due: Due, outcome: Elsewhere) -> Settled:
    changes = {"fate": "duplicate", "reason": "same_article", "duplicate_of": outcome.url, "next_look": None, "tries": 0}
    at = outcome.at.timestamp()
    told = {"fetched_at": at, "looked_at": at, "detail": records.redirects_to(outcome.url), "hops": _way(outcome.hops)}
    _update(frontier, due.url, changes | told)
    tally(frontier, due.outlet, outcome.at, "duplicate")
    same = Failure(reason="same_article", detail=records.redirects_to(outcome.url), at=outcome.at, final_url=outcome.url)
    land(frontier, _page(due, same))
    return Settled("duplicate")


def _alias(frontier: Frontier, due: Due, final: str, now: datetime) -> None:
    """The address a page turned out to live at is known from now on, so that a link to it is not fetched as another page."""
    if queue.settled(frontier, final):
        return
    new = frontier.write(
        "INSERT OR IGNORE INTO url (url, host, outlet, role, origin, found_in, depth, authors, fate, reason, detail, duplicate_of, discovered_at)"
        " VALUES (?, ?, ?, 'page', ?, ?, 0, '[]', 'duplicate', 'same_article', 'the page was fetched under another address', ?, ?)",
        final,
        queue.host_of(final),
        due.outlet,
        due.origin,
        due.url,
        due.url,
        now.timestamp(),
    )
    if new:
        tally(frontier, due.outlet, now, "discovered")


def _way(hops: Hops) -> str | None:
    """The hops as JSON; None where the address itself answered."""
    return json.dumps([[at.isoformat(), status, url] for at, status, url in hops]) if hops else None


def _revisit(now: float, first: float, manners: Manners) -> float | None:
    after = manners.revisit(now - first)
    return None if after is None else max(first + after, now + _AT_LEAST)


def _update(frontier: Frontier, url: str, changes: dict[str, Any]) -> None:
    columns = ", ".join(f"{name} = ?" for name in changes)
    frontier.write(f"UPDATE url SET {columns} WHERE url = ?", *changes.values(), url)  # noqa: S608 - column names are ours


def _page(due: Due, outcome: Answer | Failure) -> RawPage:
    page = RawPage(
        url=due.url,
        outlet=due.outlet,
        origin=due.origin,
        found_in=due.found_in,
        fetched_at=outcome.at.astimezone(UTC),
        status=outcome.status,
        media_type="",
        body=b"",
        title=due.title,
        published=due.published,
        authors=list(due.authors),
        headers=outcome.headers,
        request_headers=outcome.request_headers,
        final_url=outcome.final_url,
    )
    if isinstance(outcome, Failure):
        return replace(page, error=outcome.reason, detail=outcome.detail)
    return replace(page, media_type=outcome.media_type, charset=outcome.charset, body=outcome.body)


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
