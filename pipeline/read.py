"""A raw page in, an article with its facts out, or a status: the one pure function that every engine runs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version as installed_version
from importlib.resources import files
from typing import TYPE_CHECKING

from pipeline import outlets, topics
from pipeline.acquire.urls import canonical
from pipeline.clean.cleaned import Cleaned
from pipeline.clean.page import clean
from pipeline.extract.credit import credit
from pipeline.extract.facts import Facts, extract
from pipeline.records import SKIPS, ArticleVersion, Capture, Extractor, Outlet, RawPage, make_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from pipeline.outlets.catalog import Catalog
    from pipeline.settings import Settings
    from pipeline.topics.topic import Topic

DERIVING = ("clean", "extract", "topics", "acquire/urls.py", "coding.py", "read.py", "records.py")
"""What stands between the bytes and the rows: a change in any of these files makes a new extractor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one look at a page gave.

    `capture.fate` is the decision: stored, skipped or failed, with the reason. `version` and `facts` are None where it is not stored;
    `cleaned` is what the page said all the same.
    """

    capture: Capture
    outlet: Outlet
    cleaned: Cleaned
    version: ArticleVersion | None
    facts: Facts | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """The knowledge that reading needs, loaded once."""

    topic: Topic
    catalog: Catalog
    extractor: Extractor
    max_html_bytes: int = 2_000_000

    @classmethod
    def of(cls, known: Settings) -> Reader:
        """A reader by the settings."""
        return cls.load(known.topic, *known.catalogs, max_html_bytes=known.max_html_bytes)

    @classmethod
    def load(cls, topic: str, *catalogs: Path, max_html_bytes: int = 2_000_000) -> Reader:
        """A reader for the topic (a name or a file), with further outlet catalogues laid over the built-in one."""
        rules = topics.load(topic)
        return cls(topic=rules, catalog=outlets.load(*catalogs), extractor=extractor(rules), max_html_bytes=max_html_bytes)

    def read(self, page: RawPage, ingest_day: date, *, select: bool = True) -> Reading:
        """Clean and extract one page.

        With `select`, pages that are off the topic, in another language or only a teaser are skipped; without it every text that can be
        read is read, and nothing is left out.
        """
        cleaned = clean(page, max_html_bytes=self.max_html_bytes)
        outlet = self.catalog.resolve(page.outlet, page.url or cleaned.canonical_url)
        version = self._version(page, cleaned, outlet) if cleaned.body else None
        fate, reason, detail = self._decide(cleaned, version, select=select)
        kept = version if fate == "stored" else None
        return Reading(
            capture=_capture(page, outlet, ingest_day, (fate, reason, detail), kept),
            outlet=outlet,
            cleaned=cleaned,
            version=kept,
            facts=self.facts(kept) if kept else None,
        )

    def facts(self, version: ArticleVersion) -> Facts:
        """The facts of one article version."""
        return extract(
            version.text,
            body_start=version.body_start,
            published=version.published_at.date() if version.published_at else None,
            version_id=version.version_id,
            extractor_id=self.extractor.extractor_id,
            topic=self.topic,
            catalog=self.catalog,
        )

    def text_facts(self, text: str, title: str | None, published: date | None) -> tuple[int, Facts]:
        """Where the body begins in an already clean text, and its facts; the text is taken as it stands."""
        body_start = headline_end(text, title)
        stamps = {"version_id": "", "extractor_id": ""}
        return body_start, extract(text, body_start=body_start, published=published, topic=self.topic, catalog=self.catalog, **stamps)

    def _decide(self, cleaned: Cleaned, version: ArticleVersion | None, *, select: bool) -> tuple[str, str | None, str | None]:
        """Fate, reason and a line for people."""
        if version is None or (cleaned.status != "ok" and select):
            reason = cleaned.status if cleaned.status != "ok" else "empty"
            return ("skipped" if reason in SKIPS else "failed"), reason, cleaned.detail
        if select and (left_out := self.left_out(version)):
            return "skipped", *left_out
        return "stored", None, None

    def left_out(self, version: ArticleVersion) -> tuple[str, str] | None:
        """Why the topic leaves a text out, reason and a line for people; None where it does not."""
        if version.language and version.language not in self.topic.languages:
            return "language", f"the text is in '{version.language}'; the topic reads {', '.join(self.topic.languages)}"
        if version.relevance < self.topic.threshold:
            return "not_relevant", f"relevance {version.relevance:.2f}; the topic asks for {self.topic.threshold:.2f}"
        return None

    def _version(self, page: RawPage, cleaned: Cleaned, outlet: Outlet) -> ArticleVersion:
        headline = f"{cleaned.title}\n\n" if cleaned.title else ""
        text = headline + (cleaned.body or "")
        content_hash = make_id(text)
        url = address(cleaned.canonical_url) or address(page.url)
        article_id = make_id(outlet.outlet_id, url) if url else make_id(outlet.outlet_id, "content", content_hash)
        copied = credit(text, len(headline), cleaned.authors, self.catalog, outlet.outlet_id)
        return ArticleVersion(
            # The date is part of what a version says: the same text under another date is another version.
            version_id=make_id(article_id, content_hash, cleaned.published_at),
            article_id=article_id,
            outlet_id=outlet.outlet_id,
            url=url,
            title=cleaned.title,
            authors=list(cleaned.authors),
            published_at=cleaned.published_at,
            published_method=cleaned.published_method,
            published_raw=cleaned.published_raw,
            modified_at=cleaned.modified_at,
            modified_method=cleaned.modified_method,
            language=cleaned.language,
            text=text,
            body_start=len(headline),
            content_hash=content_hash,
            word_count=len(text.split()),
            relevance=self.topic.relevance(cleaned.title, cleaned.body or ""),
            canonical_elsewhere=cleaned.canonical_elsewhere,
            credit=copied.words if copied else None,
            credit_start=copied.start if copied else None,
            credit_end=copied.end if copied else None,
            credit_outlet_id=copied.outlet_id if copied else None,
        )


def make_reader(known: Settings) -> Callable[[tuple[RawPage, date]], Reading]:
    """In a worker: load the rules once, answer the function that reads one archived page of an ingest day."""
    reader = Reader.of(known)
    return lambda job: reader.read(*job)


def headline_end(text: str, title: str | None) -> int:
    """Where the body of a clean text begins: after its first paragraph where that is the title, else 0."""
    first, blank, _ = text.partition("\n\n")
    return len(first) + len(blank) if blank and title is not None and first.strip() == title.strip() else 0


def address(url: str | None) -> str | None:
    """The canonical form of `url`; None where there is none or it is no web address (a local file)."""
    try:
        return canonical(url) if url else None
    except ValueError:
        return None


def page_id(page: RawPage) -> str:
    """The id of the page a look is at: by its canonical address, else by its content, else (nothing came) by where it was named."""
    if page.url:
        return make_id("page", address(page.url) or page.url)
    return make_id("content", _raw_hash(page)) if page.body else make_id("place", page.found_in)


def _raw_hash(page: RawPage) -> str | None:
    return hashlib.sha256(page.body).hexdigest() if page.body else None


def lost(page: RawPage, ingest_day: date, catalog: Catalog, reason: str, detail: str) -> Reading:
    """The reading of a page whose worker gave none: a failure with its reason."""
    outlet = catalog.resolve(page.outlet, page.url)
    capture = _capture(page, outlet, ingest_day, ("failed", reason, detail), None)
    return Reading(capture=capture, outlet=outlet, cleaned=Cleaned(status=reason, detail=detail), version=None, facts=None)


def _capture(
    page: RawPage, outlet: Outlet, ingest_day: date, decided: tuple[str, str | None, str | None], version: ArticleVersion | None
) -> Capture:
    raw_hash, identity = _raw_hash(page), page_id(page)
    fate, reason, detail = decided
    return Capture(
        capture_id=make_id(identity, page.fetched_at, raw_hash, page.error),
        page_id=identity,
        url=address(page.url) or page.url,
        outlet_id=outlet.outlet_id,
        fetched_at=page.fetched_at,
        ingest_day=ingest_day,
        origin=page.origin,
        found_in=page.found_in,
        http_status=page.status,
        media_type=page.media_type,
        raw_hash=raw_hash,
        byte_count=len(page.body),
        fate=fate,
        reason=reason,
        detail=detail,
        article_id=version.article_id if version else None,
        version_id=version.version_id if version else None,
    )


def extractor(topic: Topic) -> Extractor:
    """Who derives the facts: named by the hashes of its code and of the topic's rules."""
    code = _code_hash()
    return Extractor(
        extractor_id=make_id(code, topic.rules_hash),
        package_version=installed_version("masthead"),
        code_hash=code,
        rules_hash=topic.rules_hash,
        model=None,
    )


@cache
def _code_hash() -> str:
    """One hash over the sources in `DERIVING` and the version of the library that finds the body."""
    digest = hashlib.sha256(installed_version("trafilatura").encode())
    root = files("pipeline")
    for name in DERIVING:
        for path, data in _sources(root.joinpath(name), name):
            digest.update(f"\0{path}\0".encode())
            digest.update(data)
    return digest.hexdigest()


def _sources(place: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    if place.is_file():
        if path.endswith(".py"):  # a topic's rules are hashed apart
            yield path, place.read_bytes()
        return
    for child in sorted(place.iterdir(), key=lambda item: item.name):
        if child.name != "__pycache__":
            yield from _sources(child, f"{path}/{child.name}")
