"""JSON-LD: what a page says of itself to search engines."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pipeline.clean.text import one_line, squashed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_MAX_SCRIPTS: Final = 40
_MAX_LENGTH: Final = 1_000_000
_MAX_NODES: Final = 3_000
_MAX_NAMES: Final = 30

# https://schema.org/Article and what lies under it, and what outlets use in its place
ARTICLES: Final = frozenset(
    {"article", "newsarticle", "analysisnewsarticle", "askpublicnewsarticle", "backgroundnewsarticle", "opinionnewsarticle", "reportagenewsarticle"}
    | {"reviewnewsarticle", "blogposting", "liveblogposting", "report", "advertisercontentarticle", "satiricalarticle", "scholarlyarticle", "techarticle"}
)  # fmt: skip
INDEXES: Final = frozenset({"collectionpage", "searchresultspage", "profilepage", "itemlist", "imagegallery", "mediagallery"})

# What pages of the XHTML years put around a script; taken off as whole words, since a pattern for both ends is quadratic in blanks.
_OPENINGS: Final = ("//<![CDATA[", "/*<![CDATA[*/", "// <![CDATA[", "<![CDATA[", "<!--")
_CLOSINGS: Final = ("//]]>", "/*]]>*/", "// ]]>", "]]>", "-->", ";")
_TRAILING: Final = re.compile(r",(\s{0,200}[}\]])")


@dataclass(frozen=True, slots=True)
class Said:
    """What JSON-LD says of the page's article. Dates as written; `free` is `isAccessibleForFree`."""

    is_article: bool = False
    is_index: bool = False
    headline: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    publisher: str | None = None
    free: bool | None = None


def read(tree: HtmlElement, urls: tuple[str, ...] = ()) -> Said:
    """The article among the page's JSON-LD nodes: the one whose address is one of `urls`, else the first that is no item of a list."""
    nodes = list(_nodes(tree))
    articles = [node for node in nodes if ARTICLES & _types(node)]
    if not articles:
        return Said(is_index=any(INDEXES & _types(node) for node in nodes), publisher=_publisher(nodes))
    own = {squashed(url.partition("://")[2].partition("?")[0]) for url in urls}
    node = next(
        (node for node in articles if own & {squashed(url.partition("://")[2].partition("?")[0]) for url in _urls(node)}), articles[0]
    )
    return Said(
        is_article=True,
        headline=_words(node.get("headline")) or _words(node.get("name")),
        authors=tuple(dict.fromkeys(_names(node.get("author") or node.get("creator"), nodes)))[:_MAX_NAMES],
        published=_words(node.get("datePublished")) or _words(node.get("dateCreated")),
        modified=_words(node.get("dateModified")),
        publisher=_publisher([node, *nodes]),
        free=_flag(node.get("isAccessibleForFree")),
    )


def _nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Every object, outer ones first: what a page is stands outside, what it links to inside."""
    level: list[object] = [_parsed(script.text or "") for script in tree.xpath('//script[contains(@type, "ld+json")]')[:_MAX_SCRIPTS]]
    count = 0
    while level:
        inner: list[object] = []
        for item in level:
            if isinstance(item, list):
                inner.extend(item[:_MAX_NODES])
            elif isinstance(item, dict):
                yield item
                count += 1
                # an item of a list is another page's
                inner.extend(
                    value for key, value in item.items() if key not in {"itemListElement", "hasPart"} and isinstance(value, list | dict)
                )
            if count > _MAX_NODES:
                return
        level = inner


def _parsed(text: str) -> object:
    if len(text) > _MAX_LENGTH:
        return None
    text = _unwrapped(text)
    for candidate in (text, _TRAILING.sub(r"\1", text), html.unescape(text)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _unwrapped(text: str) -> str:
    text = text.strip()
    for opening in _OPENINGS:
        text = text.removeprefix(opening).lstrip()
    for closing in _CLOSINGS:
        text = text.removesuffix(closing).rstrip()
    return text


def _types(node: dict[str, Any]) -> set[str]:
    stated = node.get("@type")
    kinds = stated if isinstance(stated, list) else [stated]
    return {kind.rpartition("/")[2].lower() for kind in kinds if isinstance(kind, str)}


def _urls(node: dict[str, Any]) -> Iterator[str]:
    for value in (node.get("url"), node.get("@id"), node.get("mainEntityOfPage")):
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict) and isinstance(value.get("@id"), str):
            yield value["@id"]


def _names(value: object, nodes: list[dict[str, Any]], depth: int = 0) -> Iterator[str]:
    if isinstance(value, list) and depth < 3:  # noqa: PLR2004 - lists in lists are a mistake, deeper ones an attack
        for item in value[:_MAX_NAMES]:
            yield from _names(item, nodes, depth + 1)
    elif isinstance(value, dict):
        if name := _words(value.get("name")):
            yield name
        elif isinstance(value.get("name"), list):
            yield from _names(value["name"], nodes, depth + 1)
        elif isinstance(known := value.get("@id"), str):
            # a reference within the page's graph
            yield from (name for node in nodes if node is not value and node.get("@id") == known and (name := _words(node.get("name"))))
    elif name := _words(value):
        yield name


def _publisher(nodes: list[dict[str, Any]]) -> str | None:
    for node in nodes:
        publisher = node.get("publisher")
        publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
        if isinstance(publisher, dict) and (name := _words(publisher.get("name"))):
            return name
    return None


def _flag(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(value.strip().lower().rpartition("/")[2]) if isinstance(value, str) else None


def _words(value: object) -> str | None:
    return one_line(html.unescape(value[:2_000])) if isinstance(value, str) else None
