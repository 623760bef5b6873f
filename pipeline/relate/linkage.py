"""Groups by average linkage: the closest two are joined first, and as long as their members are alike on the average."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def groups(likeness: NDArray[np.float64], least: float) -> list[list[int]]:
    """The numbers 0 to n - 1 in groups, each sorted, in the order of their first member, from their likenesses: n x n, symmetric, 0..1.

    Two groups are joined while the average over all pairs between them is `least` or more (UPGMA; Sokal and Michener 1958). A bridge of one
    article between two events therefore does not make them one, as it would if the closest pair decided. Found by chains of nearest
    neighbours (Murtagh 1983): time and memory grow with the square of n; among equals those that come first.
    """
    count = len(likeness)
    near = np.array(likeness, dtype=np.float64)
    np.fill_diagonal(near, -1.0)
    members = {at: [at] for at in range(count)}
    chain: list[int] = []
    start = 0  # all before are joined or complete: joining others never brings them nearer
    while start < count:
        if not chain:
            if start not in members or near[start].max() < least:
                start += 1
                continue
            chain.append(start)
        top = chain[-1]
        best = int(near[top].argmax())
        if near[top, best] < least:
            chain.clear()
        elif len(chain) > 1 and near[top, chain[-2]] == near[top, best]:
            _join(near, members, min(top, chain[-2]), max(top, chain[-2]))
            del chain[-2:]
        else:
            chain.append(best)
    return sorted(sorted(group) for group in members.values())


def _join(near: NDArray[np.float64], members: dict[int, list[int]], one: int, two: int) -> None:
    """Put the second group into the first; distances to it become averages over its members."""
    sizes = len(members[one]), len(members[two])
    row = (sizes[0] * near[one] + sizes[1] * near[two]) / sum(sizes)
    near[one] = near[:, one] = row
    near[two] = near[:, two] = -1.0
    near[one, one] = -1.0
    members[one] += members.pop(two)
