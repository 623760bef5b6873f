"""Groups by average linkage."""

from __future__ import annotations

from pipeline.relate.linkage import groups


def test_the_most_alike_are_joined_first_and_strangers_stay_alone() -> None:
    assert groups(4, [(0, 1, 0.9), (2, 3, 0.1)], 0.5) == [[0, 1], [2], [3]]


def test_a_bridge_between_two_groups_does_not_join_them() -> None:
    # 2 is like both sides, but the sides are not alike: the average over (0, 1) and (3, 4) is too low.
    pairs = [(0, 1, 0.9), (3, 4, 0.9), (0, 2, 0.6), (1, 2, 0.6), (2, 3, 0.5), (2, 4, 0.5)]
    assert groups(5, pairs, 0.4) == [[0, 1, 2], [3, 4]]


def test_groups_are_joined_while_the_average_is_enough() -> None:
    pairs = [(0, 1, 0.9), (2, 3, 0.8), (0, 2, 0.5), (0, 3, 0.5), (1, 2, 0.5), (1, 3, 0.5)]
    assert groups(4, pairs, 0.5) == [[0, 1, 2, 3]]
    assert groups(4, pairs, 0.51) == [[0, 1], [2, 3]]


def test_the_order_of_the_pairs_plays_no_part() -> None:
    pairs = [(0, 1, 0.5), (1, 2, 0.5), (0, 2, 0.0), (2, 3, 0.5)]
    assert groups(4, pairs, 0.5) == groups(4, pairs[::-1], 0.5) == [[0, 1], [2, 3]]


def test_nothing_is_no_group() -> None:
    assert groups(0, [], 0.5) == []
    assert groups(2, [], 0.5) == [[0], [1]]
