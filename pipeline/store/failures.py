"""Turns what the disk, DuckDB and Polars raise into one clear `StoreError`."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb
import polars as pl

from pipeline.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FULL_WORDS = ("no space left", "file too large", "disk quota", "out of disk", "could not write all bytes")
_LOCKED_WORDS = ("could not set lock", "conflicting lock")


@contextmanager
def clear(doing: str) -> Iterator[None]:
    """Run a block; `doing` says in a few words what failed if it does.

    Raises `StoreError` for errors of the operating system, DuckDB and Polars; a `StoreError` from inside passes as it is.
    """
    try:
        yield
    except OSError as error:
        raise StoreError(_explain(doing, str(error), full=error.errno in _FULL)) from error
    except (duckdb.Error, pl.exceptions.PolarsError) as error:
        raise StoreError(_explain(doing, str(error), full=False)) from error


def _explain(doing: str, said: str, *, full: bool) -> str:
    lower = said.lower()
    if full or any(words in lower for words in _FULL_WORDS):
        return f"{doing}: the disk is full ({said}). Make room and run again: what is published is untouched, and nothing is lost."
    if any(words in lower for words in _LOCKED_WORDS):
        return f"{doing}: another process has the file open ({said}). Close it; read current.duckdb, which nobody writes to."
    return f"{doing}: {said}"
