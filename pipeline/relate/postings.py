"""Likenesses of many vectors to many others at once: by the features they share, through an inverted index, in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import polars as pl
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Packed:
    """Vectors end to end: `flat` holds what `pipeline.relate.vectors.pack` makes, `lengths` how many of it belong to each vector."""

    flat: NDArray[np.uint32]
    lengths: NDArray[np.int64]

    @classmethod
    def of(cls, column: pl.Series) -> Self:
        """From a column of lists."""
        return cls(column.explode(empty_as_null=False).to_numpy().astype(np.uint32), column.list.len().to_numpy().astype(np.int64))


@dataclass(frozen=True, slots=True)
class Index:
    """Where each feature stands: `features` ascending, with the target it adds to and by how much."""

    features: NDArray[np.uint32]
    targets: NDArray[np.int64]
    weights: NDArray[np.float64]
    count: int  # of targets


def index(held: Packed, targets: NDArray[np.int64], scale: NDArray[np.int64], count: int) -> Index:
    """An index of vectors, of which each adds to one of `count` targets, `scale` times."""
    features = held.flat >> np.uint32(8)
    order = np.argsort(features, kind="stable")
    rows = np.repeat(np.arange(len(held.lengths)), held.lengths)[order]
    weights = (held.flat & np.uint32(255)).astype(np.float64)[order] * scale[rows]
    return Index(features[order], targets[rows], weights, count)


def products(asked: Packed, of: Index) -> Iterator[NDArray[np.float64]]:
    """For each asked vector its scalar product with every target, summed over the target's vectors; whole numbers below 2^53, so exact."""
    features = asked.flat >> np.uint32(8)
    weights = (asked.flat & np.uint32(255)).astype(np.float64)
    low = np.searchsorted(of.features, features, "left")
    spans = np.searchsorted(of.features, features, "right") - low
    ends = np.cumsum(asked.lengths)
    for start, end in zip(ends - asked.lengths, ends, strict=True):
        lengths = spans[start:end]
        at = np.repeat(low[start:end] - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
        yield np.bincount(of.targets[at], of.weights[at] * np.repeat(weights[start:end], lengths), of.count).astype(np.float64)


def square(vectors: Packed) -> NDArray[np.float64]:
    """Products of all vectors with one another, n x n."""
    count = len(vectors.lengths)
    every = np.arange(count)
    rows: Sequence[NDArray[np.float64]] = list(products(vectors, index(vectors, every, np.ones(count, np.int64), count)))
    return np.array(rows).reshape(count, count)
