"""What a page says of itself: JSON-LD first, then meta tags and the page's own heading, then trafilatura's guesses for the gaps."""

from __future__ import annotations

from collections import defaultdict
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pipeline.clean import bylines, dates, jsonld, links, titles
from pipeline.clean.dates import AHEAD, EARLIEST, Dated, Stated
from pipeline.clean.text import one_line, squashed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from pipeline.records import RawPage

# Names of meta tags (`name`, `property` or `itemprop`, lower case), best first.
_TITLES: Final = (
    "og:title",
    "twitter:title",
    "twitter:text:title",
    "sailthru.title",
    "parsely-title",
    "dc.title",
    "dcterms.title",
    "headline",
    "title",
)
_AUTHORS: Final = (
    "author",
    "article:author",
    "article_author",
    "og:article:author",
    "byl",
    "sailthru.author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
)
_PUBLISHED: Final = (
    "article:published_time", "og:article:published_time", "article:published", "article.published", "datepublished", "article_date_original",
    "parsely-pub-date", "sailthru.date", "pubdate", "pub_date", "publish-date", "published_at", "published", "og:pubdate", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "datecreated", "originalpublicationdate", "article.created", "date", "pdate",
)  # fmt: skip
_MODIFIED: Final = (
    "article:modified_time", "og:article:modified_time", "article:modified", "article.updated", "datemodified", "article_date_updated",
    "og:updated_time", "dcterms.modified", "updated-date", "revision_date", "last-modified", "lastmod",
)  # fmt: skip
_SITES: Final = ("og:site_name", "application-name", "publisher", "dc.publisher", "twitter:site", "al:ios:app_name")
_MAX_META: Final = 2_000
_MAX_HEADINGS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What was found, with where the dates stand. `declared_article` is true where the page itself says it is one."""

    title: str | None
    headings: list[str]  # every wording of the headline the page has: its headings, and what it tells others
    authors: list[str]
    published: Dated
    modified: Dated
    own: links.Own
    declared_article: bool
    declared_index: bool
    free: bool | None
    lang: str | None


def read(tree: HtmlElement, page: RawPage) -> Metadata:
    """The metadata of a page; the words of feed, list or sidecar in `page` fill the gaps. Pure: 'now' is the moment of the fetch."""
    tags = _tags(tree)
    own = links.own(tree, page.url)
    said = jsonld.read(tree, tuple(filter(None, (page.url, own.here, own.elsewhere))))
    sites = [name for name in (said.publisher, page.outlet, links.site_label(page.url or own.here), *_first(tags, _SITES)) if name]
    headings, candidates = _headings(tree), _candidates(tree, tags, page)
    kind = next(iter(tags.get("og:type", ())), "").lower()
    published = dates.choose(_published(tree, tags, said, page, own), page.fetched_at)
    if published.moment is None and (guess := _guessed_date(tree, page)):
        published = dates.choose([guess], page.fetched_at) if published.raw is None else published
    authors = bylines.names(said.authors, sites) or bylines.names(_first(tags, _AUTHORS), sites) or bylines.names(page.authors, sites)
    return Metadata(
        title=_title(said, candidates, headings, sites),
        headings=[
            *headings,
            *candidates,
            *(titles.without_site(candidate, sites, headings) for candidate in candidates),
            said.headline or "",
        ],
        authors=authors or bylines.people(_guessed_authors(tree), sites),
        published=published,
        modified=dates.choose(_modified(tags, said), page.fetched_at, not_before=published.moment),
        own=own,
        declared_article=said.is_article or kind in {"article", "news", "blog"} or "article:published_time" in tags,
        declared_index=not said.is_article and (said.is_index or kind == "website"),
        free=False if said.free is False or "locked" in tags.get("article:content_tier", ()) else said.free,
        lang=_lang(tree),
    )


def _tags(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for number, meta in enumerate(tree.iterfind(".//meta[@content]")):
        if number >= _MAX_META:
            break
        if content := one_line((meta.get("content") or "")[:_MAX_META]):
            for name in {(meta.get(key) or "").strip().lower() for key in ("name", "property", "itemprop")} - {""}:
                found[name].append(content)
    return dict(found)


def _first(tags: dict[str, list[str]], names: tuple[str, ...]) -> list[str]:
    return next((tags[name] for name in names if name in tags), [])


def _headings(tree: HtmlElement) -> list[str]:
    return [words for node in tree.findall(".//h1")[:_MAX_HEADINGS] if (words := one_line(" ".join(node.itertext())[: titles.MAX_TITLE]))]


def _candidates(tree: HtmlElement, tags: dict[str, list[str]], page: RawPage) -> list[str]:
    named = [tags[name][0] for name in _TITLES if name in tags]
    in_head = [words for node in tree.findall(".//title")[:1] if (words := one_line(node.text_content()[: titles.MAX_TITLE]))]
    return [*named, *in_head, *([page.title] if page.title else [])]


def _title(said: jsonld.Said, candidates: list[str], headings: list[str], sites: list[str]) -> str | None:
    stated = [said.headline] if said.headline else []
    # A heading that the head repeats is the headline as printed; a lone one that nothing repeats may be the site's name.
    repeated = [heading for heading in headings if any(_begins(candidate, heading) for candidate in (*stated, *candidates))]
    for candidate in [*repeated, *stated, *candidates, *headings]:
        title = titles.whole(titles.without_site(candidate, sites, headings), [*headings, *candidates])
        if title and not _is_only_site(title, sites):
            return titles.without_site(title, sites, headings)[: titles.MAX_TITLE]
    return None


def _begins(candidate: str, heading: str) -> bool:
    squeezed = squashed(heading)
    return len(squeezed) >= 10 and squashed(candidate).startswith(squeezed)  # noqa: PLR2004 - a word or two begin many things


def _is_only_site(title: str, sites: list[str]) -> bool:
    return squashed(title) in {squashed(site) for site in sites}


def _published(tree: HtmlElement, tags: dict[str, list[str]], said: jsonld.Said, page: RawPage, own: links.Own) -> Iterator[Stated]:
    if said.published:
        yield Stated(said.published, "json_ld")
    for name in _PUBLISHED:
        for raw in tags.get(name, ())[:1]:
            yield Stated(raw, "meta")
    yield from _time_tags(tree)
    if page.published:
        yield Stated(page.published, "given")
    for url in (page.url, own.here):
        if raw_day := dates.in_url(url):
            yield Stated(raw_day, "url")


def _time_tags(tree: HtmlElement) -> Iterator[Stated]:
    # Only a time marked as the publication's, or the one time of the page's one article: others are those of linked stories.
    marked = tree.xpath('//time[@pubdate or contains(@itemprop, "datePublished")][@datetime]') or tree.xpath(
        '//*[contains(@itemprop, "datePublished")][@datetime]'
    )
    articles = tree.xpath("//article[.//h1]") or tree.xpath("//header[.//h1]")
    alone = articles[0].xpath(".//time[@datetime]")[:1] if len(articles) == 1 else tree.xpath("//time[@datetime]")
    for node in [*marked[:1], *(alone if len(alone) == 1 else [])]:
        if raw := one_line(node.get("datetime")[:_MAX_META]):
            yield Stated(raw, "time_tag")


def _modified(tags: dict[str, list[str]], said: jsonld.Said) -> Iterator[Stated]:
    if said.modified:
        yield Stated(said.modified, "json_ld")
    yield from (Stated(tags[name][0], "meta") for name in _MODIFIED if name in tags)


def _guessed_date(tree: HtmlElement, page: RawPage) -> Stated | None:
    from htmldate import find_date  # noqa: PLC0415 - for pages that say nothing themselves

    try:
        # both bounds given, or it asks the clock; a copy, or it cuts the tree
        found = find_date(
            deepcopy(tree),
            extensive_search=False,
            original_date=True,
            url=page.url,
            min_date=EARLIEST.date().isoformat(),
            max_date=(page.fetched_at + AHEAD).date().isoformat(),
        )
    except Exception:  # noqa: BLE001 - a guess that fails is no guess
        return None
    return Stated(found, "text") if found else None


def _guessed_authors(tree: HtmlElement) -> list[str]:
    from trafilatura.metadata import extract_author  # noqa: PLC0415

    try:
        found: Any = extract_author(tree)
    except Exception:  # noqa: BLE001 - likewise
        return []
    return found.split(";") if isinstance(found, str) else []


def _lang(tree: HtmlElement) -> str | None:
    root = tree.getroottree().getroot()
    stated = (root.get("lang") or root.get("xml:lang") or "").strip().lower().replace("_", "-").partition("-")[0]
    return stated if len(stated) == 2 and stated.isascii() and stated.isalpha() else None  # noqa: PLR2004 - ISO 639-1
