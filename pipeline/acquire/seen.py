"""Which looks the archive holds already, so that a second run adds nothing and a page that changed back is still told."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right, insort
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

LOCAL: Final = frozenset({"file", "article_list"})
"""Ways in whose time is that of the import, not of a look at the outlet's page."""
_LAST: Final = b"\xff" * 17  # behind every name


class Look(Protocol):
    """What tells one look at a page from another."""

    @property
    def url(self) -> str | None: ...  # noqa: D102
    @property
    def outlet(self) -> str | None: ...  # noqa: D102
    @property
    def origin(self) -> str: ...  # noqa: D102
    @property
    def found_in(self) -> str | None: ...  # noqa: D102
    @property
    def fetched_at(self) -> datetime: ...  # noqa: D102
    @property
    def error(self) -> str | None: ...  # noqa: D102
    @property
    def raw_hash(self) -> str | None: ...  # noqa: D102


class Seen:
    """The looks known so far.

    A local file or list is known by address, outlet and bytes, whenever it was imported. A fetched page is known when the look before it,
    or one at the same moment, showed the same: A, B, A over time are three looks, and replaying the three adds none.
    """

    def __init__(self, looks: Iterable[Look]) -> None:
        """Start from the looks archived before, in any order."""
        self._exact: set[bytes] = set()
        self._times: dict[bytes, list[tuple[datetime, bytes]]] = {}
        for look in looks:
            self._remember(look)

    def is_new(self, look: Look) -> bool:
        """Whether the look is new; it is known from then on."""
        known = _known(look) in self._exact if look.origin in LOCAL else self._shown(look)
        if not known:
            self._remember(look)
        return not known

    def _shown(self, look: Look) -> bool:
        times = self._times.get(_page(look), [])
        after = bisect_right(times, (look.fetched_at, _LAST))
        if not after:
            return False
        before = bisect_left(times, (times[after - 1][0], b""))
        return any(shown == _shows(look) for _, shown in times[before:after])

    def _remember(self, look: Look) -> None:
        self._exact.add(_known(look))
        insort(self._times.setdefault(_page(look), []), (look.fetched_at, _shows(look)))


def _page(look: Look) -> bytes:
    return _key(*_address(look))


def _address(look: Look) -> tuple[str, str]:
    # a page without an address that did not come is known by where it should have come from
    named = look.url or ("" if look.raw_hash else look.found_in or "")
    return (named, look.outlet or "")


def _shows(look: Look) -> bytes:
    return _key(look.raw_hash or f"!{look.error}")


def _known(look: Look) -> bytes:
    return _key(*_address(look), look.raw_hash or f"!{look.error}")


def _key(*parts: str) -> bytes:
    """A short name, because every look ever archived is kept in memory; 128 bits do not clash."""
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()
