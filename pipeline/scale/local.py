"""Local processes: each page is read in a worker that is killed when it takes too long or too much memory."""

from __future__ import annotations

import multiprocessing
import resource
import sys
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pebble import ProcessExpired, ProcessPool

from pipeline.scale import Item, Lost, Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pebble import ProcessFuture

IN_FLIGHT_PER_WORKER = 4
"""Items handed out ahead of the one being read: enough to keep a worker busy, few enough to keep memory flat."""

_function: Callable[[Any], Any] | None = None  # this worker's own, made once


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalProcesses:
    """Worker processes on this machine.

    `timeout` is in seconds for one item; `memory_bytes` is the address space of one worker. A worker that exceeds either is replaced and its
    item comes back as `Lost`; the others go on.
    """

    workers: int = 1
    timeout: float = 20.0
    memory_bytes: int = 4 << 30

    def map(self, make: Callable[[], Callable[[Item], Result]], items: Iterable[Item]) -> Iterator[tuple[Item, Result | Lost]]:
        """See `pipeline.scale.Mapper.map`."""
        # Not fork: Polars and Dagster keep threads, and a forked lock stays locked.
        context = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
        with ProcessPool(max_workers=self.workers, initializer=_start, initargs=(make, self.memory_bytes), context=context) as pool:
            waiting: deque[tuple[Item, ProcessFuture[Any]]] = deque()
            try:
                for item in items:
                    waiting.append((item, pool.schedule(_apply, args=(item,), timeout=self.timeout)))
                    if len(waiting) >= self.workers * IN_FLIGHT_PER_WORKER:
                        yield self._collect(*waiting.popleft())
                while waiting:
                    yield self._collect(*waiting.popleft())
            finally:
                for _, future in waiting:  # the caller stopped early: what is not begun need not be
                    future.cancel()  # type: ignore[no-untyped-call]

    def _collect(self, item: Item, future: ProcessFuture[Any]) -> tuple[Item, Result | Lost]:
        try:
            return item, future.result()
        except TimeoutError:
            return item, Lost("timeout", f"not read within {self.timeout:g} s")
        except ProcessExpired as error:
            return item, Lost("crashed", f"the worker ended with exit code {error.exitcode}")
        except MemoryError:
            return item, Lost("crashed", f"more than {self.memory_bytes >> 20} MB of memory needed")
        except Exception as error:  # noqa: BLE001 - one bad page must not stop the others; the error's words are kept with the page
            return item, Lost("crashed", f"{type(error).__name__}: {error}"[:300])


def _start(make: Callable[[], Callable[[Any], Any]], memory_bytes: int) -> None:
    global _function  # noqa: PLW0603 - a worker process has one function for its life
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard), hard))
    _function = make()


def _apply(item: object) -> object:
    if _function is None:  # pragma: no cover - the pool runs the initializer before anything else
        message = "the worker was not started"
        raise RuntimeError(message)
    return _function(item)
