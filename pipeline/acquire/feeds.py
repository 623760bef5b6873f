"""RSS, Atom, RDF and JSON Feed: bytes in, entries out; no network, no file."""

from __future__ import annotations

import io
import re
from calendar import timegm
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urljoin

from pipeline.acquire.dates import moment
from pipeline.acquire.entry import FeedEntry, FeedError, plain
from pipeline.acquire.jsonfeed import is_json, parse_json
from pipeline.acquire.prolog import PrologError, refuse_declarations
from pipeline.acquire.urls import UrlError, joined

__all__ = ["FeedEntry", "FeedError", "parse_feed"]

MAX_FEED_BYTES: Final = 10_000_000
MAX_ENTRIES: Final = 5_000

_ABSOLUTE: Final = re.compile(r"\s{0,9}https?://", re.IGNORECASE)


def parse_feed(data: bytes, url: str) -> list[FeedEntry]:
    """The entries of a feed fetched from `url`, in its order; `url` is empty of those without an http(s) link.

    Raises `FeedError` where the bytes are no feed, are larger than `MAX_FEED_BYTES`, or declare entities.
    """
    if len(data) > MAX_FEED_BYTES:
        raise FeedError(f"feed of {len(data)} bytes, more than {MAX_FEED_BYTES}")
    if is_json(data):
        return parse_json(data, url, MAX_ENTRIES)
    try:
        refuse_declarations(data)
    except PrologError as error:
        raise FeedError(str(error)) from error
    parsed = _parsed(data)
    if not parsed.get("version") and not parsed.entries:
        raise FeedError("neither RSS nor Atom")
    return [_entry(item, url) for item in parsed.entries[:MAX_ENTRIES]]


def _parsed(data: bytes) -> Any:  # noqa: ANN401 - feedparser has no types
    import feedparser  # noqa: PLC0415 - a tenth of a second that commands without feeds need not pay

    try:
        # A file object: feedparser takes bytes, too, for a file name first. Not told the address, it leaves ids as they are. Sanitising
        # costs most of the time and only guards HTML that would be shown; tags are dropped here.
        return feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:
        # Its loose parser fails in many ways on hostile bytes (AssertionError, RecursionError, LookupError): all mean the same.
        raise FeedError(f"feed that cannot be parsed: {type(error).__name__}") from error


def _entry(item: Any, base: str) -> FeedEntry:  # noqa: ANN401
    # feedparser answers 'updated' for a missing 'published' and warns; .get on the plain dict does neither
    made = "published" if dict.get(item, "published") else "created"
    raw = dict.get(item, made)
    return FeedEntry(
        url=_address(item, base),
        id=_id(item, base),
        title=_words(item, "title"),
        published=_moment(item, made),
        published_raw=plain(raw, is_markup=False),
        updated=_moment(item, "updated"),
        summary=_words(item, "summary"),
        author=plain(item.get("author")),
    )


def _address(item: Any, base: str) -> str:  # noqa: ANN401
    link = item.get("link") or ""
    alternates = [str(other.get("href") or "") for other in item.get("links", [])[:20] if other.get("rel") == "alternate"]
    # 'link' is the alternate of type text/html; an entry may have but another, or none: then 'link' is its id, which is an address or is not
    found = [link, *alternates] if link in alternates else [*alternates, link if _ABSOLUTE.match(link) else ""]
    for address in (item.get("feedburner_origlink"), *found):
        try:
            if address:
                return joined(str(address), base)
        except UrlError:
            continue
    return ""


def _id(item: Any, base: str) -> str | None:  # noqa: ANN401
    name = plain(item.get("id"), is_markup=False)
    if not name or not name.startswith("/"):
        return name  # kept to the letter (RFC 4287, 4.2.6)
    try:
        return urljoin(base, name)  # a path means one entry on this site and another on the next
    except ValueError:
        return name


def _moment(item: Any, name: str) -> datetime | None:  # noqa: ANN401
    if found := moment(dict.get(item, name)):
        return found
    # feedparser reads many forms that are neither ISO 8601 nor RFC 822
    parsed = dict.get(item, f"{name}_parsed")
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


def _words(item: Any, name: str) -> str | None:  # noqa: ANN401
    detail = item.get(f"{name}_detail") or {}
    return plain(item.get(name), is_markup=detail.get("type") != "text/plain")
