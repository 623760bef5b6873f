"""WARC files packed with Zstandard, a frame a record, with the dictionary they may begin with: https://iipc.github.io/warc-specifications/specifications/warc-zstd/."""

from __future__ import annotations

import importlib
from typing import IO, Any, Final, Protocol

MAGIC: Final = b"\x28\xb5\x2f\xfd"
DICTIONARY: Final = b"\x5d\x2a\x4d\x18"
"""A skippable frame that holds the dictionary of all others."""
MAX_DICTIONARY: Final = 20_000_000
MAX_WINDOW: Final = 1 << 27
"""Bytes a frame may want to have at hand; the format allows far more."""
MAX_RATIO: Final = 200
RATIO_FROM: Final = 100_000_000
_SIZE: Final = 4


class ZstdMissingError(Exception):
    """The file is packed with Zstandard and nothing here can unpack it."""


class Reads(Protocol):
    """What a source of records needs of a stream."""

    def read(self, size: int = -1, /) -> bytes: ...  # noqa: D102


class Rejoined:
    """A stream whose first bytes were looked at."""

    def __init__(self, head: bytes, stream: IO[bytes]) -> None:
        self._head, self._stream = head, stream

    def read(self, size: int = -1) -> bytes:
        """As a file's."""
        if not self._head:
            return self._stream.read(size)
        piece, self._head = (self._head, b"") if size < 0 else (self._head[:size], self._head[size:])
        return piece

    def seekable(self) -> bool:
        """It goes forward only."""
        return False


class _Unpacked:
    """What comes out of a packed stream, within a ratio. It ends where the packed bytes are damaged: the record there is then cut off."""

    def __init__(self, packed: _Counted, reader: Any) -> None:  # noqa: ANN401 - of a library that may not be there
        self._packed, self._reader, self._out = packed, reader, 0

    def read(self, size: int = -1) -> bytes:
        try:
            piece: bytes = self._reader.read(size)
        except Exception:  # noqa: BLE001 - the libraries raise errors of their own, and what came before is good
            return b""
        self._out += len(piece)
        return b"" if self._out > RATIO_FROM and self._out > MAX_RATIO * self._packed.count else piece

    def seekable(self) -> bool:
        return False


class _Counted:
    def __init__(self, stream: Reads) -> None:
        self._stream, self.count = stream, 0

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        self.count += len(piece)
        return piece


def unpacked(stream: IO[bytes]) -> Any:  # noqa: ANN401 - a stream, or what reads like one
    """The stream itself where it is not packed with Zstandard, else what comes out of it. Raises `ZstdMissingError`."""
    head = stream.read(_SIZE)
    if head not in {MAGIC, DICTIONARY}:
        if stream.seekable():
            stream.seek(-len(head), 1)
            return stream
        return Rejoined(head, stream)
    library = _library()
    dictionary = b""
    if head == DICTIONARY:
        size = int.from_bytes(stream.read(_SIZE), "little")
        dictionary = stream.read(min(size, MAX_DICTIONARY))
        if dictionary.startswith(MAGIC):
            dictionary = library.ZstdDecompressor(max_window_size=MAX_WINDOW).decompress(dictionary, max_output_size=MAX_DICTIONARY)
        head = b""
    packed = _Counted(Rejoined(head, stream))
    known = library.ZstdCompressionDict(dictionary) if dictionary else None
    decompressor = library.ZstdDecompressor(dict_data=known, max_window_size=MAX_WINDOW)
    return _Unpacked(packed, decompressor.stream_reader(packed, read_across_frames=True))


def _library() -> Any:  # noqa: ANN401
    try:
        return importlib.import_module("zstandard")  # not a dependency: few archives are packed so
    except ImportError as error:
        raise ZstdMissingError("packed with Zstandard: install the package zstandard to read it") from error
