"""feedparser's well-formed test feeds, for the fields an entry has here: the folder tests/wellformed of its source distribution."""

import ast
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

import pytest

from pipeline.acquire.dates import moment
from pipeline.acquire.entry import plain
from pipeline.acquire.feeds import FeedError, parse_feed
from pipeline.acquire.urls import UrlError, canonical

pytestmark = pytest.mark.measure

CRAZY = "feedparser shows the source text of a script inside broken comments; here what stands in a script is dropped"
LISTED = {
    "rss/entity_in_doctype.xml": "a DOCTYPE that declares entities is refused: so begin entity bombs",
    "sanitize/entry_summary_crazy.xml": CRAZY,
    "sanitize/entry_title_crazy.xml": CRAZY,
    "sanitize/item_content_encoded_crazy.xml": CRAZY,
    "sanitize/item_description_crazy.xml": CRAZY,
    "sanitize/item_fullitem_crazy.xml": CRAZY,
}
"""Feeds whose assertion does not hold here, with the reason."""

FIELDS = {
    "title": "title", "title_detail.value": "title", "link": "url", "id": "id", "guid": "id", "summary": "summary", "description": "summary",
    "summary_detail.value": "summary", "author": "author", "published": "published", "published_parsed": "published", "created": "published",
    "created_parsed": "published", "updated": "updated", "updated_parsed": "updated",
}  # fmt: skip
"""What feedparser calls what an entry has here."""

EXPECTED = re.compile(r"Expect:\s*(.*?)\s*-->")
HEADER = re.compile(r"^Header:\s*Content-Location:\s*(\S+)", re.MULTILINE | re.IGNORECASE)
SERVER = "http://127.0.0.1:8097/tests/wellformed/"  # where feedparser's own run serves them


def folder():
    given = os.environ.get("FEEDPARSER_TESTS") or (
        f"{os.environ['MASTHEAD_MEASURE']}/feedparser" if "MASTHEAD_MEASURE" in os.environ else ""
    )
    found = next(
        (path for path in (Path(given), Path(given, "wellformed"), Path(given, "tests/wellformed")) if (path / "atom10").is_dir()), None
    )
    if not given or found is None:
        pytest.skip("no feedparser tests in $FEEDPARSER_TESTS or $MASTHEAD_MEASURE/feedparser")
    return found


def path_of(node):
    """('title_detail.value', 0) of the expression entries[0]['title_detail']['value']."""
    names = []
    while True:
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            names.append(node.slice.value)
            node = node.value
        else:
            break
    if isinstance(node, ast.Name) and node.id == "entries" and len(names) > 1 and isinstance(names[-1], int):
        return ".".join(map(str, reversed(names[:-1]))), names[-1]
    return None, 0


def value_of(node):
    if isinstance(node, ast.BinOp):
        left, right = value_of(node.left), value_of(node.right)
        return left + right if isinstance(node.op, ast.Add) else left * right
    return ast.literal_eval(node)


def comparisons(expression):
    """(field, index of the entry, expected value) of each equation about a field an entry has here."""
    for node in ast.walk(ast.parse(expression, mode="eval")):
        if isinstance(node, ast.Compare) and all(isinstance(operator, ast.Eq) for operator in node.ops):
            *sides, expected = [node.left, *node.comparators]
            for side in sides:
                name, index = path_of(side)
                if name in FIELDS:
                    yield FIELDS[name], index, value_of(expected)


def holds(entry, field, expected):
    value = getattr(entry, field)
    if field in {"published", "updated"}:
        return value == (datetime(*expected[:6], tzinfo=UTC) if isinstance(expected, tuple) else moment(expected))
    if field == "url":
        try:
            return value == canonical(expected)
        except UrlError:
            return value == ""
    return value in {plain(expected), plain(expected, is_markup=False)}


def failing(file, root):
    """None where the feed has no assertion of ours; else what does not hold."""
    data = file.read_bytes()
    text = data.replace(b"\0", b"").decode("utf-8", "replace")
    wanted = list(comparisons(EXPECTED.search(text)[1]))
    if not wanted:
        return None
    base = SERVER + file.relative_to(root).as_posix()
    located = HEADER.search(text)
    try:
        entries = parse_feed(data, urljoin(base, located[1]) if located else base)
    except FeedError as error:
        return [str(error)]
    return [
        f"{field}: {getattr(entries[index], field) if index < len(entries) else 'no entry'!r}, expected {expected!r}"
        for field, index, expected in wanted
        if index >= len(entries) or not holds(entries[index], field, expected)
    ]


def test_feedparsers_feeds_hold_or_are_listed():
    root = folder()
    results = {file.relative_to(root).as_posix(): failing(file, root) for file in sorted(root.rglob("*.xml"))}
    checked = {name: wrong for name, wrong in results.items() if wrong is not None}
    wrong = {name: reasons for name, reasons in checked.items() if reasons}
    print(f"feedparser, well-formed: {len(checked) - len(wrong)} of {len(checked)} feeds hold, {len(wrong)} listed")  # noqa: T201 - the figure a reader wants
    unlisted = {name: reasons for name, reasons in wrong.items() if name not in LISTED}
    assert unlisted == {}
    assert set(LISTED) <= set(wrong), "listed, but holding"
    assert len(checked) > 700
