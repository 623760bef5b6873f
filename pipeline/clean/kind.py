"""What the bytes are, whatever their name says; and whether a page is an article, a teaser or an index."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.clean import links

if TYPE_CHECKING:
    from pipeline.clean.metadata import Metadata

# https://mimesniff.spec.whatwg.org/ and the formats' own specifications
_MAGIC: Final = {
    b"%PDF-": "a PDF file", b"\x89PNG": "an image", b"GIF8": "an image", b"\xff\xd8\xff": "an image", b"BM": "an image", b"II*\0": "an image",
    b"PK\x03\x04": "a ZIP archive or Office file", b"\x1f\x8b": "a gzip file", b"BZh": "a bzip2 file", b"\xfd7zXZ": "an xz file",
    b"(\xb5/\xfd": "a zstd file", b"7z\xbc\xaf": "a 7-Zip file", b"Rar!": "a RAR file", b"\x7fELF": "a program", b"MZ": "a program",
    b"\xd0\xcf\x11\xe0": "an Office file", b"{\\rtf": "an RTF file", b"ID3": "sound", b"OggS": "sound", b"fLaC": "sound", b"\x1aE\xdf\xa3": "a video",
    b"SQLite format 3": "a database", b"wOFF": "a font", b"wOF2": "a font", b"%!PS": "a PostScript file",
}  # fmt: skip
_SHORT_MAGIC: Final = 2  # bytes; two may begin a text, so the rest must look binary
_BOXED: Final = {b"ftyp": "a video", b"WEBP": "an image", b"WAVE": "sound"}  # after a length or 'RIFF'
_PAGES: Final = frozenset(
    {"text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain", "", "application/octet-stream"}
)
_MARKUP: Final = re.compile(rb"<(?:!doctype html|html|head|body|title|meta|div|p|article|section|table|script|h1|span|a)\b", re.IGNORECASE)
_FEED: Final = re.compile(rb"\A\s{0,64}(?:<\?xml[^>]{0,200}>\s{0,64})?<(?:rss|feed|rdf:rdf|urlset|sitemapindex|svg)\b", re.IGNORECASE)

_WALL: Final = re.compile(
    r"(?:subscribe|sign up|register|log ?in|sign in) (?:now |today |here )?(?:to|for) (?:continue|keep|read|unlock|access|the (?:full|rest))|"
    r"to (?:continue|keep) reading|(?:for|to|available to|exclusive to|reserved for) (?:our )?(?:paid |paying |premium )?(?:subscribers|members)(?: only)?|"
    r"already a (?:subscriber|member)|this (?:article|story|content) is (?:only )?(?:for|available to|reserved)|"
    r"you(?:'ve| have) (?:reached|read) your .{0,30}(?:limit|free articles)|unlock this article|subscriber[- ]only|read the full (?:story|article) with",
    re.IGNORECASE,
)
STUB_WORDS: Final = {"declared": 200, "marked": 120}
"""Words under which a page that says it is not free, or asks for a subscription, is the teaser alone."""
_PROSE_WORDS: Final = 25  # of a paragraph that is no teaser or link
_PROSE: Final = 3  # such paragraphs make an article


def foreign(body: bytes, media_type: str) -> str | None:
    """What the bytes are where they are neither a page nor a text; None where they may be read."""
    head = body[:512].lstrip(b"\0") if body[:4] == b"\0\0\0\0" else body[:512]
    for magic, name in _MAGIC.items():
        if head.startswith(magic) and (len(magic) > _SHORT_MAGIC or b"\0" in head):
            return name
    for magic, name in _BOXED.items():
        if head[4:8] == magic or (head[:4] == b"RIFF" and head[8:12] == magic):
            return name
    if _FEED.match(head):
        return "a feed, sitemap or drawing"
    kind = media_type.partition(";")[0].strip().lower()
    if kind in _PAGES or kind.endswith("+xml") or _MARKUP.search(body[:4096]):
        return None  # a page sent under a wrong name is a page all the same
    return f"of type {kind[:60]}"


def is_page(body: bytes, media_type: str) -> bool:
    """Whether the bytes are markup; otherwise they are plain text. A file called text is text, tags or not."""
    kind = media_type.partition(";")[0].strip().lower()
    if kind == "text/plain":
        return False
    return "html" in kind or "xml" in kind or _MARKUP.search(body[:4096].replace(b"\0", b"")) is not None


def stub(found: list[str], whole_page: str, *, free: bool | None) -> bool:
    """Whether only the teaser of a paid article came: little text, and the page says it is not free or asks for a subscription."""
    words = sum(len(paragraph.split()) for paragraph in found)
    if free is False and words < STUB_WORDS["declared"]:
        return True
    return free is not True and words < STUB_WORDS["marked"] and _WALL.search(whole_page) is not None


def not_article(found: list[str], known: Metadata, url: str | None) -> str | None:
    """Why the page is no article, or None. A page that calls itself one is believed; a doubtful one with prose is taken."""
    if known.declared_article:
        return None
    if links.is_root(url):
        return "a site's front page"
    prose = sum(len(paragraph.split()) >= _PROSE_WORDS for paragraph in found)
    if known.declared_index and prose < _PROSE:
        return "the page calls itself an index or site, and has no running text"
    return None
