"""Lists of articles: JSON lines and CSV, one row an article, with its clean text or with what a feed told of it (title and summary)."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pipeline.acquire.packed import lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_ROW: Final = 4_000_000
"""Bytes of a line, characters of a CSV cell. A book of 700,000 words; the longest articles are a fiftieth of it."""

FIELDS: Final = ("id", "url", "outlet", "published", "authors", "title", "language", "text", "summary")
_SEPARATORS: Final = (",", ";", "\t")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row as read, or why it was not: `error` is a key of `records.REASONS`."""

    line: int  # 1-based, where it begins
    values: dict[str, Any]
    error: str | None = None
    detail: str | None = None  # the error in one line for people

    @property
    def body(self) -> bytes:
        """The row as canonical JSON: known fields that say something, sorted, ASCII. Equal rows give equal bytes."""
        said = {name: self.values[name] for name in FIELDS if self.values.get(name) not in (None, "", [])}
        return json.dumps(said, sort_keys=True, separators=(",", ":")).encode("ascii")


def read(path: Path, inner: str) -> Iterator[Row]:
    """The rows of a file whose name without compression is `inner`. Raises `OSError` or `packed.DAMAGED` where the file breaks off."""
    return _csv(path) if inner.endswith(".csv") else _jsonl(path)


def _jsonl(path: Path) -> Iterator[Row]:
    for number, line in enumerate(lines(path, MAX_ROW), start=1):
        if line is None:
            yield Row(number, {}, "too_large")
        elif text := (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).strip():
            yield _object(number, text)


def _object(number: int, text: bytes) -> Row:
    try:
        values = json.loads(text.decode("utf-8"))
    except UnicodeDecodeError:
        return Row(number, {}, "undecodable")
    except (ValueError, RecursionError) as error:
        return Row(number, {}, "malformed", f"line {number} is no JSON: {error}")
    return _checked(number, values)


def _checked(number: int, values: Any) -> Row:  # noqa: ANN401 - whatever the line holds
    if not isinstance(values, dict) or not (isinstance(values.get("text"), str) or _is_entry(values)):
        return Row(
            number, {}, "malformed", f"line {number} is no article: it wants an object with a string 'text', or 'title' and 'summary'"
        )
    for name in ("url", "outlet", "published", "title", "language", "id", "text", "summary"):
        if isinstance(values.get(name), int | float) and not isinstance(values[name], bool):
            values[name] = str(values[name])  # an id or an epoch
        if not isinstance(values.get(name), str | None):
            return Row(number, {}, "malformed", f"line {number}: '{name}' is no string")
    values["authors"] = authors(values.get("authors") or values.get("author"))
    return Row(number, values)


def _is_entry(values: dict[str, Any]) -> bool:
    """Whether a row is a feed's entry: a headline, and a summary that may be missing."""
    return isinstance(values.get("title"), str) and "summary" in values


def authors(value: object) -> list[str]:
    """Names from a list, or from one string in which ';' or '|' separates them; anything else is no name."""
    if isinstance(value, str):
        if value.startswith("["):
            try:
                return authors(json.loads(value))
            except (ValueError, RecursionError):
                return []
        value = re.split("[;|]", value)
    if not isinstance(value, list):
        return []
    return [name.strip() for name in value[:50] if isinstance(name, str) and name.strip()]


def has_texts(head: bytes) -> bool:
    """Whether a CSV that begins with these bytes has a column 'text', or 'title' and 'summary'."""
    is_utf16 = head[:2] in {b"\xff\xfe", b"\xfe\xff"}
    text = head.decode("utf-16" if is_utf16 else "utf-8-sig", "replace")
    header = set(_header(text.partition("\n")[0])[0])
    return "text" in header or {"title", "summary"} <= header


def _header(line: str) -> tuple[list[str], str]:
    """The names of the columns, in lower case, and what separates them."""
    separator = max(_SEPARATORS, key=line.count)
    return [name.strip().lower() for name in next(csv.reader([line], delimiter=separator), [])], separator


def _csv(path: Path) -> Iterator[Row]:
    csv.field_size_limit(MAX_ROW)  # the module's own limit, 131,072, is less than a long article; there is only a global one
    texts = (_text(line) for line in lines(path, MAX_ROW))
    header, separator = _header(next(texts, "").removeprefix("\ufeff"))
    if "text" not in header and not {"title", "summary"} <= set(header):
        yield Row(1, {}, "malformed", "the header names no column 'text'; the columns are url, outlet, published, title, text (or summary)")
        return
    reader = csv.reader(texts, delimiter=separator)
    while True:
        begin = reader.line_num + 2
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:  # a cell larger than the limit: a quotation mark that is never closed, most often
            yield Row(begin, {}, "malformed", f"line {begin}: a cell never ends; is a quotation mark missing?")
            continue
        if not cells:
            continue
        if any(_SURROGATE.search(cell) for cell in cells):
            yield Row(begin, {}, "undecodable")
        elif len(cells) != len(header):
            yield Row(begin, {}, "malformed", f"line {begin} has {len(cells)} cells, the header {len(header)}")
        else:
            yield _checked(begin, dict(zip(header, cells, strict=True)))


def _text(line: bytes | None) -> str:
    # surrogates mark bytes that are not UTF-8, so that one bad row costs one row; a line too long can be no row of the header's length
    return ("\udcff" if line is None else line.decode("utf-8", "surrogateescape")) + "\n"
