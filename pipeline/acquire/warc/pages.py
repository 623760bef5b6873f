"""The pages in a WARC file: crawls of others, CC-NEWS among them, and our own exports."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Final

from pipeline.acquire.dates import moment
from pipeline.acquire.urls import UrlError, canonical
from pipeline.acquire.warc.digests import FIELD as DIGEST
from pipeline.acquire.warc.digests import mismatch
from pipeline.acquire.warc.frames import Frame, frames
from pipeline.acquire.warc.message import MessageError, media, parse, split
from pipeline.acquire.warc.own import FIELD, restored
from pipeline.acquire.warc.revisits import Originals
from pipeline.acquire.warc.zstd import ZstdMissingError, unpacked
from pipeline.records import RawPage

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNKNOWN: Final = datetime(1970, 1, 1, tzinfo=UTC)
_PAGES: Final = frozenset({"response", "resource"})
_OK: Final = range(200, 300)
_GONE: Final = 400
_TRUNCATED: Final = {"length": "too_large", "time": "timeout"}
"""Why the crawler that wrote the file stopped reading (ISO 28500, 5.13), as reasons of ours; of any other the page is malformed."""


def read(stream: IO[bytes], name: str | None = None) -> Iterator[RawPage]:
    """The pages of a WARC file, plain or gzipped by record or whole, in its order; memory stays within a record of 21 MB.

    Response and resource records of http(s) addresses: `origin` is 'warc', `found_in` the file (`name`, else the stream's own) and where
    the record begins, `fetched_at` its WARC-Date. Bodies come without transfer and content codings, and their headers without the lines
    that named those. Redirects and other records are passed over. Pages that `write` wrote come back as they were. Files packed with
    Zstandard are read where the package zstandard is installed.

    A revisit is the page it refers to, seen again at its own date, where that record is in the same file and can be gone back to (the
    stream can be searched, and is plain or gzipped by record); else it is a page with `error` 'unreadable'. A payload that is not what its
    digest says is kept, with a word about it in `detail`.

    What cannot be read is a page with `error`: 'malformed' for a stretch of the file that is no record, with the address where that could
    still be read; a reason of `records.REASONS` for a body that is too large, cut off or undecodable; 'not_found' for a status from 400.
    Damage never raises; errors of the stream itself do (`OSError`).
    """
    file = name or str(getattr(stream, "name", "") or "warc")
    when = _UNKNOWN
    try:
        records = unpacked(stream)
    except ZstdMissingError as error:
        yield _found(None, file, when, 0, error="unreadable", detail=str(error))
        return
    originals = Originals(records)
    for frame in frames(records):
        when = moment(frame.headers.get("warc-date")) or when  # a damaged record was fetched about when the one before was
        place = f"{file}:{frame.where}"
        kind = frame.headers.get("warc-type", "").lower()
        if kind == "response" and not frame.problem:
            originals.note(frame)
        if page := _again(frame, originals.of(frame), place, when) if kind == "revisit" else _page(frame, place, when):
            yield page


def _again(frame: Frame, original: Frame | None, found_in: str, when: datetime) -> RawPage | None:
    """The page that a revisit shows."""
    if original is not None:
        return _page(original, found_in, when)
    if frame.problem == "malformed" or _address(frame) is None:
        return _page(frame, found_in, when)
    refers = frame.headers.get("warc-refers-to-target-uri", "an earlier record")[:200]
    return _failure(
        frame, found_in, when, "unreadable", f"a revisit: it refers to {refers}, which is not in this file or cannot be gone back to"
    )


def _page(frame: Frame, found_in: str, when: datetime) -> RawPage | None:
    if frame.problem == "malformed":
        return _failure(frame, found_in, when, frame.problem, frame.detail)
    if FIELD in frame.headers and (page := _own(frame)):
        return page
    kind = frame.headers.get("warc-type", "").lower()
    if kind not in _PAGES or (url := _address(frame)) is None:
        return None
    if frame.problem:
        return _failure(frame, found_in, when, frame.problem, frame.detail)
    if cut := frame.headers.get("warc-truncated"):
        return _failure(
            frame, found_in, when, _TRUNCATED.get(cut.lower(), "malformed"), f"cut off by the crawler that wrote the file: {cut[:40]}"
        )
    if kind == "resource" and not frame.block.startswith(b"HTTP/"):
        media_type, charset = media(frame.headers.get("content-type", ""))
        return _found(url, found_in, when, 200, media_type=media_type, charset=charset, body=frame.block)
    try:
        message = parse(frame.block)
    except MessageError as error:
        return _failure(frame, found_in, when, error.reason, str(error))
    if message.status >= _GONE:
        return _failure(frame, found_in, when, "not_found", f"HTTP status {message.status}", message.status)
    if message.status not in _OK:
        return None
    return _found(
        url,
        found_in,
        when,
        message.status,
        media_type=message.media_type,
        charset=message.charset,
        body=message.body,
        headers=message.headers,
        detail=mismatch(frame.headers.get(DIGEST, ""), frame.block, message.body),
    )


def _own(frame: Frame) -> RawPage | None:
    body = frame.block
    if frame.headers.get("warc-type") == "response":
        try:
            body = split(frame.block)[2]
        except MessageError:
            return None
    return restored(frame.headers[FIELD], body)


def _address(frame: Frame) -> str | None:
    """The record's address as written, where it is of the web."""
    url = frame.headers.get("warc-target-uri", "").removeprefix("<").removesuffix(">")  # wget has them in brackets, as WARC 1.0's grammar
    try:
        canonical(url)
    except UrlError:
        return None
    return url


def _failure(frame: Frame, found_in: str, when: datetime, reason: str, detail: str | None, status: int = 0) -> RawPage:
    return _found(_address(frame), found_in, when, status, error=reason, detail=detail)


def _found(
    url: str | None,
    found_in: str,
    when: datetime,
    status: int,
    *,
    media_type: str = "",
    charset: str | None = None,
    body: bytes = b"",
    headers: list[list[str]] | None = None,
    error: str | None = None,
    detail: str | None = None,
) -> RawPage:
    return RawPage(
        url=url,
        outlet=None,
        origin="warc",
        found_in=found_in,
        fetched_at=when,
        status=status,
        media_type=media_type,
        charset=charset,
        body=body,
        headers=headers or [],
        error=error,
        detail=detail,
    )
