"""How many of an article's words another holds: counted on the texts, for pairs that are worth it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from pipeline.relate.candidates import SKETCH
from pipeline.relate.shingles import FEWEST, Sketch, body, grams, shared, sketch
from pipeline.relate.syndication import CREDITED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.relate.shingles import Grams

    _Versions = list[tuple[bool, str]]  # whether it is an older one, and its id: the current one first

TEXT = ("version_id", "article_id", "outlet_id", "day", "is_current", "content_hash", "text", "body_start", "credit_start", "credit_end")
"""Columns of a frame of texts: each version of an article, with the day of the article's publication; `furniture` beside them."""
OVERLAP = pl.Schema([("article_id", pl.String), ("holder_id", pl.String), ("holder_version_id", pl.String), ("share", pl.Float64)])

_SKETCHED = tuple(field.name for field in fields(Sketch))
_OF_SKETCH = attrgetter(*_SKETCHED)


def sketches(text: pl.DataFrame) -> pl.DataFrame:
    """The sketch of every text, from a frame of `TEXT` and `furniture` (a list of hashes, or null)."""
    made = [sketch(_body(row), row["content_hash"], _furniture(row)) for row in text.iter_rows(named=True)]
    told = pl.DataFrame(map(_OF_SKETCH, made), schema={name: SKETCH[name] for name in _SKETCHED}, orient="row")
    return text.select(name for name in SKETCH if name not in _SKETCHED).hstack(told)


def overlaps(pair: pl.DataFrame, text: pl.DataFrame) -> pl.DataFrame:
    """For pairs of articles (`one`, `two`): the share of either's current words that the best version of the other holds, from .2.

    Of versions that hold as many, the current one stands, then the smallest id. Texts of fewer than a dozen words share nothing.
    """
    held = {row["version_id"]: grams(_body(row), _furniture(row)) for row in text.iter_rows(named=True)}
    versions: defaultdict[str, _Versions] = defaultdict(list)
    for article_id, version_id, is_current in text.select("article_id", "version_id", "is_current").iter_rows():
        versions[article_id].append((not is_current, version_id))
    rows = [
        row
        for one, two in pair.select("one", "two").iter_rows()
        for row in _both(one, sorted(versions[one]), two, sorted(versions[two]), held)
        if row.share >= CREDITED
    ]
    return pl.DataFrame(rows, schema=OVERLAP, orient="row")


class _Overlap(NamedTuple):
    article_id: str
    holder_id: str
    holder_version_id: str
    share: float


def _both(one: str, of_one: _Versions, two: str, of_two: _Versions, held: Mapping[str, Grams]) -> Iterator[_Overlap]:
    """What each of two articles holds of the other one's current text, in the version that holds most of it."""
    if not of_one or not of_two:
        return
    currents = shared(held[of_one[0][1]], held[of_two[0][1]])
    for article_id, mine, holder_id, theirs in ((one, of_one, two, of_two), (two, of_two, one, of_one)):
        is_older, current = mine[0]
        if is_older or held[current].size < FEWEST:
            continue
        counts = [currents, *(shared(held[current], held[version_id]) for _, version_id in theirs[1:])]
        most = max(counts)
        yield _Overlap(article_id, holder_id, theirs[counts.index(most)][1], most / held[current].size)


def _body(row: Mapping[str, Any]) -> str:
    credit = None if row["credit_start"] is None or row["credit_end"] is None else (row["credit_start"], row["credit_end"])
    return body(row["text"], row["body_start"], credit)


def _furniture(row: Mapping[str, Any]) -> frozenset[int]:
    return frozenset(row["furniture"] or ())
