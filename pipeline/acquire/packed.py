"""Compressed files read as streams, within bounds: by line, or whole up to a limit."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SUFFIXES: Final = (".gz", ".bz2", ".xz", ".zst")
MAX_RATIO: Final = 200
"""Bytes out for a byte in, past `RATIO_FROM`. Articles as JSON lines shrink 3 to 20 times; a bomb a thousand."""
RATIO_FROM: Final = 100_000_000

DAMAGED: Final = (EOFError, zlib.error, lzma.LZMAError, ValueError)
"""What the decompressors raise on bytes that are not theirs; beside `OSError`, which bzip2, gzip and zstd also raise for them."""


class BombError(ValueError):
    """The file unpacks to far more than articles would."""


def inner_name(name: str) -> str:
    """The name without the suffix of its compression, in lower case: 'A.jsonl.gz' -> 'a.jsonl'."""
    lowered = name.lower()
    return next((lowered.removesuffix(suffix) for suffix in SUFFIXES if lowered.endswith(suffix)), lowered)


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The file's content, unpacked as its last suffix says. Raises `OSError` on opening, `OSError` or `DAMAGED` on reading."""
    opener = _OPENERS.get(path.suffix.lower())
    stream = cast("IO[bytes]", opener(path) if opener else path.open("rb"))
    with stream:
        yield stream


def _zstd(path: Path) -> IO[bytes]:
    import pyarrow as pa  # noqa: PLC0415 - a quarter of a second, for the rare format

    stream = pa.input_stream(str(path), compression="zstd")
    return cast("IO[bytes]", io.BufferedReader(stream))  # Arrow's own stream has no readline


_OPENERS: Final[dict[str, Callable[[Path], object]]] = {
    ".gz": gzip.open,
    ".bz2": bz2.open,
    ".xz": lzma.open,
    ".zst": _zstd,
}  # all read bytes


def whole(path: Path, limit: int) -> bytes | None:
    """The unpacked content, or None where it is larger than `limit` bytes. Raises `OSError` or `DAMAGED`."""
    with opened(path) as stream:
        body = stream.read(limit + 1)
    return None if len(body) > limit else body


def lines(path: Path, limit: int) -> Iterator[bytes | None]:
    """The file's lines without their ends; None for a line of more than `limit` bytes. Raises `OSError`, `DAMAGED` or `BombError`."""
    allowed = max(RATIO_FROM, MAX_RATIO * path.stat().st_size)
    read = 0
    with opened(path) as stream:
        while line := stream.readline(limit + 2):
            read += len(line)
            rest = line
            while len(rest) > limit and not rest.endswith(b"\n") and read <= allowed:  # of a line that is too long, in pieces
                rest = stream.readline(limit + 2)
                read += len(rest)
            if read > allowed:
                raise BombError(f"{path} unpacks to more than {MAX_RATIO} times its size")
            content = line.rstrip(b"\r\n")
            yield content if len(content) <= limit else None
