"""WARC records out of a stream, the readable ones around the broken: ISO 28500, https://iipc.github.io/warc-specifications/."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

from pipeline.acquire.warc.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BLOCK: Final = 21_000_000
"""Bytes of a record that are kept: a page at its limit of 20 MB, with its headers."""
MAX_HEAD: Final = 1_048_576
MAX_FIELDS: Final = 1_000
_MAX_LINE: Final = 1_048_576
_MAX_REREAD: Final = 200_000_000  # bytes looked at twice because a length was wrong; a file that wants more is made to
_MAX_LENGTH_DIGITS: Final = 15

_MARK: Final = b"WARC/"
_VERSION: Final = re.compile(rb"WARC/\d\.\d{1,2}[ \t]*\r?\n?\Z")
_NEXT: Final = re.compile(rb"\n(?=WARC/\d\.\d{1,2}\r?\n)")
_CHUNK: Final = 65_536
_OVERLAP: Final = 16


@dataclass(frozen=True, slots=True)
class Frame:
    """One record, or a stretch that is none (`problem` set, headers as far as they could be read)."""

    where: str  # `Source.where` of its first byte
    headers: dict[str, str]  # names in lower case
    block: bytes
    problem: str | None = None  # 'malformed' or 'too_large'
    detail: str | None = None


class _BrokenError(Exception):
    pass


def frames(stream: IO[bytes]) -> Iterator[Frame]:
    """Every record, in order. Damage costs the record it is in, and those a wrong length hides; each stretch is one `Frame` with a problem.

    A length is wrong where no record and no end follows; then the next line 'WARC/1.x' is looked for, within the record first.
    """
    source = Source(stream)
    reread = 0
    while True:
        _skip_line_ends(source)
        if source.ended:
            return
        where = source.where()
        headers: dict[str, str] = {}
        block = b""
        try:
            _head(source, headers)
            length = _length(headers)
            block = source.take(min(length, MAX_BLOCK))
            complete = len(block) == length or (len(block) == MAX_BLOCK and source.skip(length - MAX_BLOCK))
            _check_end(source, complete=complete)
        except _BrokenError as error:
            yield Frame(where, headers, b"", "malformed", str(error))
            if (reread := reread + len(block)) <= _MAX_REREAD:
                source.unread(block)
            _seek(source)
            continue
        if length > MAX_BLOCK:
            yield Frame(where, headers, b"", "too_large", f"a record of {length:,} bytes; the limit is {MAX_BLOCK:,}")
        else:
            yield Frame(where, headers, block)


def _skip_line_ends(source: Source) -> None:
    while found := source.peek(_CHUNK if source.peek(_OVERLAP).strip(b"\r\n") == b"" else _OVERLAP):
        ends = len(found) - len(found.lstrip(b"\r\n"))
        source.take(ends)
        if ends < len(found):
            return


def _check_end(source: Source, *, complete: bool) -> None:
    end = source.position
    _skip_line_ends(source)
    behind = source.peek(len(_MARK))
    if complete and behind != _MARK and source.begins_member():
        return
    if len(behind) < len(_MARK) and source.damage is not None and end > source.damaged_from:
        raise _BrokenError(source.damage)
    if not complete:
        raise _BrokenError("the file ends within a record")
    if behind and behind != _MARK[: len(behind)]:
        raise _BrokenError("a record that is longer than it says, or shorter")


def _head(source: Source, headers: dict[str, str]) -> None:
    first = _line(source)
    if first.startswith(b"filedesc://"):
        raise _BrokenError("an ARC file, the format before WARC: `warcio recompress old.arc.gz new.warc.gz` makes it one that can be read")
    if not _VERSION.match(first):
        raise _BrokenError(source.damage or "bytes that are no WARC record")
    size, count, name = len(first), 0, ""
    while (line := _line(source)).strip():
        size, count = size + len(line), count + 1
        if size > MAX_HEAD or count > MAX_FIELDS:
            raise _BrokenError(f"a record's headers are more than {MAX_HEAD:,} bytes, or {MAX_FIELDS:,} lines")
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if text[0] in " \t" and name:  # folded
            headers[name] = f"{headers[name]} {text.strip()}"
            continue
        name, colon, value = text.partition(":")
        name = name.strip().lower()
        if not colon:
            raise _BrokenError("a line among a record's headers that is none")
        headers.setdefault(name, value.strip())
    if not line:
        raise _BrokenError(source.damage or "the file ends within a record's headers")


def _line(source: Source) -> bytes:
    size = 1_024
    while (end := (found := source.peek(size)).find(b"\n")) < 0 and len(found) == size and size < _MAX_LINE:
        size *= 4
    return source.take(end + 1 if end >= 0 else len(found))


def _length(headers: dict[str, str]) -> int:
    value = headers.get("content-length", "")
    if not (value.isascii() and value.isdecimal() and len(value) <= _MAX_LENGTH_DIGITS):
        raise _BrokenError(f"a record of the length {value[:40]!r}")
    return int(value)


def _seek(source: Source) -> None:
    """Leave everything behind before the next line that begins a record, or before the end. Damage on the way is part of the stretch."""
    while True:
        found = source.peek(_CHUNK)
        if match := _NEXT.search(found):
            source.take(match.end())
            return
        if len(found) == _CHUNK:
            source.take(_CHUNK - _OVERLAP)
            continue
        source.take(len(found))
        if source.damage is None or source.recover():
            return
