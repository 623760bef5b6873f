"""One look at one address: through gate and robots at every hop, to a whole answer or to the reason why there is none."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.acquire.fetch import hops, robots_txt
from pipeline.acquire.fetch.fetcher import PostponedError, server_failure
from pipeline.acquire.fetch.headers import content_type, first, validator
from pipeline.acquire.fetch.wire import NOT_MODIFIED, WireError
from pipeline.acquire.frontier import queue
from pipeline.acquire.gate import Refused
from pipeline.acquire.outcome import Answer, Elsewhere, Failure, Outcome, Postponed
from pipeline.acquire.redaction import kept, without_secrets
from pipeline.acquire.urls import UrlError, canonical
from pipeline.coding import CodingError, decoded

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.acquire.fetch.fetcher import Fetcher
    from pipeline.acquire.fetch.wire import Response
    from pipeline.acquire.frontier.queue import Due
    from pipeline.acquire.gate import Target

OK: Final = 200
_ACCEPT: Final = {
    "page": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
    "listing": "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5",
}
_NOT_PAGES: Final = re.compile(r"(?:image|audio|video|font)/|application/(?:pdf|zip|octet-stream|vnd\.)")
_REASONS: Final = {
    404: "not_found",
    410: "not_found",
    401: "forbidden",
    402: "forbidden",
    403: "forbidden",
    451: "forbidden",
    408: "timeout",
}
_LONGEST: Final = 2_000  # characters of an address that are kept of a way
_IN_A_THREAD: Final = 200_000  # bytes from which unpacking would hold up the other hosts


async def look(fetcher: Fetcher, due: Due) -> Outcome:
    """What became of one look, with the way it took where it was sent on. Raises nothing that a site could cause."""
    way: list[tuple[datetime, int, str]] = []
    outcome = await _caught(fetcher, due, way)
    return outcome if isinstance(outcome, Postponed) or not way else replace(outcome, hops=tuple(way))


async def _caught(fetcher: Fetcher, due: Due, way: list[tuple[datetime, int, str]]) -> Outcome:
    try:
        return await _follow(fetcher, due, way)
    except PostponedError as error:
        return Postponed(error.until)
    except Refused as error:
        reason = "unresolved" if error.reason == "unresolved" else "unsafe_address"
        return Failure(reason=reason, detail=without_secrets(str(error)), at=fetcher.clock.now())
    except WireError as error:
        return Failure(reason=error.reason, detail=str(error), at=fetcher.clock.now())
    except (sqlite3.Error, OSError, MemoryError):  # ours, not the site's
        raise
    except Exception as error:  # noqa: BLE001 - a site that trips the libraries must not end the round of all others
        return Failure(reason="crashed", detail=f"{type(error).__name__} while fetching", at=fetcher.clock.now())


async def _follow(fetcher: Fetcher, due: Due, way: list[tuple[datetime, int, str]]) -> Outcome:
    url, seen = due.url, set[str]()
    for _ in range(fetcher.manners.max_redirects + 1):
        target = await fetcher.check(url)
        if target.url in seen:
            return Failure(reason="redirect_loop", detail=f"back to {without_secrets(target.url)[:200]}", at=fetcher.clock.now())
        seen.add(target.url)
        if forbidden := await robots_txt.forbids(fetcher, target):
            return forbidden
        headers = _headers(due, target)
        response = await fetcher.request(target, headers)
        if way or hops.is_redirect(response):
            way.append((fetcher.clock.now(), response.status, without_secrets(target.url)[:_LONGEST]))
        if not hops.is_redirect(response):
            return await _outcome(fetcher, due, target, response, headers)
        url = hops.location(response, target)
        if known := _known(fetcher, due, url):
            way.append((fetcher.clock.now(), 0, known))
            return Elsewhere(known, fetcher.clock.now())
    return Failure(reason="too_many_redirects", detail=f"more than {fetcher.manners.max_redirects}", at=fetcher.clock.now())


def _headers(due: Due, target: Target) -> list[tuple[str, str]]:
    headers = [("Accept", _ACCEPT[due.role]), ("Accept-Encoding", "gzip")]
    if due.raw_hash and _plain(target.url) == (due.final_url or due.url):  # validators belong to the address that gave them
        headers += [("If-None-Match", due.etag)] if due.etag else []
        headers += [("If-Modified-Since", due.last_modified)] if due.last_modified else []
    return headers


def _plain(url: str) -> str | None:
    try:
        return canonical(url)
    except UrlError:
        return None


def _known(fetcher: Fetcher, due: Due, url: str) -> str | None:
    """The page that a redirect leads to, where it is looked at by itself. A page that was shown here before goes on being followed."""
    address = _plain(url)
    if due.role != "page" or due.looks or address is None or address == due.url:
        return None
    found = fetcher.frontier.row("SELECT url, role, fate, reason, duplicate_of FROM url WHERE url = ?", address)
    if found is None and (before := queue.settled(fetcher.frontier, address)):
        return None if before["reason"] in queue.LEFT_OUT else address
    if found is None or found["role"] != "page" or (found["fate"] == "skipped" and found["reason"] in queue.LEFT_OUT):
        return None
    leads_to = found["duplicate_of"] or found["url"]
    return str(leads_to) if leads_to != due.url else None


async def _outcome(fetcher: Fetcher, due: Due, target: Target, response: Response, headers: list[tuple[str, str]]) -> Answer | Failure:
    at = fetcher.clock.now()
    final = _plain(target.url)
    final_url = final if final != due.url else None
    told = kept(response.headers)
    asked = kept((name.encode(), value.encode()) for name, value in [("User-Agent", fetcher.user_agent), *headers])
    failure = server_failure(response, at) or _by_status(due, response, headers, at) or await _unreadable(fetcher, response, at)
    if failure is not None:
        return replace(failure, status=response.status, headers=told, request_headers=asked, final_url=final_url)
    media_type, charset = content_type(first(response.headers, "content-type"))
    return Answer(
        status=response.status,
        at=at,
        body=response.body,
        media_type=media_type,
        charset=charset,
        etag=validator(first(response.headers, "etag")),
        last_modified=validator(first(response.headers, "last-modified")),
        headers=told,
        request_headers=asked,
        final_url=final_url,
    )


def _by_status(due: Due, response: Response, headers: list[tuple[str, str]], at: datetime) -> Failure | None:
    status = response.status
    if status == NOT_MODIFIED and any(name in {"If-None-Match", "If-Modified-Since"} for name, _ in headers):
        return None
    if status != OK:
        return Failure(reason=_REASONS.get(status, "http_error"), detail=f"status {status}", at=at)
    media_type, _ = content_type(first(response.headers, "content-type"))
    if due.role == "page" and _NOT_PAGES.match(media_type):
        return Failure(reason="not_html", detail=f"the server calls it {media_type}", at=at)
    return None


async def _unreadable(fetcher: Fetcher, response: Response, at: datetime) -> Failure | None:
    """Unpack the body to see that it can be, and that its end is there; what is kept is the packed one."""
    packed = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers]
    try:
        if len(response.body) > _IN_A_THREAD:
            await asyncio.to_thread(decoded, response.body, packed, limit=fetcher.manners.max_decoded)
        else:
            decoded(response.body, packed, limit=fetcher.manners.max_decoded)
    except CodingError as error:
        return Failure(reason=error.reason, detail=str(error), at=at)
    return None
