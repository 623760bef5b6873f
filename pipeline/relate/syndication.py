"""Who printed whose words: wire copies, reprints and partial takes across articles, so that copies are counted once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.records import Article, ArticleVersion, Outlet, Syndication, make_id
from pipeline.relate.frames import build, conform
from pipeline.relate.shingles import FEWEST, Sketch, body, candidates, containment, furniture, shingles, sketch

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

COPY = 0.8  # share of its 5-grams another article holds, from which an article is that article's copy
PARTIAL = 0.3  # from which it is a partial take; below, two articles share no more than quotations


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """An article as a candidate: what decides who was first, and the texts it ever had."""

    article_id: str
    outlet_id: str
    url: str | None
    rank: tuple[object, ...]  # smaller is more likely the original
    credit: str | None  # the outlet it credits, if that is another one
    canonical: str | None
    current: str  # version id
    content_hash: str
    versions: tuple[str, ...]


def syndication(article: pl.DataFrame, article_version: pl.DataFrame, outlet: pl.DataFrame) -> pl.DataFrame:
    """One `Syndication` row per article that shares its words with another, from `Article`, `ArticleVersion` and `Outlet` frames.

    Articles are taken in the order of who is likelier the original: those that credit nobody, wire agencies, the earliest, the fullest,
    the smallest id. Each one hangs on the article before it that holds most of its words, if that is three tenths or more: a copy from
    eight tenths (weight 0), else partial (weight 1 - containment). A first article on which others hang is the original (weight 1),
    so every cluster weighs at least 1 also where the true original was never seen. An original's other versions count too: copies are
    made of what the wire said then.
    """
    texts, entries = _entries(article, article_version, outlet)
    shares = _shares(texts, entries)
    by_id = {entry.article_id: entry for entry in entries}
    rows: dict[str, Syndication] = {}
    for entry in sorted(entries, key=lambda item: item.rank):
        best = max(
            (
                (share, _reversed(by_id[other].rank), other)
                for other, share in shares[entry.article_id].items()
                if by_id[other].rank < entry.rank
            ),
            default=None,
        )
        if best is None or best[0] < PARTIAL:
            continue
        share, parent = best[0], by_id[best[2]]
        held = rows.get(parent.article_id)
        if held is not None and held.role == "copy" and held.original_article_id is not None:
            above = shares[entry.article_id].get(held.original_article_id, 0.0)
            if above >= min(share, COPY):  # a copy of a copy is a copy of the original
                share, parent = above, by_id[held.original_article_id]
        evidence = _evidence(entry, parent, share)
        if parent.article_id not in rows:
            rows[parent.article_id] = _original(parent, evidence)
        rows[entry.article_id] = Syndication(
            article_id=entry.article_id,
            cluster_id=rows[parent.article_id].cluster_id,
            role="copy" if share >= COPY else "partial",
            original_article_id=parent.article_id,
            source_outlet_id=entry.credit or rows[parent.article_id].source_outlet_id,
            containment=round(share, 4),
            evidence=evidence,
            weight=0.0 if share >= COPY else round(1 - share, 4),
        )
    wanted = Syndication.__dataclass_fields__
    return build(({name: getattr(row, name) for name in wanted} for row in rows.values()), Syndication).sort("article_id")


class _reversed:  # noqa: N801 - reads as a function at its one call
    """Turns the order of a rank round, so that among equals `max` takes the likelier original."""

    def __init__(self, rank: tuple[object, ...]) -> None:
        self.rank = rank

    def __lt__(self, other: _reversed) -> bool:
        return self.rank > other.rank

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _reversed) and self.rank == other.rank

    def __hash__(self) -> int:
        return hash(self.rank)


def _original(entry: _Entry, evidence: str) -> Syndication:
    return Syndication(
        article_id=entry.article_id,
        cluster_id=make_id("cluster", entry.article_id),
        role="original",
        original_article_id=None,
        source_outlet_id=entry.credit or entry.outlet_id,
        containment=1.0,
        evidence=evidence,
        weight=1.0,
    )


def _evidence(entry: _Entry, parent: _Entry, share: float) -> str:
    if entry.content_hash == parent.content_hash or share == 1.0:
        return "same_text"
    if entry.canonical is not None and entry.canonical == parent.url:
        return "canonical"
    if entry.credit is not None and entry.credit in (parent.outlet_id, parent.credit):
        return "credit"
    return "near_text"


def _entries(article: pl.DataFrame, article_version: pl.DataFrame, outlet: pl.DataFrame) -> tuple[dict[str, str], list[_Entry]]:
    """Lower-cased bodies by version id, and the articles that have one."""
    kinds = dict(conform(outlet, Outlet).select("outlet_id", "kind").iter_rows())
    texts: dict[str, str] = {}
    rows: dict[str, dict[str, object]] = {}
    versions: defaultdict[str, list[str]] = defaultdict(list)
    for row in conform(article_version, ArticleVersion).sort("version_id").iter_rows(named=True):
        credit = None if row["credit_start"] is None or row["credit_end"] is None else (row["credit_start"], row["credit_end"])
        texts[row["version_id"]] = body(row["text"], row["body_start"], credit)
        rows[row["version_id"]] = row
        versions[row["article_id"]].append(row["version_id"])
    entries = []
    for row in conform(article, Article).sort("article_id").iter_rows(named=True):
        current = row["current_version_id"]
        if current not in rows:
            continue
        shown = rows[current]
        credit_outlet = shown["credit_outlet_id"] if shown["credit_outlet_id"] != row["outlet_id"] else None
        when = row["published_at"]
        entries.append(
            _Entry(
                article_id=row["article_id"],
                outlet_id=row["outlet_id"],
                url=row["url"],
                rank=(
                    credit_outlet is not None or shown["canonical_elsewhere"] is not None,
                    kinds.get(row["outlet_id"]) != "wire",
                    when is None,
                    when.timestamp() if when is not None else 0.0,
                    -len(texts[current]),
                    row["article_id"],
                ),
                credit=credit_outlet if isinstance(credit_outlet, str) else None,
                canonical=str(shown["canonical_elsewhere"]) if shown["canonical_elsewhere"] is not None else None,
                current=current,
                content_hash=str(shown["content_hash"]),
                versions=tuple(versions[row["article_id"]]),
            )
        )
    return texts, entries


def _shares(texts: dict[str, str], entries: list[_Entry]) -> defaultdict[str, dict[str, float]]:
    """For every article, how much of its current text the best version of each other article holds."""
    by_id = {entry.article_id: entry for entry in entries}
    sketches = _sketches(texts, entries)
    ids = sorted(sketches)
    owner = {version: entry.article_id for entry in entries for version in entry.versions}
    pairs = {tuple(sorted((owner[ids[one]], owner[ids[two]]))) for one, two in candidates([sketches[version] for version in ids])}
    pairs.update(_linked(entries))
    shares: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for one, two in sorted(pairs):
        if one == two:
            continue
        for held, holder in ((one, two), (two, one)):
            if by_id[held].content_hash == by_id[holder].content_hash:
                shares[held][holder] = 1.0
            elif len((own := sketches[by_id[held].current]).hashes) >= FEWEST:
                shares[held][holder] = max(containment(own, sketches[version]) for version in by_id[holder].versions)
    return shares


def _sketches(texts: dict[str, str], entries: list[_Entry]) -> dict[str, Sketch]:
    """Sketches by version id, the furniture of the outlet left out."""
    of_outlet: defaultdict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        of_outlet[entry.outlet_id].append(entry)
    sketches = {}
    for theirs in of_outlet.values():
        fixed = furniture(texts[entry.current] for entry in theirs)
        for entry in theirs:
            for version in entry.versions:
                sketches[version] = sketch(shingles(texts[version]) - fixed)
    return sketches


def _linked(entries: list[_Entry]) -> Iterable[tuple[str, str]]:
    """Pairs that are worth a look whatever their sketches say: one text, or a canonical link from one to the other."""
    first_of: dict[str, str] = {}
    at = {entry.url: entry.article_id for entry in entries if entry.url is not None}
    for entry in entries:
        first = first_of.setdefault(entry.content_hash, entry.article_id)
        yield min(first, entry.article_id), max(first, entry.article_id)
        if entry.canonical in at:
            other = at[entry.canonical]
            yield min(other, entry.article_id), max(other, entry.article_id)
