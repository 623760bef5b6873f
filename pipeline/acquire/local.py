"""Files and folders of the user's own as pages: HTML, plain text, lists of articles, compressed or not, and WARC files."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipeline.acquire import packed, rows, warc
from pipeline.acquire.dates import moment
from pipeline.acquire.errors import InputError
from pipeline.acquire.lists import ListError, parse_list
from pipeline.acquire.urls import UrlError, canonical
from pipeline.records import RawPage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["ARTICLE_JSON", "InputError", "pages"]

ARTICLE_JSON: Final = "application/vnd.masthead.article+json"
"""A row of an article list: `rows.FIELDS` as JSON, text already clean."""

MAX_BYTES: Final = 20_000_000
_MAX_SIDECAR: Final = 1_000_000
_MEDIA_TYPES: Final = {".html": "text/html", ".htm": "text/html", ".txt": "text/plain"}
_LISTS: Final = (".jsonl", ".csv")
_ADDRESSES: Final = ".urls"
_WARCS: Final = (".warc", ".arc")  # the older format is named so, that it may be told what to do with it
_HEAD: Final = 65_536  # bytes of a CSV that tell whether it lists articles or addresses
_PLAIN_PACKED: Final = ("", ".gz")  # single pages come as they are or gzipped, lists in any compression
_SIDECARS: Final = (".json", ".yaml", ".yml")


def pages(paths: Sequence[Path], *, outlet: str | None, now: datetime) -> Iterator[RawPage]:
    """Every page of the files and folders, in sorted order; `outlet` is whose they are where they do not say.

    Folders are searched through, links in them not followed, files of other kinds and hidden ones passed over. A file of another kind that
    is named itself, and every file or line that cannot be read, is a page with `error` set (a line's `found_in` ends in ':<line>').
    `fetched_at` is `now` unless the file beside the page says otherwise. Lists are streamed.

    Raises `InputError` at once where a path does not exist.
    """
    require(paths)
    return _pages(paths, outlet, now)


def require(paths: Sequence[Path]) -> None:
    """Raise `InputError` for the first path that does not exist, or is a list of addresses, which names pages and holds none."""
    for path in paths:
        if not path.exists():
            raise InputError(f"{path}: no such file or folder. Check the spelling; relative paths start at {Path.cwd()}.")
        if path.is_file() and is_address_list(path):
            raise InputError(f"{path} is {_TO_FETCH.format(path)}")


_TO_FETCH: Final = "a list of addresses, not of articles. `masthead add --list {}` makes them known, `masthead fetch` fetches what is due."


def is_address_list(file: Path) -> bool:
    """Whether the file names pages without holding their texts: '.urls', and CSV with a column of addresses and none of texts."""
    inner = packed.inner_name(file.name)
    if inner.endswith(_ADDRESSES):
        return True
    if not inner.endswith(".csv") or not file.is_file():
        return False
    try:
        with packed.opened(file) as stream:
            head = stream.read(_HEAD)
        if rows.has_texts(head):
            return False
        whole_lines = head[: head.rfind(b"\n") + 1] if len(head) == _HEAD else head
        return bool(parse_list(whole_lines, file.name))
    except (OSError, ListError, *packed.DAMAGED):
        return False


def _pages(paths: Sequence[Path], outlet: str | None, now: datetime) -> Iterator[RawPage]:
    for path in paths:
        if not path.is_dir():
            yield from _file(path, outlet, now)
            continue
        for file in _walk(path):
            if isinstance(file, OSError):
                yield _failure(Path(str(file.filename or path)), outlet, now, "unreadable")
            elif _kind(file):
                yield from _file(file, outlet, now)


def _walk(folder: Path) -> Iterator[Path | OSError]:
    problems: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=problems.append, followlinks=False):
        yield from problems
        problems.clear()
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(root, name)
            if not name.startswith(".") and not file.is_symlink():
                yield file
    yield from problems


def _kind(file: Path) -> str | None:
    inner = packed.inner_name(file.name)
    suffix = Path(inner).suffix
    if suffix in _LISTS:
        return "list"
    if suffix == _ADDRESSES:
        return "addresses"
    if suffix in _WARCS and file.name.lower()[len(inner) :] in (*_PLAIN_PACKED, ".zst"):
        return "warc"
    if suffix in _MEDIA_TYPES and file.name.lower()[len(inner) :] in _PLAIN_PACKED:
        return _MEDIA_TYPES[suffix]
    return None


def _file(file: Path, outlet: str | None, now: datetime) -> Iterator[RawPage]:
    kind = _kind(file)
    if kind is None:
        yield _failure(file, outlet, now, "not_html")
    elif not file.is_file():  # a pipe or a device would be read for ever
        yield _failure(file, outlet, now, "unreadable")
    elif kind == "addresses" or (kind == "list" and is_address_list(file)):
        yield _failure(file, outlet, now, "malformed", _TO_FETCH.format(file))
    elif kind == "list":
        yield from _list(file, outlet, now)
    elif kind == "warc":
        yield from _warc(file, outlet, now)
    else:
        yield _page(file, kind, outlet, now)


def _page(file: Path, media_type: str, outlet: str | None, now: datetime) -> RawPage:
    try:
        body = packed.whole(file, MAX_BYTES)
        beside = _sidecar(file)
    except OSError as error:
        # a broken gzip is an OSError without a number, a file that may not be read is one with it
        return _failure(file, outlet, now, "malformed" if error.errno is None else "unreadable", str(error))
    except packed.DAMAGED as error:
        return _failure(file, outlet, now, "malformed", str(error))
    if body is None:
        return _failure(file, outlet, now, "too_large")
    page = RawPage(
        url=None,
        outlet=outlet,
        origin="file",
        found_in=str(file),
        fetched_at=now,
        status=200,
        media_type=media_type,
        body=body,
    )
    return _described(page, beside)


def _described(page: RawPage, beside: Mapping[str, Any]) -> RawPage:
    said = {
        name: str(value) for name in ("url", "outlet", "title") if isinstance(value := beside.get(name), str | int) and str(value).strip()
    }
    published, fetched = _stamp(beside.get("published")), moment(_stamp(beside.get("fetched_at")))
    return replace(
        page,
        url=_address(said.get("url")),
        outlet=said.get("outlet", page.outlet),
        title=said.get("title"),
        published=published,
        authors=rows.authors(beside.get("authors")),
        fetched_at=fetched or page.fetched_at,
    )


def _stamp(value: object) -> str | None:
    if isinstance(value, date):  # YAML reads dates itself; a datetime is a date
        return value.isoformat()
    return value if isinstance(value, str) else None


def _address(url: str | None) -> str | None:
    try:
        return canonical(url) if url else None
    except UrlError:
        return None  # the text is worth more than its address: it is known by its content then


def _sidecar(file: Path) -> Mapping[str, Any]:
    """What the file beside the page says. Raises `ValueError` where it says nothing sensible: taken without it, the page would be another."""
    stem = _stem(file)
    for suffix in _SIDECARS:
        beside = stem.with_name(stem.name + suffix)
        if not beside.is_file() or beside.is_symlink():
            continue
        if (data := packed.whole(beside, _MAX_SIDECAR)) is None:
            raise ValueError(f"{beside} is too large")
        found = _parsed(data.decode("utf-8-sig"), suffix)
        if not isinstance(found, dict):
            raise ValueError(f"{beside} holds no mapping")  # noqa: TRY004 - of a file's content, not of a caller's argument
        return found
    return {}


def _stem(file: Path) -> Path:
    name = file.name[: len(packed.inner_name(file.name))]
    return file.with_name(Path(name).stem)


def _parsed(text: str, suffix: str) -> object:
    try:
        if suffix == ".json":
            return json.loads(text)
        import yaml  # noqa: PLC0415 - for those who have such files

        return yaml.safe_load(text)
    except Exception as error:
        # yaml raises its own errors, and RecursionError, OverflowError or ValueError on dates that are none
        raise ValueError(str(error)) from error


def _list(file: Path, outlet: str | None, now: datetime) -> Iterator[RawPage]:
    try:
        for row in rows.read(file, packed.inner_name(file.name)):
            yield _row(file, row, outlet, now)
    except OSError as error:
        yield _failure(file, outlet, now, "malformed" if error.errno is None else "unreadable", str(error))
    except packed.DAMAGED as error:
        yield _failure(file, outlet, now, "malformed", str(error))


def _warc(file: Path, outlet: str | None, now: datetime) -> Iterator[RawPage]:
    """The file's pages as `warc.read` tells them; the records say when they were fetched."""
    try:
        with file.open("rb") as stream:
            for page in warc.read(stream, str(file)):
                yield page if page.outlet else replace(page, outlet=outlet)
    except OSError as error:
        yield _failure(file, outlet, now, "unreadable", str(error))


def _row(file: Path, row: rows.Row, outlet: str | None, now: datetime) -> RawPage:
    if row.error:
        return replace(_failure(file, outlet, now, row.error, row.detail), origin="article_list", found_in=f"{file}:{row.line}")
    values = row.values
    return RawPage(
        url=_address(values.get("url")),
        outlet=values.get("outlet") or outlet,
        origin="article_list",
        found_in=str(file),
        fetched_at=now,
        status=200,
        media_type=ARTICLE_JSON,
        charset="utf-8",
        body=row.body,
        title=values.get("title") or None,
        published=values.get("published") or None,
        authors=values["authors"],
    )


def _failure(file: Path, outlet: str | None, now: datetime, error: str, detail: str | None = None) -> RawPage:
    return RawPage(
        url=None,
        outlet=outlet,
        origin="file",
        found_in=str(file),
        fetched_at=now,
        status=0,
        media_type="",
        body=b"",
        error=error,
        detail=detail[:300] if detail else None,
    )
