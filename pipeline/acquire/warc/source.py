"""A WARC file's bytes, unpacked where it is gzipped, with a way on past what is damaged."""

from __future__ import annotations

import zlib
from collections import deque
from contextlib import suppress
from typing import IO, Final

_STEP: Final = 65_536
_MAX_OUT: Final = 262_144  # bytes a step may unpack to
_MAGIC: Final = b"\x1f\x8b\x08"
_FLAGS: Final = 0x20  # those above are reserved (RFC 1952, 2.3.1.2)
_GZIP: Final = 31
_WINDOW: Final = 1_048_576
_PROBE: Final = 4_096
_MAX_DAMAGE: Final = 1_000

MAX_RATIO: Final = 200
"""Bytes out for a byte in, past `RATIO_FROM`; as for lists of articles."""
RATIO_FROM: Final = 100_000_000


class Source:
    """Reads forward only. Where the packed bytes are damaged, what came before can still be read; then `damage` says so, until `recover`."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._window = bytearray()  # packed bytes from the member's start, as far as they fit
        self._fed = 0  # bytes of the window that have been unpacked
        self._base = 0  # where the window begins in the file
        self._member: zlib._Decompress | None = None
        self._buffer = b""
        self._at = 0
        self._passed = 0  # bytes unpacked before the buffer
        self._marks: deque[tuple[int, int]] = deque()  # where members begin: unpacked, in the file
        self._damages = 0
        self._begun = 0  # where the member that is being unpacked begins, unpacked
        self.damage: str | None = None  # at the end of what can be read now
        self.damaged_from = 0  # `position` from which bytes are of the damaged member
        self._ended = not self._more()
        while len(self._window) < len(_MAGIC) and self._more():
            pass
        self._packed = self._window.startswith(_MAGIC)

    @property
    def ended(self) -> bool:
        """Whether nothing is left to read, here or behind a damage."""
        return self._at >= len(self._buffer) and self.damage is None and not self._fill()

    @property
    def position(self) -> int:
        """How many bytes are behind, unpacked."""
        return self._passed + self._at

    def begins_member(self) -> bool:
        """Whether the next byte is the first of a gzip member, so that all before it has been found sound."""
        return any(begin == self.position for begin, _ in self._marks)

    def where(self) -> str:
        """Where the next byte stands: the offset in the file; of the gzip member and, past its begin, of the unpacked byte in it ('0+512')."""
        position = self.position
        if not self._packed:
            return str(position)
        while len(self._marks) > 1 and self._marks[1][0] <= position:
            self._marks.popleft()
        begin, offset = self._marks[0] if self._marks else (position, self._base)
        return f"{offset}+{position - begin}" if position > begin else str(offset)

    def peek(self, size: int) -> bytes:
        """The next bytes; fewer before the end and before a damage."""
        while len(self._buffer) - self._at < size and self._fill():
            pass
        return self._buffer[self._at : self._at + size]

    def take(self, size: int) -> bytes:
        """The next bytes, which then are behind; fewer before the end and before a damage."""
        pieces: list[bytes] = []
        while size > 0 and (self._at < len(self._buffer) or self._fill()):
            piece = self._buffer[self._at : self._at + size]
            pieces.append(piece)
            self._at += len(piece)
            size -= len(piece)
        return b"".join(pieces)

    def skip(self, size: int) -> bool:
        """Leave so many bytes behind. Whether there were as many."""
        while size > 0 and (piece := self.take(min(size, _MAX_OUT))):
            size -= len(piece)
        return size <= 0

    def unread(self, data: bytes) -> None:
        """Put back the last bytes that were taken."""
        self._passed -= len(data) - self._at
        self._buffer, self._at = data + self._buffer[self._at :], 0

    def recover(self) -> bool:
        """Go on behind a damage: at the next gzip member that holds WARC. Whether there is one."""
        self.damage = None
        self._passed += len(self._buffer)
        self._buffer, self._at, self._member = b"", 0, None
        self._damages += 1
        while self._damages <= _MAX_DAMAGE and not self._ended:
            begin = self._window.find(_MAGIC, 1)
            if begin < 0 or begin + _PROBE > len(self._window):
                if begin < 0:
                    self._drop(max(0, len(self._window) - len(_MAGIC)))
                if self._more():
                    continue
                if begin < 0:
                    break
            self._drop(begin)
            if _holds_warc(bytes(self._window[:_PROBE])):
                self._fed = 0
                return True
        self._ended = True
        return False

    def _fill(self) -> bool:
        """Have more in the buffer. False at the end, and at a damage."""
        while not self._ended and self.damage is None:
            piece = self._unpacked() if self._packed else self._plain()
            if piece:
                self._passed += self._at
                self._buffer, self._at = self._buffer[self._at :] + piece, 0
                return True
        return False

    def _plain(self) -> bytes:
        piece = bytes(self._window)
        self._drop(len(piece))
        self._ended = not self._more()
        return piece

    def _unpacked(self) -> bytes:
        if self._member is None and not self._begin():
            return b""
        packed = bytes(self._window[self._fed : self._fed + _STEP])
        if not packed and not self._more():
            self._damaged("the file ends within a gzip member")  # or a damaged one has run over those behind it
            return b""
        if len(self._window) > _WINDOW:
            self._drop(self._fed)
        return self._step(packed) if packed else b""

    def _begin(self) -> bool:
        while True:
            self._drop(len(self._window) - len(self._window.lstrip(b"\0")))  # padding
            if len(self._window) >= len(_MAGIC):
                break
            if not self._more():
                self._ended = True
                if self._window:
                    self._damaged("bytes that are no gzip member")
                return False
        if not self._window.startswith(_MAGIC):
            self._damaged("bytes that are no gzip member")
            return False
        self._member, self._fed = zlib.decompressobj(wbits=_GZIP), 0
        self._begun = self._passed + len(self._buffer)
        self._marks.append((self._begun, self._base))
        return True

    def _step(self, packed: bytes) -> bytes:
        member = self._member
        if member is None:  # pragma: no cover - `_begin` has set it
            return b""
        before = member.copy()
        try:
            piece = member.decompress(packed, _MAX_OUT)
        except zlib.error as error:
            self._damaged(f"a damaged gzip member: {error}")
            return _salvaged(before, packed)
        if member.eof:
            self._drop(self._fed + len(packed) - len(member.unused_data))
            self._member = None
        else:
            self._fed += len(packed) - len(member.unconsumed_tail)
        out = self._passed + len(self._buffer) + len(piece)
        if out > RATIO_FROM and out > MAX_RATIO * (self._base + self._fed):
            self._damaged(f"unpacks to more than {MAX_RATIO} times its size")
            self._ended = True
        return piece

    def _damaged(self, what: str) -> None:
        self.damage = what
        self.damaged_from = self._begun if self._member else self._passed + len(self._buffer)

    def _more(self) -> bool:
        piece = self._stream.read(_STEP)
        self._window += piece
        return bool(piece)

    def _drop(self, size: int) -> None:
        del self._window[:size]
        self._base += size
        self._fed = max(0, self._fed - size)


def _salvaged(member: zlib._Decompress, packed: bytes) -> bytes:
    """What comes out before the byte at which the member breaks: the call that fails gives nothing of what it had."""
    pieces: list[bytes] = []
    with suppress(zlib.error):
        pieces.extend(member.decompress(packed[at : at + 1], _MAX_OUT) for at in range(len(packed)))
    return b"".join(pieces)


def _holds_warc(packed: bytes) -> bool:
    try:
        return packed[3] < _FLAGS and zlib.decompressobj(wbits=_GZIP).decompress(packed, 8).startswith(b"WARC/")
    except (zlib.error, IndexError):
        return False
