"""A folder that answers like the web: every address with the captures its index lists."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from pipeline.acquire.dates import moment
from pipeline.acquire.errors import InputError
from pipeline.acquire.urls import UrlError, canonical
from pipeline.records import RawPage

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

COLUMNS: Final = ("url", "file", "fetched_at", "status", "media_type", "charset")
MAX_BYTES: Final = 20_000_000
_GONE: Final = 400  # HTTP statuses from here on bring no page


class Mirror:
    """Captures of pages in a folder, listed in its `index.csv`: one row a capture, several rows of an address in order of time."""

    def __init__(self, folder: Path) -> None:
        """Read the index. Raises `InputError` where it is missing or a row of it is wrong."""
        self.folder = folder.resolve()
        self._captures: dict[str, list[dict[str, str]]] = {}
        self._times: dict[int, datetime] = {}
        index = self.folder / "index.csv"
        try:
            with index.open(encoding="utf-8-sig", newline="") as lines:
                rows = csv.DictReader(lines)
                if not set(COLUMNS) <= set(rows.fieldnames or ()):
                    raise InputError(f"{index}: the header lacks {', '.join(c for c in COLUMNS if c not in (rows.fieldnames or ()))}")
                for number, row in enumerate(rows, start=2):
                    self._add(row, f"{index}:{number}")
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise InputError(f"{index}: {error}. A mirror is a folder with an index.csv of {', '.join(COLUMNS)}.") from error
        for captures in self._captures.values():
            captures.sort(key=lambda row: self._times[id(row)])

    def _add(self, row: dict[str, str], where: str) -> None:
        if None in row or None in row.values():
            raise InputError(f"{where}: wants {len(COLUMNS)} columns: {', '.join(COLUMNS)}")
        try:
            address = canonical(row["url"])
        except UrlError as error:
            raise InputError(f"{where}: {error}") from error
        if (time := moment(row["fetched_at"])) is None:
            raise InputError(f"{where}: fetched_at {row['fetched_at']!r} is no ISO 8601 time")
        if not row["status"].isdecimal():
            raise InputError(f"{where}: status {row['status']!r} is no HTTP status")
        self._times[id(row)] = time
        self._captures.setdefault(address, []).append(row)

    def urls(self) -> list[str]:
        """Every address the index lists, canonical, in order of first appearance."""
        return list(self._captures)

    def fetch(self, url: str) -> list[RawPage]:
        """Every capture of the address, oldest first; none where the index does not list it.

        A capture whose status is 400 or above has `error='not_found'`, one whose file is missing, outside the folder or larger than
        `MAX_BYTES` has `unreadable` or `too_large`; their bodies are empty.
        """
        try:
            captures = self._captures.get(canonical(url), [])
        except UrlError:
            return []
        return [self._page(row) for row in captures]

    def _page(self, row: dict[str, str]) -> RawPage:
        status = int(row["status"])
        body, error = (b"", "not_found") if status >= _GONE else self._read(row["file"])
        return RawPage(
            url=canonical(row["url"]),
            outlet=None,
            origin="mirror",
            found_in=None,
            fetched_at=self._times[id(row)],
            status=status,
            media_type=row["media_type"],
            charset=row["charset"] or None,
            body=body,
            error=error,
        )

    def _read(self, name: str) -> tuple[bytes, str | None]:
        path = self.folder / name
        try:
            # resolved: neither '..' nor a link leads out of the folder
            if not name or not path.resolve().is_relative_to(self.folder) or not path.is_file():
                return b"", "unreadable"
            with path.open("rb") as file:
                body = file.read(MAX_BYTES + 1)
        except (OSError, ValueError):  # ValueError: a NUL in the name
            return b"", "unreadable"
        return (b"", "too_large") if len(body) > MAX_BYTES else (body, None)
