"""Raw bytes to a clean article, or a status: the one way in, whatever the bytes are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.clean import body, bylines, furniture, kind, language, metadata
from pipeline.clean.cleaned import Cleaned
from pipeline.clean.decoding import decode
from pipeline.clean.plain import ARTICLE_JSON, clean_row, clean_text
from pipeline.clean.text import joined
from pipeline.clean.tree import TooDeepError, parse
from pipeline.coding import CodingError, decoded
from pipeline.records import REASONS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.records import RawPage

_MAX_PAGE_TEXT: Final = 200_000  # characters of the page searched for the words of a paywall


def clean(page: RawPage, *, max_html_bytes: int = 2_000_000) -> Cleaned:
    """Decode the page, find the article in it, and what the page says of it. Touches no file, clock or network; raises nothing.

    A status other than 'ok' is a key of `records.REASONS`. `max_html_bytes` bounds the cost: parsing is quadratic in it.
    """
    if page.error is not None:
        return Cleaned(
            status=page.error if page.error in REASONS else "unreadable", detail=page.detail or REASONS.get(page.error, page.error)
        )
    try:
        page = replace(page, body=decoded(page.body, page.headers))
    except CodingError as error:
        return Cleaned(status=error.reason, detail=str(error))
    if not page.body.strip():
        return Cleaned(status="empty", detail="no bytes came")
    if len(page.body) > max_html_bytes:
        return Cleaned(status="too_large", detail=f"{len(page.body):,} bytes; the limit is {max_html_bytes:,}")
    if page.media_type == ARTICLE_JSON:
        return clean_row(page)
    if what := kind.foreign(page.body, page.media_type):
        return Cleaned(status="not_html", detail=f"the file is {what}")
    if not kind.is_page(page.body, page.media_type):
        return clean_text(page)
    return _clean_html(page)


def _clean_html(page: RawPage) -> Cleaned:
    decoded = decode(page.body, page.charset)
    if decoded is None:
        return Cleaned(status="undecodable", detail="no encoding makes sense of the bytes")
    try:
        tree = parse(decoded.text)
    except TooDeepError as error:
        return Cleaned(status="too_deep", detail=str(error), encoding=decoded.encoding)
    if tree is None:
        return Cleaned(status="empty", detail="no element in the page", encoding=decoded.encoding)
    known = metadata.read(tree, page)
    try:
        found = body.paragraphs(tree)
    except Exception as error:  # noqa: BLE001 - third-party code on hostile input: whatever it is, the page is what failed
        return Cleaned(
            status="crashed", detail=f"{type(error).__name__} while looking for the article", title=known.title, encoding=decoded.encoding
        )
    found, said_by = furniture.without_head(found, [known.title or "", *known.headings])
    found = furniture.without_tail(furniture.without_repeats(furniture.without_links(found)))
    status, detail = _judged(tree, found, known, page)
    text = joined(found)
    return Cleaned(
        status=status,
        detail=detail,
        title=known.title,
        authors=known.authors or bylines.names(said_by, filter(None, [page.outlet])),
        published_at=known.published.moment,
        published_method=known.published.method,
        published_raw=known.published.raw,
        modified_at=known.modified.moment,
        modified_method=known.modified.method,
        language=language.detect(text) or known.lang,
        body=text or None,
        canonical_url=known.own.here,
        canonical_elsewhere=known.own.elsewhere,
        paywalled=known.free is False or status == "paywall",
        encoding=decoded.encoding,
    )


def _judged(tree: HtmlElement, found: list[str], known: metadata.Metadata, page: RawPage) -> tuple[str, str | None]:
    if kind.stub(found, tree.text_content()[:_MAX_PAGE_TEXT], free=known.free):
        return "paywall", "little text, and the page asks for a subscription"
    if reason := kind.not_article(found, known, page.url or known.own.here):
        return "not_article", reason
    return ("ok", None) if found else ("empty", "no article text was found in the page")
