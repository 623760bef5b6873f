"""Whether a record's payload is the one that its digest was made of: ISO 28500, 5.9."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Final

from pipeline.acquire.warc.message import MessageError, split, unchunked

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELD: Final = "warc-payload-digest"
_ALGORITHMS: Final = {"sha1", "sha-1", "sha256", "sha-256", "sha512", "sha-512", "md5"}
_LONGEST: Final = 200  # characters of a digest; SHA-512 in hexadecimal has 128


def mismatch(stated: str, block: bytes, body: bytes) -> str | None:
    """Why the payload of a response is not what its record says, one line for people; None where it is, or where that cannot be told.

    Crawlers differ in what they take the digest of, so it may be of the body as it stands in the record, without its chunks, or unpacked.
    """
    name, colon, value = stated.strip().partition(":")
    if not colon or name.lower() not in _ALGORITHMS or len(value) > _LONGEST:
        return None
    if any(value.lower() in _written(name.lower().replace("-", ""), payload) for payload in _payloads(block, body)):
        return None
    return f"the record's payload digest, {stated[:80]}, is not that of its bytes"


def _payloads(block: bytes, body: bytes) -> Iterator[bytes]:
    try:
        stored = split(block)[2]
        yield stored
        plain = unchunked(stored)
        if plain != stored:
            yield plain
    except MessageError:
        pass
    yield body


def _written(algorithm: str, payload: bytes) -> set[str]:
    digest = hashlib.new(algorithm, payload, usedforsecurity=False).digest()
    base32 = base64.b32encode(digest).decode().lower()
    return {digest.hex(), base32, base32.rstrip("="), base64.b64encode(digest).decode().lower()}
