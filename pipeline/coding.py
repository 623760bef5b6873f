"""HTTP's content codings undone, within bounds: what a response's body is once its Content-Encoding is taken off."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAX_DECODED: Final = 20_000_000
"""Bytes out. The largest article pages are a few megabytes."""
MAX_RATIO: Final = 100
"""Bytes out for a byte in, past `RATIO_FROM`. HTML shrinks 4 to 20 times; deflate itself reaches 1,032."""
RATIO_FROM: Final = 1_000_000
MAX_LAYERS: Final = 2
MAX_MEMBERS: Final = 64  # gzip streams put one behind the other
_STEP: Final = 262_144

_GZIP: Final = 31  # zlib's window bits for the gzip frame
_ZLIB: Final = 15
_RAW: Final = -15


class CodingError(ValueError):
    """The body cannot be unpacked. `reason` is 'undecodable', 'truncated', 'bomb' or 'too_large'."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def codings(headers: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """The codings that [name, value] headers declare, in the order they were applied, 'identity' left out, in lower case."""
    values = (value for name, value in headers if name.lower() == "content-encoding")
    named = (part.strip().lower() for value in values for part in value.split(","))
    return tuple(part for part in named if part and part != "identity")


def decoded(body: bytes, headers: Iterable[Sequence[str]], *, limit: int = MAX_DECODED) -> bytes:
    """The body without the codings its response headers declare; the body itself where they declare none.

    Knows gzip and deflate (with zlib's frame and, as servers have it, without). Raises `CodingError` on any other, on bytes that are not
    what was declared, on a stream whose end is missing, past `limit` bytes, and past `MAX_RATIO`. The same input gives the same answer.
    """
    layers = codings(headers)
    if len(layers) > MAX_LAYERS:
        raise CodingError("undecodable", f"{len(layers)} content codings, one upon the other")
    for layer in reversed(layers):
        if layer not in {"gzip", "x-gzip", "deflate"}:
            raise CodingError("undecodable", f"content coding {layer[:40]!r}, which was not asked for")
        if body:
            body = _inflated(body, layer, limit)
    if len(body) > limit:
        raise CodingError("too_large", f"{len(body):,} bytes; the limit is {limit:,}")
    return body


def _inflated(body: bytes, layer: str, limit: int) -> bytes:
    if layer == "deflate":
        # RFC 9110 means zlib's frame; many servers send the bare stream. The frame's first byte tells: method 8, and a check sum over two.
        framed = len(body) > 1 and body[0] & 0x0F == zlib.DEFLATED and int.from_bytes(body[:2], "big") % 31 == 0
        return _member(body, _ZLIB if framed else _RAW, limit, 0, len(body))[0]
    found: list[bytes] = []
    size, rest = 0, body
    for _ in range(MAX_MEMBERS):
        piece, rest = _member(rest, _GZIP, limit, size, len(body))
        found.append(piece)
        size += len(piece)
        if rest[:2] != b"\x1f\x8b":  # padding and stray line ends behind the last member are ignored, as browsers do
            return b"".join(found)
    raise CodingError("bomb", f"more than {MAX_MEMBERS} gzip members")


def _member(data: bytes, frame: int, limit: int, before: int, packed: int) -> tuple[bytes, bytes]:
    """One stream's content, and the bytes behind it. `before` bytes came out of the streams in front, `packed` went in altogether."""
    stream = zlib.decompressobj(wbits=frame)
    found: list[bytes] = []
    size = before
    try:
        while not stream.eof:
            piece = stream.decompress(data, _STEP)
            data = stream.unconsumed_tail
            size += len(piece)
            if size > limit:
                raise CodingError("too_large", f"more than {limit:,} bytes unpacked")
            if size > RATIO_FROM and size > MAX_RATIO * packed:
                raise CodingError("bomb", f"unpacks to more than {MAX_RATIO} times its {packed:,} bytes")
            if not piece and not data:
                break
            found.append(piece)
    except zlib.error as error:
        raise CodingError("undecodable", "the bytes are not in the content coding they are declared in") from error
    if not stream.eof:
        raise CodingError("truncated", "the packed stream has no end")
    return b"".join(found), stream.unused_data
