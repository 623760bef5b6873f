"""Sitemaps: lists of pages or of further sitemaps, in XML or one address a line, compressed or not."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from pipeline.acquire.dates import moment
from pipeline.acquire.prolog import PrologError, refuse_declarations
from pipeline.acquire.urls import UrlError, joined

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

MAX_URLS: Final = 50_000
MAX_BYTES: Final = 52_428_800
"""Both limits are the protocol's own: https://www.sitemaps.org/protocol.html."""
_MAX_TITLE: Final = 1_000


class SitemapError(ValueError):
    """The bytes are no sitemap, or one that must not be parsed. The message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    """One address of a sitemap; of a further sitemap where `is_index`. Title and publication come from news sitemaps."""

    url: str  # canonical
    is_index: bool
    lastmod: datetime | None
    title: str | None
    published: datetime | None
    published_raw: str | None


def parse_sitemap(data: bytes, url: str) -> list[SitemapEntry]:
    """The entries of a sitemap fetched from `url`, in its order, `MAX_URLS` at most; addresses that are not http(s) are left out.

    Raises `SitemapError` where the bytes are no sitemap, are larger than `MAX_BYTES` unpacked, or declare entities.
    """
    text = _unpacked(data)
    try:
        refuse_declarations(text)
    except PrologError as error:
        raise SitemapError(str(error)) from error
    if text.lstrip(b"\xef\xbb\xbf \t\r\n")[:4].lower() == b"http":
        return list(_of_lines(text, url))
    try:
        return list(_of_xml(text, url))
    except etree.XMLSyntaxError as error:
        raise SitemapError(f"sitemap that cannot be parsed: {error.msg}") from error


def _unpacked(data: bytes) -> bytes:
    if data[:2] != b"\x1f\x8b":
        if len(data) > MAX_BYTES:
            raise SitemapError(f"sitemap of {len(data)} bytes, more than {MAX_BYTES}")
        return data
    stream = zlib.decompressobj(wbits=31)
    try:
        text = stream.decompress(data, MAX_BYTES + 1)
    except zlib.error as error:
        raise SitemapError("broken gzip") from error
    if len(text) > MAX_BYTES:
        raise SitemapError(f"sitemap of more than {MAX_BYTES} bytes unpacked")
    if not stream.eof:
        raise SitemapError("gzip that ends too early")
    return text


def _of_lines(text: bytes, base: str) -> Iterator[SitemapEntry]:
    for line in text.decode("utf-8-sig", "replace").split("\n")[:MAX_URLS]:
        if entry := _entry({"loc": line}, base, is_index=False):
            yield entry


def _of_xml(text: bytes, base: str) -> Iterator[SitemapEntry]:
    # recover: a bare '&' in an address is common, and worth less than the list
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "recover": True}
    parser = etree.iterparse(io.BytesIO(text), events=("start", "end"), remove_comments=True, remove_pis=True, **options)
    root, count = None, 0
    for event, element in parser:
        name = _name(element)
        if root is None:
            root = element
            if name not in {"urlset", "sitemapindex"}:
                raise SitemapError(f"not a sitemap: begins with <{name}>")
        if event == "end" and name in {"url", "sitemap"} and element.getparent() is root:
            if entry := _entry(_fields(element), base, is_index=name == "sitemap"):
                yield entry
                count += 1
                if count >= MAX_URLS:
                    return
            root.remove(element)  # or the tree grows to the size of the file
    if root is None:
        raise SitemapError("not a sitemap: empty")


def _fields(element: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for child in element:
        name = _name(child)
        if name == "news":
            found |= {f"news:{_name(item)}": item.text for item in child if item.text}
        elif child.text:
            found.setdefault(name, child.text)
    return found


def _entry(fields: dict[str, str], base: str, *, is_index: bool) -> SitemapEntry | None:
    if not (link := fields.get("loc", "").strip()):
        return None
    try:
        address = joined(link, base)
    except UrlError:
        return None
    published = fields.get("news:publication_date", "").strip()
    title = " ".join(fields.get("news:title", "")[:_MAX_TITLE].split())
    return SitemapEntry(
        url=address,
        is_index=is_index,
        lastmod=moment(fields.get("lastmod")),
        title=title or None,
        published=moment(published),
        published_raw=published or None,
    )


def _name(element: etree._Element) -> str:
    # by hand: QName refuses what a recovering parser lets through
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""
