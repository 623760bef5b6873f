"""How the one pure function that is distributed reaches many pages: one protocol, local processes by default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Lost:
    """A result that did not come: `reason` is 'timeout' or 'crashed' (keys of `records.REASONS`), `detail` one line for people."""

    reason: str
    detail: str


class Mapper(Protocol):
    """Applies a function to items, somewhere, and gives every item back with its result or the reason there is none."""

    def map(self, make: Callable[[], Callable[[Item], Result]], items: Iterable[Item]) -> Iterator[tuple[Item, Result | Lost]]:
        """Results in the order of `items`. `make` is called once a worker, so that what it loads is loaded once; it must pickle."""
        ...
