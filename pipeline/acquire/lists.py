"""Lists of addresses: one a line, CSV with dates, and the exports of Media Cloud and GDELT."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.acquire.dates import moment
from pipeline.acquire.urls import UrlError, canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

MAX_BYTES: Final = 200_000_000
"""Bytes of a list, unpacked. A month of GDELT mentions of one country is 50 MB."""
MAX_ROWS: Final = 2_000_000
_MAX_TITLE: Final = 1_000
_GZIP: Final = 31
_SEPARATORS: Final = ("\t", ",", ";", "|")
_ENCODINGS: Final = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))

# Names of columns, lower case, letters and digits only, the best first. Of: Media Cloud's search export and its older Explorer's
# (https://www.mediacloud.org/documentation), GDELT's DOC 2.0 API (https://blog.gdeltproject.org/gdelt-doc-2-0-api-debuts/), GDELT's and
# GKG's fields as BigQuery names them (http://data.gdeltproject.org/documentation/), and what people write above such lists.
COLUMNS: Final = {
    "url": ("url", "sourceurl", "documentidentifier", "v2documentidentifier", "mentionidentifier", "sourceurls", "articleurl", "link", "address", "href", "loc"),
    "published": ("publishdate", "published", "publisheddate", "publicationdate", "pubdate", "datepublished", "publishedat"),
    "seen": ("date", "seendate", "v2date", "v21date", "dateadded", "mentiontimedate", "indexeddate", "collectdate", "timestamp", "lastmod"),
    "title": ("title", "headline"),
    "outlet": ("medianame", "outlet", "source", "v2sourcecommonname", "sourcecommonname", "mentionsourcename", "domain", "sources", "mediaurl", "publisher"),
}  # fmt: skip

# GDELT's files have no header: fields by position in a row of so many tab-separated cells. GKG's DATE is when its articles were published,
# the others' when GDELT saw them, mostly within 15 minutes (GDELT Event Codebook 2.0, GKG Codebook 2.1).
_BARE: Final = {
    58: {"seen": 56, "url": 57},  # events 1.0
    61: {"seen": 59, "url": 60},  # events 2.0
    27: {"published": 1, "outlet": 3, "url": 4},  # GKG 2.1
    16: {"seen": 2, "outlet": 4, "url": 5},  # mentions
}
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})Z?)?\Z")
_NAME: Final = re.compile(r"[^a-z0-9]+")
_ADDRESS: Final = re.compile(r"\s{0,9}https?://", re.IGNORECASE)


class ListError(ValueError):
    """The bytes are no list of addresses. The message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedUrl:
    """One line of a list: an address, or `error` with what is wrong with it. Datetimes are aware UTC."""

    line: int  # 1-based, where the row begins
    url: str  # canonical; empty where `error` is set
    published: datetime | None = None  # as the list has it, else when its maker saw the page
    published_raw: str | None = None
    is_seen: bool = False  # `published` is when the page was seen, not when it says it was published
    title: str | None = None
    outlet: str | None = None  # id, name or domain, as the list has it
    error: str | None = None  # one line for people


def parse_list(data: bytes, name: str) -> list[ListedUrl]:
    """The addresses of a list called `name`, in its order, rows without a usable one as errors; at most `MAX_ROWS`.

    Knows by its shape: one address a line ('#' begins a comment); CSV with comma, semicolon, bar or tab whose header names its columns as in
    `COLUMNS`; CSV without header, the first column of addresses and the first of dates; GDELT's events, mentions and GKG. Packed with gzip
    or zip (its first file), UTF-8 or UTF-16. Raises `ListError` where there is no address at all, past `MAX_BYTES`, and on broken packing.
    """
    text = _decoded(_unpacked(data, name))
    found = list(_rows(text))
    if not any(entry.url for entry in found):
        first = f"; line {found[0].line}: {found[0].error}" if found else ""
        raise ListError(f"{name}: no address in it{first}")
    return found


def _unpacked(data: bytes, name: str) -> bytes:
    try:
        if data[:2] == b"\x1f\x8b":
            stream = zlib.decompressobj(wbits=_GZIP)
            data = stream.decompress(data, MAX_BYTES + 1)
            if not stream.eof and len(data) <= MAX_BYTES:
                raise ListError(f"{name}: gzip that ends too early")
        elif data[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(io.BytesIO(data)) as folder, folder.open(folder.infolist()[0]) as file:
                data = file.read(MAX_BYTES + 1)
    except (zlib.error, zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, IndexError) as error:
        raise ListError(f"{name}: broken gzip or zip ({error})") from error
    if len(data) > MAX_BYTES:
        raise ListError(f"{name}: more than {MAX_BYTES:,} bytes")
    return data


def _decoded(data: bytes) -> str:
    encoding = next((encoding for mark, encoding in _ENCODINGS if data.startswith(mark)), "utf-8")
    return data.decode(encoding, "replace").replace("\0", "")


def _rows(text: str) -> Iterator[ListedUrl]:
    lines = io.StringIO(text, newline=None)
    number, first = 0, ""
    for first in lines:
        number += 1
        if first.strip() and not first.startswith("#"):
            break
    columns, is_header, separator = _shape(first)
    if columns is None:
        yield from _of_lines(text)
        return
    rows = _cells(lines if is_header else _again(first, lines), separator, number + (1 if is_header else 0))
    for count, (line, cells) in enumerate(rows):
        if count >= MAX_ROWS:
            return
        yield ListedUrl(line=line, url="", error=cells) if isinstance(cells, str) else _of_cells(line, cells, columns)


def _again(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines


def _shape(first: str) -> tuple[dict[str, int] | None, bool, str]:
    """Where the columns are, whether the line is a header, and what separates cells; no columns where lines are addresses."""
    tabs = first.rstrip("\n").split("\t")
    if (bare := _BARE.get(len(tabs))) and _ADDRESS.match(tabs[bare["url"]]):
        return bare, False, "\t"
    separator = max(_SEPARATORS, key=first.count)
    cells = next(csv.reader([first], delimiter=separator), []) if len(first) < csv.field_size_limit() else []
    names = [_NAME.sub("", cell.lower()) for cell in cells]
    columns = {
        field: at for field, known in COLUMNS.items() if (at := next((names.index(name) for name in known if name in names), -1)) >= 0
    }
    if "url" in columns:
        return columns, True, separator
    address = next((at for at, cell in enumerate(cells) if _ADDRESS.match(cell)), None)
    dated = next((at for at, cell in enumerate(cells) if at != address and _moment(cell)), None)
    if address is None or (dated is None and address == 0):  # commas and bars may stand in an address
        return None, False, separator
    return {"url": address} | ({} if dated is None else {"published": dated}), False, separator


def _cells(lines: Iterator[str], separator: str, begin: int) -> Iterator[tuple[int, list[str] | str]]:
    # cells between tabs are not quoted: GDELT's hold single quotation marks
    reader = csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE if separator == "\t" else csv.QUOTE_MINIMAL)
    while True:
        line = begin + reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:  # a cell larger than the limit: a quotation mark that is never closed, most often
            yield line, f"not a row of a CSV: {error}"
            continue
        if any(cell.strip() for cell in cells):
            yield line, cells


def _of_cells(line: int, cells: Sequence[str], columns: dict[str, int]) -> ListedUrl:
    said = {field: cells[at].strip() for field, at in columns.items() if at < len(cells)}
    # GKG 1.0 has all the articles of an event in one cell
    address = said.get("url", "").partition("<UDIV>")[0]
    published, seen = _moment(said.get("published")), _moment(said.get("seen"))
    return _listed(
        line,
        address,
        published=published or seen,
        published_raw=said.get("published") or said.get("seen") or None,
        is_seen=published is None and seen is not None,
        title=" ".join(said.get("title", "")[:_MAX_TITLE].split()) or None,
        outlet=said.get("outlet", "")[:200] or None,
    )


def _of_lines(text: str) -> Iterator[ListedUrl]:
    for number, line in enumerate(io.StringIO(text, newline=None), start=1):
        if number > MAX_ROWS:
            return
        if (address := line.strip()) and not address.startswith("#"):
            yield _listed(number, address)


def _listed(
    line: int,
    address: str,
    *,
    published: datetime | None = None,
    published_raw: str | None = None,
    is_seen: bool = False,
    title: str | None = None,
    outlet: str | None = None,
) -> ListedUrl:
    try:
        url, error = canonical(address), None
    except UrlError as problem:
        url, error = "", str(problem) if address else "no address in the row"
    return ListedUrl(
        line=line, url=url, published=published, published_raw=published_raw, is_seen=is_seen, title=title, outlet=outlet, error=error
    )


def _moment(raw: str | None) -> datetime | None:
    text = (raw or "").strip()
    if match := _COMPACT.match(text):
        text = "{}-{}-{}T{}:{}:{}Z".format(*(part or "00" for part in match.groups()))
    return moment(text) if text[:1].isalnum() and not text.isdecimal() else None
