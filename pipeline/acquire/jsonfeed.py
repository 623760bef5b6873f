"""JSON Feed 1.0 and 1.1: https://www.jsonfeed.org/version/1.1/."""

from __future__ import annotations

import json
from typing import Any

from pipeline.acquire.dates import moment
from pipeline.acquire.entry import FeedEntry, FeedError, plain
from pipeline.acquire.urls import UrlError, joined


def is_json(data: bytes) -> bool:
    """Whether the bytes begin as a JSON object does, in UTF-8 or UTF-16."""
    return data[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"{")


def parse_json(data: bytes, url: str, limit: int) -> list[FeedEntry]:
    """The first `limit` entries of a feed fetched from `url`, in its order. Raises `FeedError`."""
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FeedError("JSON that cannot be parsed") from error
    if not isinstance(feed, dict) or not isinstance(items := feed.get("items"), list):
        raise FeedError("JSON, but no feed: it has no list of items")
    everyone = _authors(feed)
    return [_entry(item, url, everyone) for item in items[:limit] if isinstance(item, dict)]


def _entry(item: dict[str, Any], base: str, everyone: str | None) -> FeedEntry:
    name = item.get("id")
    published = item.get("date_published")
    raw = published if isinstance(published, str) else None
    updated = item.get("date_modified")
    return FeedEntry(
        # 'external_url' is what the entry is about; it is the page where the entry has none of its own
        url=_address(item.get("url"), base) or _address(item.get("external_url"), base),
        id=plain(str(name) if isinstance(name, int | float) else name, is_markup=False),
        title=plain(item.get("title"), is_markup=False),
        published=moment(raw),
        published_raw=plain(raw, is_markup=False),
        updated=moment(updated) if isinstance(updated, str) else None,
        summary=plain(item.get("summary"), is_markup=False)
        or plain(item.get("content_text"), is_markup=False)
        or plain(item.get("content_html")),
        author=_authors(item) or everyone,
    )


def _authors(holder: dict[str, Any]) -> str | None:
    listed = holder.get("authors")
    people = [*(listed[:50] if isinstance(listed, list) else []), holder.get("author")]  # version 1.1, then 1.0
    names = [name for person in people if isinstance(person, dict) and (name := plain(person.get("name"), is_markup=False))]
    return ", ".join(dict.fromkeys(names)) or None


def _address(link: object, base: str) -> str:
    try:
        return joined(link, base) if isinstance(link, str) and link else ""
    except UrlError:
        return ""
