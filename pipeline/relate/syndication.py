"""Who printed whose words: wire copies, reprints and partial takes across articles, so that copies are counted once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.records import Syndication, make_id
from pipeline.relate.frames import build

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

COPY = 0.8  # share of its 5-grams another article holds, from which an article is that article's copy
PARTIAL = 0.3  # from which it is a partial take; below, two articles share no more than quotations
CREDITED = (
    0.2  # from which it is one where it credits the other's outlet, or the same agency as the other: takes of agency copy, half rewritten
)

ENTRY = (
    "article_id",
    "outlet_id",
    "is_wire",
    "url",
    "published_at",
    "current_version_id",
    "text_key",
    "word_count",
    "credit_outlet_id",
    "canonical_elsewhere",
)
"""Columns of a frame of entries: one row an article, with what its current version and its outlet say of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """An article as a candidate: what decides who was first."""

    article_id: str
    outlet_id: str
    url: str | None
    rank: tuple[object, ...]  # smaller is more likely the original
    credit: str | None  # the outlet it credits, if that is another one
    canonical: str | None
    current: str  # version id
    text_key: int


class _Held(NamedTuple):
    """How much of an article's words a version of another holds."""

    share: float
    version_id: str


_Shares = dict[str, dict[str, _Held]]


def syndication(entry: pl.DataFrame, overlap: pl.DataFrame) -> pl.DataFrame:
    """One `Syndication` row per article that shares its words with another.

    `entry` has the columns `ENTRY`, `overlap` those of `pipeline.relate.overlap.OVERLAP`. Articles are taken in the order of who is likelier
    the original: those that credit nobody, wire agencies, the earliest, the fullest, the smallest id. Each one hangs on the article before it
    that holds most of its words, if that is three tenths or more, two where the credits agree: a copy from eight tenths (weight 0), else
    partial (weight 1 - containment).
    A first article on which others hang is the original (weight 1), so every cluster weighs at least 1 also where the true original was
    never seen. An original's other versions count too: copies are made of what the wire said then.
    """
    entries, shares = _read(entry, overlap)
    rows: dict[str, Syndication] = {}
    for one in entries.values():
        parent = _parent(one, entries, shares)
        if parent is None:
            continue
        held = rows.get(parent.article_id)
        if held is not None and held.role == "copy" and held.original_article_id is not None:
            above = shares[one.article_id].get(held.original_article_id)
            if above is not None and above.share >= min(shares[one.article_id][parent.article_id].share, COPY):
                parent = entries[held.original_article_id]  # a copy of a copy is a copy of the original
        share = shares[one.article_id][parent.article_id].share
        evidence = _evidence(one, parent)
        if parent.article_id not in rows:
            rows[parent.article_id] = _original(parent, evidence)
        rows[one.article_id] = Syndication(
            article_id=one.article_id,
            cluster_id=rows[parent.article_id].cluster_id,
            role="copy" if share >= COPY else "partial",
            original_article_id=parent.article_id,
            original_version_id=shares[one.article_id][parent.article_id].version_id,
            source_outlet_id=one.credit or rows[parent.article_id].source_outlet_id,
            containment=round(share, 4),
            evidence=evidence,
            weight=0.0 if share >= COPY else round(1 - share, 4),
        )
    wanted = Syndication.__dataclass_fields__
    return build(({name: getattr(row, name) for name in wanted} for row in rows.values()), Syndication).sort("article_id")


def parents(entry: pl.DataFrame, overlap: pl.DataFrame) -> set[str]:
    """The articles on which those of `overlap`'s `article_id` hang: to work out one row, its parent's must be worked out before it."""
    entries, shares = _read(entry, overlap)
    asked = set(overlap["article_id"])
    found = (_parent(one, entries, shares) for key, one in entries.items() if key in asked)
    return {parent.article_id for parent in found if parent is not None}


def _read(entry: pl.DataFrame, overlap: pl.DataFrame) -> tuple[dict[str, _Entry], _Shares]:
    """Entries by article id in the order of rank, and what each one's words others hold."""
    ordered = sorted(map(_entry, entry.select(ENTRY).iter_rows(named=True)), key=lambda one: one.rank)
    entries = {one.article_id: one for one in ordered}
    shares: _Shares = defaultdict(dict)
    for article_id, holder_id, version_id, share in overlap.select("article_id", "holder_id", "holder_version_id", "share").iter_rows():
        if article_id in entries and holder_id in entries:
            shares[article_id][holder_id] = _Held(share, version_id)
    first: dict[int, _Entry] = {}
    for one in ordered:  # of one text all hang on its first
        before = first.setdefault(one.text_key, one)
        if before is not one:
            shares[one.article_id][before.article_id] = _Held(1.0, before.current)
    return entries, shares


def _entry(row: Mapping[str, Any]) -> _Entry:
    credit = row["credit_outlet_id"] if row["credit_outlet_id"] != row["outlet_id"] else None
    when = row["published_at"]
    return _Entry(
        article_id=row["article_id"],
        outlet_id=row["outlet_id"],
        url=row["url"],
        rank=(
            credit is not None or row["canonical_elsewhere"] is not None,
            not row["is_wire"],
            when is None,
            when.timestamp() if when is not None else 0.0,
            -row["word_count"],
            row["article_id"],
        ),
        credit=credit,
        canonical=row["canonical_elsewhere"],
        current=row["current_version_id"],
        text_key=row["text_key"],
    )


def _parent(one: _Entry, entries: Mapping[str, _Entry], shares: _Shares) -> _Entry | None:
    """The article before it that holds most of its words; among equals the likelier original."""
    held = shares.get(one.article_id, {})
    before = [other for key in held if (other := entries[key]).rank < one.rank and held[key].share >= _least(one, other)]
    most = max((held[other.article_id].share for other in before), default=0.0)
    return min((other for other in before if held[other.article_id].share == most), key=lambda other: other.rank, default=None)


def _least(one: _Entry, other: _Entry) -> float:
    return CREDITED if _credits_agree(one, other) else PARTIAL


def _credits_agree(one: _Entry, other: _Entry) -> bool:
    return one.credit is not None and one.credit in {other.outlet_id, other.credit}


def _original(entry: _Entry, evidence: str) -> Syndication:
    return Syndication(
        article_id=entry.article_id,
        cluster_id=make_id("cluster", entry.article_id),
        role="original",
        original_article_id=None,
        original_version_id=None,
        source_outlet_id=entry.credit or entry.outlet_id,
        containment=1.0,
        evidence=evidence,
        weight=1.0,
    )


def _evidence(entry: _Entry, parent: _Entry) -> str:
    if entry.text_key == parent.text_key:
        return "same_text"
    if entry.canonical is not None and entry.canonical == parent.url:
        return "canonical"
    if _credits_agree(entry, parent):
        return "credit"
    return "near_text"
