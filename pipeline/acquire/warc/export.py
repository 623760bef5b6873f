"""Pages as a WARC/1.1 file that other archives' tools read: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/."""

from __future__ import annotations

import hashlib
import re
import uuid
import zlib
from datetime import UTC
from http import HTTPStatus
from typing import IO, TYPE_CHECKING, Final

import ada_url

from pipeline.acquire.urls import UrlError, canonical
from pipeline.acquire.warc.own import NAME, described

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pipeline.records import RawPage

_GZIP: Final = 31
_PAIR: Final = 2
_STATUS: Final = range(100, 1_000)
_BREAKS: Final = re.compile(r"[\x00-\x1f\x7f]+")
_HTTP: Final = "application/http; msgtype="
_REPLACED: Final = frozenset({"content-length", "transfer-encoding"})  # the body is whole


def write(pages: Iterable[RawPage], stream: IO[bytes]) -> int:
    """Write the pages, one gzip member a record, and return their number. The same pages give the same bytes.

    A page with a status is a response record, preceded by a request record where the request is known; a text without an address is a
    resource record under its digest; what did not come is a metadata record. One header line of our own makes `read` give back equal pages.
    """
    count = 0
    for page in pages:
        if count == 0:
            about = b"software: masthead\r\nformat: WARC File Format 1.1\r\n"
            stream.write(_record("warcinfo", page.fetched_at, about, "application/warc-fields", None))
        for record in _records(page):
            stream.write(record)
        count += 1
    return count


def _records(page: RawPage) -> list[bytes]:
    target = _target(page)
    own = [(NAME, described(page))]
    if target is None:
        digest = hashlib.sha256(page.body).hexdigest()
        media_type = _clean(page.media_type) or "application/octet-stream"
        return [_record("resource", page.fetched_at, page.body, media_type, f"urn:sha256:{digest}", own)]
    if page.status not in _STATUS:
        return [_record("metadata", page.fetched_at, page.body, "application/octet-stream", target, own)]
    response = _record("response", page.fetched_at, _response(page), f"{_HTTP}response", target, own)
    if not page.request_headers:
        return [response]
    return [_record("request", page.fetched_at, _request(page, target), f"{_HTTP}request", target), response]


def _record(kind: str, when: datetime, block: bytes, media_type: str, target: str | None, more: Iterable[tuple[str, str]] = ()) -> bytes:
    digest = hashlib.sha256(block).hexdigest()
    date = when.astimezone(UTC).isoformat().replace("+00:00", "Z")
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{kind} {target} {date} {digest} {list(more)}")
    lines = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<urn:uuid:{name}>"),
        ("WARC-Date", date),
        *([("WARC-Target-URI", target)] if target else []),
        ("WARC-Block-Digest", f"sha256:{digest}"),
        ("Content-Type", media_type),
        *more,
        ("Content-Length", str(len(block))),
    ]
    head = "WARC/1.1\r\n" + "".join(f"{field}: {value}\r\n" for field, value in lines) + "\r\n"
    member = zlib.compressobj(wbits=_GZIP)
    return member.compress(head.encode("utf-8", "replace")) + member.compress(block) + member.compress(b"\r\n\r\n") + member.flush()


def _target(page: RawPage) -> str | None:
    try:
        return canonical(page.url) if page.url else None
    except UrlError:
        return None


def _response(page: RawPage) -> bytes:
    phrase = HTTPStatus(page.status).phrase if page.status in HTTPStatus._value2member_map_ else ""
    media_type = page.media_type + (f"; charset={page.charset}" if page.charset else "")
    headers = [pair for pair in page.headers if len(pair) == _PAIR and pair[0].lower() not in _REPLACED] or [["Content-Type", media_type]]
    return _message(f"HTTP/1.1 {page.status:03d} {phrase}", [*headers, ["Content-Length", str(len(page.body))]]) + page.body


def _request(page: RawPage, target: str) -> bytes:
    parsed = ada_url.parse_url(target)
    headers = [pair for pair in page.request_headers if len(pair) == _PAIR]
    if not any(name.lower() == "host" for name, _ in headers):
        headers.insert(0, ["Host", parsed["host"]])
    return _message(f"GET {parsed['pathname']}{parsed['search']} HTTP/1.1", headers)


def _message(first: str, headers: Iterable[list[str]]) -> bytes:
    lines = "".join(f"{_clean(name).replace(':', '')}: {_clean(value)}\r\n" for name, value in headers)
    return f"{first}\r\n{lines}\r\n".encode("utf-8", "replace")


def _clean(text: str) -> str:
    return _BREAKS.sub(" ", text).strip()
