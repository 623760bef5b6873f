"""Groups by average linkage, and the products they rest on."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from pipeline.relate.linkage import groups
from pipeline.relate.postings import Packed, index, products, square


def likenesses(count, pairs):
    """A symmetric matrix; pairs not named are not alike."""
    whole = np.zeros((count, count))
    for one, two, likeness in pairs:
        whole[one, two] = whole[two, one] = likeness
    return whole


def test_the_most_alike_are_joined_first_and_strangers_stay_alone() -> None:
    assert groups(likenesses(4, [(0, 1, 0.9), (2, 3, 0.1)]), 0.5) == [[0, 1], [2], [3]]


def test_a_bridge_between_two_groups_does_not_join_them() -> None:
    # 2 is like both sides, but the sides are not alike: the average over (0, 1) and (3, 4) is too low.
    pairs = [(0, 1, 0.9), (3, 4, 0.9), (0, 2, 0.6), (1, 2, 0.6), (2, 3, 0.5), (2, 4, 0.5)]
    assert groups(likenesses(5, pairs), 0.4) == [[0, 1, 2], [3, 4]]


def test_groups_are_joined_while_the_average_is_enough() -> None:
    pairs = [(0, 1, 0.9), (2, 3, 0.8), (0, 2, 0.5), (0, 3, 0.5), (1, 2, 0.5), (1, 3, 0.5)]
    assert groups(likenesses(4, pairs), 0.5) == [[0, 1, 2, 3]]
    assert groups(likenesses(4, pairs), 0.51) == [[0, 1], [2, 3]]


def test_a_chain_that_ends_below_what_is_asked_joins_no_more() -> None:
    # 0 is nearest to 1, but 1 goes with 2, and 0 is not like the two of them.
    assert groups(likenesses(3, [(0, 1, 0.32), (1, 2, 0.46), (0, 2, 0.09)]), 0.3) == [[0], [1, 2]]


def test_nothing_is_no_group() -> None:
    assert groups(likenesses(0, []), 0.5) == []
    assert groups(likenesses(2, []), 0.5) == [[0], [1]]


def closest_first(likeness, least):
    """The same by its definition, slowly."""
    found = [[at] for at in range(len(likeness))]
    while True:
        best = max(
            ((likeness[np.ix_(one, two)].mean(), -at, -to) for at, one in enumerate(found) for to, two in enumerate(found) if at < to),
            default=(0.0, 0, 0),
        )
        if best[0] < least:
            return sorted(sorted(group) for group in found)
        found[-best[1]] += found.pop(-best[2])


@pytest.mark.parametrize("seed", range(8))
def test_groups_are_those_of_the_definition(seed) -> None:
    made = np.random.default_rng(seed).random((24, 24)) ** 3
    likeness = (made + made.T) / 2
    for least in (0.1, 0.3, 0.5):
        assert groups(likeness, least) == closest_first(likeness, least)


def test_products_are_summed_over_the_vectors_of_a_target() -> None:
    held = Packed.of(pl.Series([[(7 << 8) + 3], [(7 << 8) + 1, (9 << 8) + 2], []], dtype=pl.List(pl.UInt32)))
    asked = Packed.of(pl.Series([[(7 << 8) + 10, (9 << 8) + 5], [(8 << 8) + 1], []], dtype=pl.List(pl.UInt32)))
    into = index(held, np.array([0, 1, 1]), np.array([2, 1, 1]), 2)
    assert [row.tolist() for row in products(asked, into)] == [[60.0, 20.0], [0.0, 0.0], [0.0, 0.0]]
    assert square(held).tolist() == [[9.0, 3.0, 0.0], [3.0, 5.0, 0.0], [0.0, 0.0, 0.0]]
