"""Records that only say 'as before': the page they mean is read from the record in the same file that they refer to."""

from __future__ import annotations

from dataclasses import replace
from typing import IO, TYPE_CHECKING, Final

from pipeline.acquire.warc.digests import FIELD as DIGEST
from pipeline.acquire.warc.frames import Frame, frames

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST: Final = 200_000
"""Records of a file that can be referred to; a file of CC-NEWS holds 30,000."""
_KEPT: Final = ("warc-target-uri", "warc-date")


class Originals:
    """Where the records stand that later ones may refer to: by payload digest, by address and date, by address."""

    def __init__(self, stream: IO[bytes]) -> None:
        """`stream` stands where its records begin. Only one that can be searched can be gone back in."""
        self._stream = stream
        self._seekable = stream.seekable()
        self._begin = stream.tell() if self._seekable else 0
        self._places: dict[str, int] = {}

    def note(self, frame: Frame) -> None:
        """Remember a response, where it can be found again: at an offset of the file, not within a packed stretch of it."""
        if not (self._seekable and frame.where.isdecimal()) or len(self._places) >= 3 * MOST:
            return
        for name in _names(frame, referring=False):
            self._places[name] = int(frame.where)

    def of(self, frame: Frame) -> Frame | None:
        """The record that a revisit refers to, with the revisit's own address and date; None where it is not in the file, or not found again."""
        place = next((self._places[name] for name in _names(frame, referring=True) if name in self._places), None)
        if place is None:
            return None
        before = self._stream.tell()
        try:
            self._stream.seek(self._begin + place)
            found = next(frames(self._stream), None)
        finally:
            self._stream.seek(before)
        if found is None or found.problem:
            return None
        return replace(found, headers=found.headers | {name: frame.headers[name] for name in _KEPT if name in frame.headers})


def _names(frame: Frame, *, referring: bool) -> Iterator[str]:
    """What a record goes by. A digest is the surest, an address alone the least: the page may have changed since."""
    headers = frame.headers
    prefix = "warc-refers-to-" if referring else "warc-"
    url, when = headers.get(f"{prefix}target-uri", ""), headers.get(f"{prefix}date", "")
    if digest := headers.get(DIGEST):
        yield f"digest {digest}"
    if url and when:
        yield f"look {url} {when}"
    if not referring:
        yield f"page {url}"
    elif not digest:  # a server's 'not modified', told without saying which look it means
        yield f"page {url or headers.get('warc-target-uri', '')}"
