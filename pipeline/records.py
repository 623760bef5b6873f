"""The rows that cross a stage's border, one frozen dataclass each.

This is the one place where a row's fields are named. The contracts at the warehouse's door are derived from these classes
(`pipeline.store.contracts`) and a test holds `sql/schema/` against them. Standard library only, so that everything may import it.

Conventions, the same in every row:

- ids are 12 characters of `make_id`: the same input gives the same id on every machine, so a load can be repeated;
- `start` and `end` are Unicode code points into the article version's `text`, half open, and `text[start:end] == surface`;
- a *span list* holds `[start, end]` lists in order of the text, empty where there are no such words;
- datetimes are timezone-aware UTC; a `date` is a UTC day; `None` means 'the page does not say'.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime

SpanList = list[list[int]]


def make_id(*parts: object) -> str:
    """A deterministic id of 12 URL-safe characters (72 bits of BLAKE2b over the parts, which keep their borders).

    72 bits make a clash among 20 million rows a matter of one in twenty million; 12 characters is what DuckDB keeps inline.
    """
    digest = hashlib.blake2b(
        "\x1f".join("" if part is None else str(part) for part in parts).encode("utf-8", "surrogatepass"), digest_size=9
    )
    return base64.b64encode(digest.digest(), b"._").decode()


# --- acquire -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """One fetch of one address, bytes as they came. `body` is archived by hash; the rest is the archive's index line."""

    url: str | None  # as found; None for a local text that names no address
    outlet: str | None  # id or name as the way in gave it; None where it did not say
    origin: str  # the way in: feed, sitemap, file, article_list
    found_in: str | None  # the feed, sitemap or file that named it
    fetched_at: datetime
    status: int  # HTTP status; 200 for local files
    media_type: str
    charset: str | None = None  # as the response header declared it
    body: bytes = field(repr=False)
    title: str | None = None  # what the feed, list or file beside it said, before the page is read
    published: str | None = None
    authors: list[str] = field(default_factory=list)
    error: str | None = None  # a reason of `REASONS` where no page came
    detail: str | None = None  # that error in one line for people
    # [name, value] as the response sent them, secrets redacted; `body` is still in the Content-Encoding they name
    headers: list[list[str]] = field(default_factory=list)
    request_headers: list[list[str]] = field(default_factory=list)  # likewise of the request
    final_url: str | None = None  # where redirects led; None where `url` itself answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One look at a page: what came, when, and which article version it showed (so that A, B, A again is told)."""

    capture_id: str
    page_id: str
    url: str | None
    outlet_id: str
    fetched_at: datetime
    ingest_day: date
    origin: str
    found_in: str | None
    http_status: int
    media_type: str
    raw_hash: str | None  # sha256 of the bytes in the archive; None where nothing came
    byte_count: int
    fate: str  # stored, skipped or failed, for this look alone
    reason: str | None  # one of REASONS; None when stored
    detail: str | None  # one line for people
    article_id: str | None
    version_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What became of one discovered address over all looks at it. Every page has exactly one fate."""

    page_id: str
    url: str | None
    outlet_id: str
    fate: str  # one of FATES
    reason: str | None
    detail: str | None
    duplicate_of: str | None  # the page that holds the same text or article, or that it redirects to
    article_id: str | None
    retry_at: datetime | None  # when the next try is planned; None where none is: a local file is read again when it is given again
    last_looked_at: datetime | None
    unchanged: int  # looks that showed what the one before had, and so are no captures


FATES = ("stored", "duplicate", "skipped", "failed", "quarantined")
FETCH_PASSING = {
    "unresolved": "the name system knows no address of the host",
    "unreachable": "no connection to the host could be made",
    "dropped": "the server ended the connection before it had answered",
    "truncated": "the answer ended before its declared end",
    "timeout": "it took longer than the limit",
    "too_slow": "the answer came more slowly than the limit",
    "undecodable": "the bytes could not be unpacked or read as text",
    "server_error": "the server could not answer",
    "rate_limited": "the server asked to be left alone for a while",
    "crashed": "the fetcher tripped over it",
    "robots_unreachable": "the site's robots.txt could not be read, so nothing may be fetched",
}
"""Reasons that may pass: another try is made later."""
FETCH_FINAL = {
    "not_found": "the server has no such page",
    "forbidden": "the server refuses to show the page",
    "http_error": "the server answered with a status that gives no page",
    "redirect_loop": "the redirects lead in a circle",
    "too_many_redirects": "more redirects than the limit",
    "unsafe_address": "the address, or one it redirects to, must not be fetched",
    "too_large": "larger than the limit",
    "bomb": "unpacks to far more than a page would",
    "malformed": "what came is not what it should be",
}
"""Reasons that another try would only meet again."""
FETCH_SKIPPED = {
    "robots": "the site's robots.txt forbids it",
    "not_html": "neither a page nor a text",
    "not_relevant": "the page does not speak of the topic",
    "too_old": "the listing dates it before the time asked for",
}
"""Reasons to leave an address out on purpose."""
_REDIRECTS = "redirects to "


def redirects_to(url: str) -> str:
    """The detail of a look that only found the way to another page: 'same_article', and where."""
    return f"{_REDIRECTS}{url}"


def redirected_to(detail: str | None) -> str | None:
    """The address in such a detail; None in any other."""
    return detail.removeprefix(_REDIRECTS) if detail and detail.startswith(_REDIRECTS) else None


REASONS = {
    **FETCH_PASSING,
    **FETCH_FINAL,
    **FETCH_SKIPPED,
    # skipped: read, and left out on purpose
    "language": "the page is not in a language the extractor reads",
    "paywall": "only the teaser of a paid article came",
    "not_article": "a page, but not an article: an index, a gallery, a login form",
    # failed: could not be read; worth another try. Words that fetching uses too are said of reading here
    "empty": "no article text was found in the page",
    "too_deep": "nested deeper than the limit",
    "timeout": "reading took longer than the limit",
    "crashed": "the worker that read it died",
    "undecodable": "the bytes could not be read as text",
    "unreadable": "the file, or the record it refers to, could not be opened",
    "malformed": "the line or file is not what its name says",
    # quarantined
    "refused": "a contract refused what was read: see bad_row",
    # duplicate
    "same_text": "the outlet's other page has the same text",
    "same_article": "another address of the same article",
}
SKIPS = frozenset({"not_relevant", "language", "paywall", "not_html", "not_article", "same_article", *FETCH_SKIPPED})
"""The reasons that mean 'left out on purpose'; every other reason of a page that gave no article is a failure."""


# --- clean -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleVersion:
    """One text of an article: immutable, named by its content. All facts hang off it."""

    version_id: str
    article_id: str
    outlet_id: str
    url: str | None  # canonical
    title: str | None
    authors: list[str]
    published_at: datetime | None
    published_method: str | None  # json_ld, meta, time_tag, url, feed, given, text ...; None without a date
    published_raw: str | None  # as written, offset kept
    modified_at: datetime | None
    modified_method: str | None
    language: str | None  # ISO 639-1
    text: str = field(repr=False)  # headline, blank line, body
    body_start: int  # where the body begins in `text`
    content_hash: str
    word_count: int
    relevance: float  # 0..1 by the topic's rule
    canonical_elsewhere: str | None  # rel=canonical that points to another site: evidence of a copy
    credit: str | None  # the words that say whose copy this is: 'Reuters' in 'reports Reuters', '(AP)'
    credit_start: int | None
    credit_end: int | None
    credit_outlet_id: str | None  # the outlet those words name


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article over all its versions: identity is outlet and canonical URL, or content where there is no URL."""

    article_id: str
    outlet_id: str
    url: str | None
    title: str | None  # of the current version
    published_at: datetime | None  # earliest stated by any version
    published_method: str | None
    language: str | None
    first_fetched_at: datetime
    version_count: int
    current_version_id: str  # the version the latest capture showed


# --- extract: one row per span per extractor ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One claim that states a quantity. The contract is docs/figures.md."""

    figure_id: str
    version_id: str
    extractor_id: str
    kind: str
    value_low: float | None
    value_high: float | None  # None where the words set no upper bound
    low_inclusive: bool
    high_inclusive: bool
    qualifier: str
    unit: str | None  # ISO 4217, percent, kg, barrel ...; None for counts
    surface: str
    start: int
    end: int
    counted: str | None
    counted_start: int | None
    counted_end: int | None
    counted_group: str | None  # normalised for comparing: nationality, civilians, soldiers, children ...
    place: str | None
    place_start: int | None
    place_end: int | None
    period: str | None
    period_start: int | None
    period_end: int | None
    period_from: date | None  # normalised
    period_to: date | None
    source: str | None
    source_start: int | None
    source_end: int | None
    attribution_id: str | None
    stance: str  # asserted, denied, hypothetical
    cumulative: bool
    in_headline: bool
    in_quote: bool
    sentence_start: int
    sentence_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A year, date, decade, relative expression or duration, normalised where the words and the publication date allow."""

    date_id: str
    version_id: str
    extractor_id: str
    surface: str
    start: int
    end: int
    value_start: date | None
    value_end: date | None
    grain: str  # hour, day, week, month, year, decade, part-month, part-year ...
    form: str  # absolute, relative, duration


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityMention:
    """Words that name somebody or something. `entity_id` is None for a name the gazetteer does not hold."""

    mention_id: str
    version_id: str
    extractor_id: str
    entity_id: str | None
    kind: str
    surface: str
    start: int
    end: int
    in_headline: bool
    in_quote: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words printed as somebody's own, between quotation marks. `surface` is the content, marks excluded, first to last piece."""

    quote_id: str
    version_id: str
    extractor_id: str
    surface: str
    start: int
    end: int
    content: str  # the pieces, joined by one blank
    content_spans: SpanList
    source: str | None
    source_spans: SpanList
    cue: str | None
    cue_spans: SpanList
    kind: str  # direct, mixed (a fragment inside an indirect report), scare
    speaker: str | None  # resolved: 'he' -> 'the senior Iranian official'
    speaker_entity_id: str | None
    anonymous: bool | None  # None where there is no speaker
    attribution_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who is cited for what: direct, indirect or mixed. `surface` runs from the first to the last of its pieces."""

    attribution_id: str
    version_id: str
    extractor_id: str
    parent_id: str | None  # the attribution this one is told through: 'Mehr, citing an informed source'
    surface: str
    start: int
    end: int
    source: str | None
    source_spans: SpanList
    cue: str
    cue_spans: SpanList
    content: str
    content_spans: SpanList
    form: str  # direct, indirect, mixed
    verb_class: str  # neutral, claim, admit, deny, warn, belief, report, ...
    speaker: str | None  # resolved within the article
    speaker_entity_id: str | None
    # government, military, state_media, wire, media, ngo, hospital, witness, expert, document, outlet (which prints it), person, unknown
    source_class: str | None
    source_country: str | None  # ISO 3166 alpha-2 where the words say
    anonymous: bool | None  # None where no source is named at all
    anonymity_reason: str | None  # the words given for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A concept and the variant chosen for it."""

    naming_id: str
    version_id: str
    extractor_id: str
    concept: str
    variant: str
    surface: str
    start: int
    end: int
    in_headline: bool
    in_quote: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedSpan:
    """A number seen and not used as a figure, and why."""

    rejected_id: str
    version_id: str
    extractor_id: str
    surface: str
    start: int
    end: int
    reason: str  # year, date, duration, age, ordinal, clock_time, name, distance, ratio, no_trigger ...


# --- relate ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Syndication:
    """One row per article that belongs to a cluster of copies; articles without copies have no row and weight 1."""

    article_id: str
    cluster_id: str
    role: str  # original, copy, partial
    original_article_id: str | None
    original_version_id: str | None  # the version of it that holds most of the article's words: what to compare it with
    source_outlet_id: str | None  # the outlet credited or found
    containment: float  # share of the article's word 5-grams that the original holds
    evidence: str  # same_text, near_text, credit, canonical
    weight: float  # original 1, copy 0, partial 1 - containment


AGAINST = ("revision", "original")
"""What a text is held against: the article's version before, or the version of the original that it copies."""
EDITS = ("added", "removed", "changed", "moved")
NOTES = ("retraction", "correction", "clarification", "update", "note")
"""What a note to readers may be, the gravest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleEdit:
    """What became of a sentence or a headline from one text to the next. The spans are of the two versions; a side without words is None."""

    edit_id: str
    article_id: str
    against: str  # one of AGAINST
    before_version_id: str
    after_version_id: str
    position: int
    in_headline: bool
    kind: str  # one of EDITS
    before_start: int | None
    before_end: int | None
    before: str | None
    after_start: int | None
    after_end: int | None
    after: str | None
    likeness: float  # share of words in common
    note: str | None  # one of NOTES, where the sentence is one
    note_id: str | None  # the edit that declares this one; None for a silent edit


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles about the same event."""

    story_id: str
    label: str
    day_first: date
    day_last: date
    article_count: int
    outlet_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleStory:
    """Which story an article belongs to."""

    article_id: str
    story_id: str
    score: float


STORY_CHANGES = ("merged", "split", "renamed", "gone")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryChange:
    """What became of a story when more was known: where its articles went. The log only grows, in the order of arrival."""

    change_id: str
    seq: int  # grows with every working out of relations that changed a story
    story_id: str
    label: str  # that it had
    kind: str  # one of STORY_CHANGES: all of it is in another story, part is, it has another first article, no article is left
    other_story_id: str | None  # where these articles are now; None where they are in none
    articles: int


# --- reference and accounting ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who publishes. Outlets seen in the input but in no catalogue are rows too, with `catalogued` false."""

    outlet_id: str
    name: str
    country: str | None  # ISO 3166 alpha-2
    language: str | None
    owner_kind: str  # public, state, private, party, unknown
    kind: str | None  # wire, broadcaster, newspaper, online, magazine, think_tank
    catalogued: bool
    invented: bool  # of the sample world


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A canonical entity of a topic's gazetteer."""

    entity_id: str
    name: str
    kind: str
    side: str | None
    wikidata: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What was tried and what came, per outlet and day of the fetch (UTC). Counts are looks and entries of listings, not pages."""

    outlet_id: str
    day: date
    discovered: int  # the sum of the six that follow
    stored: int  # looks that are captures, by their fate: these three
    skipped: int
    failed: int
    unchanged: int  # looks that showed what the one before had
    not_relevant: int  # entries of listings left out unseen, off the topic
    too_old: int  # likewise, by their date
    new: int  # addresses not known before, relevant or not
    gap: bool  # silence proves nothing
    gap_reason: str | None  # one of GAPS


GAPS = {
    "not_tried": "nothing was asked of the outlet: we were not running",
    "errors": "most looks failed",
    "no_listing": "no feed or sitemap of the outlet could be read",
    "silent": "every listing answered and named nothing new, though the outlet usually publishes",
}
"""Why a day is a gap. All but 'silent' are ours to explain, and so is that until somebody has looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchState:
    """What the fetcher last knew of a page it has looked at: the frontier's row, exported."""

    page_id: str
    url: str
    fate: str  # open, stored, duplicate, skipped, failed or quarantined, of the fetching alone
    reason: str | None
    detail: str | None
    next_look_at: datetime | None
    last_looked_at: datetime
    looks: int
    unchanged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchDay:
    """What fetching came to, per outlet and day (UTC): the frontier's counts that no capture tells, exported."""

    fetch_day_id: str
    outlet_id: str
    day: date
    discovered: int
    unchanged: int
    not_relevant: int
    too_old: int
    listings_read: int
    listings_failed: int
    gap_reason: str | None  # one of GAPS


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractor:
    """What derived the facts: a change in code or rules is a new extractor."""

    extractor_id: str
    package_version: str
    code_hash: str
    rules_hash: str
    model: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How well an extractor does on annotated texts, in one respect: a score with its interval."""

    quality_id: str
    extractor_id: str
    gold: str  # the annotated texts: name of the file and the beginning of its hash
    field: str  # figure, number, strict, tuple, value, qualifier, stance, counted, source, place, period, cumulative, date, attribution, quote ...
    kind: str  # a kind of figure, 'casualty kinds', 'other kinds' or 'all'
    outlet_id: str | None  # None: all outlets together
    metric: str  # precision, recall, f1, accuracy
    value: float  # 0 to 1
    low: float  # of the interval that 95 of 100 resamplings of the texts lie in
    high: float
    support: int  # rows it rests on: annotated ones, for accuracy those that were found


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One execution of the line and what it counted. `discovered` is the sum of the fates that follow it."""

    run_id: str
    started_at: datetime
    finished_at: datetime
    command: str
    extractor_id: str
    ingest_days: list[date]
    discovered: int
    stored: int
    duplicate: int
    skipped: int
    failed: int
    quarantined: int
    unchanged: int
    figures: int
    quotes: int
    entities: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row a contract refused, and the rule it broke."""

    bad_row_id: str
    table_name: str
    rule: str
    row_json: str
    ingest_day: date
    batch_id: str


FACTS: tuple[type, ...] = (Figure, DateMention, EntityMention, Quote, Attribution, Naming, RejectedSpan)
"""The rows `extract/` makes, in the order they are loaded."""
