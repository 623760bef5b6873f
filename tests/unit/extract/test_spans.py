"""Every row of every kind says exactly the words at its offsets, whatever the text."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean.page import clean
from pipeline.read import Reader
from pipeline.records import RawPage

PIECES = st.sampled_from(
    [
        *"""12 1,440 2.5 million $5 % killed wounded dead no a the were at least between and to from 34 dozens 2015 Jan. 8 Tuesday U.S. Iran Tehran Iran's
        IRGC ISIS IS militants regime Khamenei Qassem Soleimani Mr. Trump said told "We will" he she according to Mehr citing an official who denied that
        spoke on condition of anonymity because ( ) , . ; : " ' – — “ ” ‘ ’ « » … ſix ıran İran Ǆ ß K ٣ ² ½ 😀 é ﷼ reporters quoted by statement claims hopes""".split(),
        *("\n", "\n\n", "\u00a0", "\u200c", "\u2028", "\u200f", "\ud7ff", "\ufeff", "\x00", "'s", "’s", "“I", "it,” he said."),
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES, max_size=40).map("".join))
READER = Reader.load("us_iran")
WORDS_WITH_OFFSETS = ("counted", "place", "period", "source")


def check(text, facts):
    """The promise of docs/figures.md, for every row and every words a row points to."""
    rows = (
        *facts.figures, *facts.dates, *facts.entities, *facts.quotes, *facts.attributions, *facts.naming, *facts.rejected,
    )  # fmt: skip
    for row in rows:
        assert 0 <= row.start < row.end <= len(text)
        assert text[row.start : row.end] == row.surface
    for row in facts.figures:
        for name in WORDS_WITH_OFFSETS:
            words, start, end = getattr(row, name), getattr(row, f"{name}_start"), getattr(row, f"{name}_end")
            assert (words is None) == (start is None) == (end is None)
            assert words is None or text[start:end] == words
    for row in (*facts.quotes, *facts.attributions):
        for name in ("content", "source", "cue"):
            spans = getattr(row, f"{name}_spans")
            assert all(0 <= start < end <= len(text) for start, end in spans)
            assert [list(span) for span in spans] == sorted(list(span) for span in spans)
            words = getattr(row, name)
            assert bool(spans) == (words is not None)
            assert words is None or "".join("".join(text[start:end] for start, end in spans).split()) == "".join(words.split())
    return len(rows)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_row_says_the_words_at_its_offsets(text):
    check(text, READER.text_facts(text, None, date(2020, 1, 14))[1])


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=8).map(" ".join), TEXTS)
def test_a_headline_moves_nothing(title, body):
    text = f"{title}\n\n{body}"
    check(text, READER.text_facts(text, title, None)[1])


@pytest.mark.measure
def test_every_row_of_every_page(measure):
    truth = json.loads((measure / "pages" / "ground-truth.json").read_text(encoding="utf-8"))
    rows = 0
    for page in truth.values():
        text = page.get("articleBody") or ""
        rows += check(text, READER.text_facts(text, None, None)[1])
    assert rows > 10 * len(truth)


@pytest.mark.measure
def test_every_row_of_every_page_as_it_is_cleaned(measure):
    """The same over what our own cleaning makes of the pages, headline included."""
    rows = 0
    for path in sorted((measure / "pages" / "html").glob("*.html.gz")):
        page = RawPage(
            url=None, outlet=None, origin="file", found_in=None, fetched_at=datetime(2026, 1, 1, tzinfo=UTC), status=200, media_type="text/html",
            body=gzip.decompress(path.read_bytes()),
        )  # fmt: skip
        cleaned = clean(page)
        if cleaned.body:
            text = f"{cleaned.title}\n\n{cleaned.body}" if cleaned.title else cleaned.body
            rows += check(text, READER.text_facts(text, cleaned.title, None)[1])
    assert rows > 1_000
