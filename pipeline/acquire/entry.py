"""An entry of a feed, of whatever kind."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

MAX_WORDS: Final = 10_000
"""Characters kept of a title or summary."""

_UNSHOWN = re.compile(r"<!--|<(?:script|style)\b", re.IGNORECASE)
_ENDS = {
    "<!--": re.compile("-->"),
    "<script": re.compile("</script", re.IGNORECASE),
    "<style": re.compile("</style", re.IGNORECASE),
}
_TAG = re.compile(r"<[^<>]{0,2000}>")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_BLANKS = re.compile(r"\s+")


class FeedError(ValueError):
    """The bytes are no feed, or one that must not be parsed. The message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry, as the feed words it. Texts are plain, on one line; datetimes are aware UTC."""

    url: str  # canonical; empty where the entry has no http(s) link, and so names no page
    id: str | None
    title: str | None
    published: datetime | None
    published_raw: str | None  # as written, offset kept
    updated: datetime | None
    summary: str | None
    author: str | None


def plain(value: object, *, is_markup: bool = True) -> str | None:
    """The words of a title or summary, without tags, control characters and line breaks; None where there are none."""
    if not isinstance(value, str):
        return None
    text = value[:MAX_WORDS]
    if is_markup and "<" in text:
        text = _TAG.sub(" ", _shown(text))
    if is_markup:
        text = html.unescape(text)
    return _BLANKS.sub(" ", _CONTROL.sub(" ", text)).strip() or None


def _shown(text: str) -> str:
    """The text without comments, scripts and styles that end; in one pass, whatever the nesting."""
    pieces: list[str] = []
    endless: set[str] = set()
    at = 0
    for match in _UNSHOWN.finditer(text):
        kind = match[0].lower()
        if match.start() < at or kind in endless:
            continue
        if (end := _ENDS[kind].search(text, match.end())) is None:
            endless.add(kind)  # nor will a later one end
            continue
        pieces.append(text[at : match.start()])
        at = end.end() if kind == "<!--" else end.start()
    return " ".join([*pieces, text[at:]])
