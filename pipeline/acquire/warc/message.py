"""The HTTP response in a record: status, headers, and the body without the codings of its transport."""

from __future__ import annotations

import importlib
import re
from dataclasses import dataclass
from typing import Final

from pipeline.coding import MAX_DECODED, CodingError, codings, decoded

_STATUS: Final = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?:[ \t\r\n]|\Z)")
_HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
_CHARSET: Final = re.compile(r"""charset\s{0,4}=\s{0,4}["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_CHUNK: Final = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]{0,8}(?:;[^\r\n]{0,256})?\r?\n")
_MAX_HEAD: Final = 1_048_576
_MAX_HEADERS: Final = 500
_UNDONE: Final = frozenset({"content-encoding", "transfer-encoding"})
_SECRET: Final = frozenset({"authorization", "cookie", "proxy-authorization", "set-cookie", "set-cookie2"})
REDACTED: Final = "[redacted]"


class MessageError(ValueError):
    """The record holds no response that can be read. `reason` is a key of `records.REASONS`."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Message:
    """A response. `headers` are [name, value] without those of codings that are undone here; secrets are redacted."""

    status: int
    headers: list[list[str]]
    body: bytes
    media_type: str
    charset: str | None


def split(block: bytes) -> tuple[int, list[list[str]], bytes]:
    """Status, headers and body as they stand. Raises `MessageError` where the block does not begin as a response."""
    match = _STATUS.match(block)
    if match is None:
        raise MessageError("malformed", "a response without a status line")
    end = _HEAD_END.search(block, 0, _MAX_HEAD)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block[:_MAX_HEAD], b"")
    headers: list[list[str]] = []
    for line in head.decode("utf-8", "replace").split("\n")[1 : _MAX_HEADERS + 1]:
        if line[:1] in {" ", "\t"} and headers:  # folded
            headers[-1][1] = f"{headers[-1][1]} {line.strip()}"
        else:
            name, colon, value = line.partition(":")
            if colon and name.strip():
                headers.append([name.strip(), value.strip()])
    return int(match[1]), headers, body


def parse(block: bytes) -> Message:
    """The response, unpacked. Archives keep bodies with and without the codings their headers declare, so each is undone where it is there.

    Raises `MessageError` where there is no response, where chunks or a packed stream break off, past `MAX_DECODED` and for a bomb.
    """
    status, headers, body = split(block)
    if any(name.lower() == "transfer-encoding" and "chunked" in value.lower() for name, value in headers):
        body = unchunked(body)
    body = _unpacked(body, headers)
    kept = [[name, REDACTED if name.lower() in _SECRET else value] for name, value in headers if name.lower() not in _UNDONE]
    media_type, charset = media(next((value for name, value in headers if name.lower() == "content-type"), ""))
    return Message(status, kept, body, media_type, charset)


def media(value: str) -> tuple[str, str | None]:
    """Media type in lower case and charset of a Content-Type."""
    charset = _CHARSET.search(value)
    return value.partition(";")[0].strip().lower()[:100], charset[1] if charset else None


def unchunked(body: bytes) -> bytes:
    """A body without the chunks it travelled in; as it is where it has none. Raises `MessageError` where they break off."""
    pieces: list[bytes] = []
    at = 0
    while match := _CHUNK.match(body, at):
        size = int(match[1], 16)
        end = match.end() + size
        if size == 0:
            return b"".join(pieces)
        if len(body) < end:
            break
        pieces.append(body[match.end() : end])
        at = end + (2 if body.startswith(b"\r\n", end) else 1 if body.startswith(b"\n", end) else 0)
        if at == end:
            break
    if not pieces:  # never was chunked, or no longer is: Common Crawl and others keep the header
        return body
    raise MessageError("malformed", "a chunked body that breaks off")


def _unpacked(body: bytes, headers: list[list[str]]) -> bytes:
    layers = codings(headers)
    if not body or not layers or _is_text(body):
        return body
    try:
        return _brotli(body) if layers == ("br",) else decoded(body, headers)
    except CodingError as error:
        if error.reason == "undecodable" and "gzip" in "".join(layers) and body[:2] != b"\x1f\x8b":
            return body
        reason = {"undecodable": "undecodable", "truncated": "malformed"}.get(error.reason, "too_large")
        raise MessageError(reason, str(error)) from error


def _is_text(body: bytes) -> bool:
    return body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"<", b"{") and b"<" in body[:2_000]


def _brotli(body: bytes) -> bytes:
    try:
        brotli = importlib.import_module("brotli")  # not a dependency: we never ask for it, other crawlers do
    except ImportError as error:
        raise MessageError("undecodable", "content coding 'br': install the package brotli to read it") from error
    stream = brotli.Decompressor()
    try:
        found: bytes = stream.process(body, output_buffer_limit=MAX_DECODED + 1)
    except brotli.error as error:
        raise MessageError("undecodable", "the bytes are not in the content coding they are declared in") from error
    if len(found) > MAX_DECODED:
        raise MessageError("too_large", f"more than {MAX_DECODED:,} bytes unpacked")
    if not stream.is_finished():
        raise MessageError("malformed", "the packed stream has no end")
    return found
