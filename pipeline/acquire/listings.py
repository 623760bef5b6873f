"""A feed's or sitemap's bytes to the addresses it names, each with the verdict whether it is worth a look."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

import ada_url

from pipeline.acquire.feeds import FeedError, parse_feed
from pipeline.acquire.frontier.queue import Found
from pipeline.acquire.sitemaps import SitemapError, parse_sitemap
from pipeline.coding import CodingError, decoded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pipeline.acquire.frontier.queue import Due
    from pipeline.acquire.outcome import Answer
    from pipeline.topics.topic import Topic

MAX_DEPTH: Final = 3
"""Sitemap, index, index of indexes; the protocol itself knows two levels."""
TopicRule = Callable[[str | None, str | None, str], str | None]
"""Title, summary and address of an entry to the reason why it is off the topic, None where it may be on it."""

_WORD: Final = re.compile(r"[^\W\d_]{2,40}")
_SUFFIX: Final = re.compile(r"\.[A-Za-z]{2,5}\Z")


class ListingError(ValueError):
    """The bytes are no feed and no sitemap. The message says why."""


def entries(due: Due, answer: Answer, topic_rule: TopicRule, max_age: float | None) -> list[Found]:
    """What the listing names, once each, in its order. Raises `ListingError`.

    What the rule finds off the topic, and what the listing dates more than `max_age` seconds back, carries `left_out`. Sitemaps too far
    below the catalogue's are left out as well. Pure, and safe to run in a thread.
    """
    oldest = answer.at - timedelta(seconds=max_age) if max_age is not None else None
    base = answer.final_url or due.url
    try:
        body = decoded(answer.body, answer.headers)
        found = _feed(body, base, topic_rule, oldest) if due.origin == "feed" else _sitemap(due, body, base, topic_rule, oldest)
        kept: dict[str, Found] = {}
        for entry in found:
            if kept.setdefault(entry.url, entry).left_out and not entry.left_out:  # named twice, and the second time it tells more
                kept[entry.url] = entry
    except (FeedError, SitemapError, CodingError) as error:
        raise ListingError(str(error)) from error
    return list(kept.values())


def off_topic(topic: Topic, title: str | None, summary: str | None, url: str) -> str | None:
    """Why an entry is not worth a look, None where it may be: the topic's rule (`Topic.fetching`) on title, summary and address."""
    why = topic.fetching.verdict(title, summary, words_of(url), _slug(url))
    return f"topic '{topic.name}': {why}" if why else None


def words_of(url: str) -> list[str]:
    """The words in an address's path, in capitals and without: '/2020/iran-talks.html' -> ['iran', 'talks', 'html']."""
    return _WORD.findall(_path(url))


def _slug(url: str) -> list[str]:
    """The words of the path's last part, which is the headline where an address has one; its kind of file is none of them."""
    last = _path(url).rstrip("/").rpartition("/")[2]
    return _WORD.findall(_SUFFIX.sub("", last))


def _path(url: str) -> str:
    return unquote(str(ada_url.parse_url(url)["pathname"]))[:500].replace("_", " ")


def _feed(body: bytes, base: str, rule: TopicRule, oldest: datetime | None) -> Iterator[Found]:
    for entry in parse_feed(body, base):
        left_out, detail = _verdict(rule(entry.title, entry.summary, entry.url), entry.updated or entry.published, oldest)
        yield Found(
            url=entry.url,
            title=entry.title,
            published=entry.published_raw,
            authors=(entry.author,) if entry.author else (),
            left_out=left_out,
            detail=detail,
        )


def _sitemap(due: Due, body: bytes, base: str, rule: TopicRule, oldest: datetime | None) -> Iterator[Found]:
    for entry in parse_sitemap(body, base):
        if entry.is_index:
            if due.depth + 1 < MAX_DEPTH:
                left_out, detail = _verdict(None, entry.lastmod, oldest)
                yield Found(url=entry.url, is_listing=True, lastmod=entry.lastmod, left_out=left_out, detail=detail)
            continue
        off = rule(entry.title, None, entry.url)
        left_out, detail = _verdict(off, entry.lastmod or entry.published, oldest)
        yield Found(url=entry.url, title=entry.title, published=entry.published_raw, left_out=left_out, detail=detail)


def _verdict(off: str | None, dated: datetime | None, oldest: datetime | None) -> tuple[str | None, str | None]:
    if dated is not None and oldest is not None and dated < oldest:
        return "too_old", f"the listing dates it {dated:%Y-%m-%d}"
    return ("not_relevant", off) if off else (None, None)
