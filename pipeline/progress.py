"""How far long work has come: stages report, whoever shows it listens. Silent where nobody does."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Item = TypeVar("Item")


class Listener(Protocol):
    """Called with the stage's name, how many items are done and how many there are (None: not known yet)."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Take note."""
        ...


_listeners: list[Listener] = []


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Have `listener` told of all progress in this process while the block runs."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def report(stage: str, done: int, total: int | None = None) -> None:
    """Say that `done` of `total` items of a stage are through."""
    for listener in _listeners:
        listener(stage, done, total)


def counted(stage: str, items: Iterable[Item], total: int | None = None) -> Iterator[Item]:
    """The items, reported as they pass."""
    report(stage, 0, total)
    for done, item in enumerate(items, 1):
        yield item
        report(stage, done, total)
