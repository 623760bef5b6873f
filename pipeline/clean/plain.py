"""Texts that are no pages: plain text files, and rows of article lists whose text is already clean."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pipeline.clean import bylines, dates, furniture, language, titles
from pipeline.clean.cleaned import Cleaned
from pipeline.clean.dates import Stated
from pipeline.clean.decoding import decode
from pipeline.clean.text import joined, one_line, paragraphs, squashed, tidy
from pipeline.clean.tree import TooDeepError, parse

if TYPE_CHECKING:
    from pipeline.records import RawPage

ARTICLE_JSON: Final = "application/vnd.masthead.article+json"
"""The media type under which `acquire.local` hands over a row; the two stages know nothing else of each other."""

_MAX_HEADLINE: Final = 200  # characters
_MAX_HEADLINE_WORDS: Final = 30
_BLOCKS: Final = ("p", "br", "div", "li", "h1", "h2", "h3", "h4", "blockquote", "tr", "figcaption")
_FIELD: Final = 20_000  # characters looked at in a field that is no text


def clean_text(page: RawPage) -> Cleaned:
    """A plain text: its first line is the headline where it reads like one, furniture at the end and repeats are left out."""
    decoded = decode(page.body, page.charset)
    if decoded is None:
        return Cleaned(status="undecodable", detail="no encoding makes sense of the bytes")
    found = paragraphs(tidy(decoded.text))
    title = one_line(page.title) or (found[0] if len(found) > 1 and _is_headline(found) else None)
    found, said_by = furniture.without_head(found, [title or ""])
    body = furniture.without_tail(furniture.without_repeats(found))
    return _cleaned(
        page, title=title, authors=page.authors or said_by, published=page.published, body=joined(body), encoding=decoded.encoding
    )


def clean_row(page: RawPage) -> Cleaned:
    """A row of a list: its text keeps its own paragraphs, and loses only characters no text should have."""
    try:
        row: Any = json.loads(page.body)
    except (ValueError, RecursionError):
        row = None
    text = _row_text(row) if isinstance(row, dict) else None
    if text is None:
        return Cleaned(status="malformed", detail="the row is no JSON object with a text or a summary")
    said = {name: row[name] for name in ("title", "published", "language") if isinstance(row.get(name), str)}
    stated = row.get("authors")
    authors = [name for name in stated if isinstance(name, str)] if isinstance(stated, list) else []
    title = one_line(said.get("title", page.title or "")[:_FIELD])
    found = [block.strip() for block in tidy(text).split("\n\n") if block.strip()]
    return _cleaned(
        page,
        title=titles.without_site(title, filter(None, [page.outlet])) if title else None,
        authors=authors or page.authors,
        published=said.get("published") or page.published,
        body=joined(found[1:] if title and len(found) > 1 and squashed(found[0]) == squashed(title) else found),
        encoding="utf-8",
        stated_language=said.get("language"),
    )


def _row_text(row: dict[str, Any]) -> str | None:
    """The row's text; where it is a feed's entry, the words of its summary, or of its headline where there is no summary."""
    if isinstance(row.get("text"), str):
        return str(row["text"])
    summary, title = (row.get(name) if isinstance(row.get(name), str) else "" for name in ("summary", "title"))
    shown = _unmarked(summary or "")
    return shown if shown.strip() else title or None


def _unmarked(summary: str) -> str:
    """The words of a summary, which may be HTML: paragraphs apart, furniture at the end left out."""
    if "<" not in summary and "&" not in summary:
        return summary
    try:
        tree = parse(f"<div>{summary}</div>")
    except TooDeepError:
        tree = None
    if tree is None:
        return ""
    for node in tree.iter(*_BLOCKS):
        node.tail = f"\n\n{node.tail or ''}"
    for node in tree.iter("script", "style"):
        node.text = ""
    blocks = [" ".join(block.split()) for block in tidy(str(tree.text_content())).split("\n\n")]
    return joined(furniture.without_tail([block for block in blocks if block]))


def _is_headline(found: list[str]) -> bool:
    first = found[0]
    if len(first) > _MAX_HEADLINE or len(first.split()) > _MAX_HEADLINE_WORDS:
        return False
    # said twice, or no sentence: 'Strikes hit two bases', 'Who knew?', never 'Officials said so on Monday.'
    return squashed(first) == squashed(found[1]) or not first.rstrip("\"'”’»)").endswith((".", ",", ";", ":"))


def _cleaned(
    page: RawPage,
    *,
    title: str | None,
    authors: list[str],
    published: str | None,
    body: str,
    encoding: str,
    stated_language: str | None = None,
) -> Cleaned:
    stated = [Stated(published, "given")] if published else []
    if day := dates.in_url(page.url):
        stated.append(Stated(day, "url"))
    dated = dates.choose(stated, page.fetched_at)
    stated_language = (stated_language or "").strip().lower().partition("-")[0]
    return Cleaned(
        status="ok" if body else "empty",
        detail=None if body else "no text",
        title=title,
        authors=bylines.names(authors, filter(None, [page.outlet])),
        published_at=dated.moment,
        published_method=dated.method,
        published_raw=dated.raw,
        language=language.detect(body) or (stated_language if len(stated_language) == 2 else None),  # noqa: PLR2004 - ISO 639-1
        body=body or None,
        encoding=encoding,
    )
