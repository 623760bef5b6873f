"""Groups by average linkage: the closest two are joined first, and as long as their members are alike on the average."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FLOOR = 0.02  # likenesses below are taken as none: they decide nothing and would fill memory


def groups(count: int, likenesses: Iterable[tuple[int, int, float]], least: float) -> list[list[int]]:
    """The numbers 0 to `count` - 1 in groups, each sorted, in the order of their first member.

    `likenesses` are (smaller, larger, 0..1), each pair once; a pair that is not named is not alike. Two groups are joined while the average
    over all pairs between them is `least` or more, the most alike first and among equals those that come first (UPGMA; Sokal and Michener
    1958). A bridge of one article between two events therefore does not make them one, as it would if the closest pair decided.
    """
    near: dict[int, dict[int, float]] = {at: {} for at in range(count)}
    heap = []
    for one, two, likeness in likenesses:
        if likeness >= FLOOR:
            near[one][two] = near[two][one] = likeness
        if likeness >= least:
            heap.append((-likeness, one, two))
    heapq.heapify(heap)
    members = {at: [at] for at in range(count)}
    fresh = count
    while heap:
        _, one, two = heapq.heappop(heap)
        if one not in members or two not in members:
            continue
        sizes = len(members[one]), len(members[two])
        of_one, of_two = near.pop(one), near.pop(two)
        members[fresh] = members.pop(one) + members.pop(two)
        near[fresh] = {}
        for other in sorted((of_one.keys() | of_two.keys()) - {one, two}):
            average = (sizes[0] * of_one.get(other, 0.0) + sizes[1] * of_two.get(other, 0.0)) / sum(sizes)
            near[other].pop(one, None)
            near[other].pop(two, None)
            near[other][fresh] = near[fresh][other] = average
            if average >= least:
                heapq.heappush(heap, (-average, other, fresh))
        fresh += 1
    return sorted(sorted(group) for group in members.values())
