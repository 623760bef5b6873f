"""What holds for any text: spans are exact, nothing raises, twice the text takes about twice the time."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.dates import dates
from pipeline.extract.document import Document
from pipeline.extract.figures import figures
from pipeline.extract.sentences import SentenceIndex

WORDS = st.sampled_from(
    [
        *"""12 1,440 2.5 million $5 % percent killed wounded dead no none a an both people of the were at least over between and to from 34 50 dozens hundreds
        , . ; : ( ) " ' - – — toll death hostage in 2015 Jan. May 8 Tuesday last year three years old 9/11 7:16 £ bn kg uranium enriched barrels day half third
        including them who that which ſix ıran K ٣ ² ½ will not denied U.S. being before was left said""".split(),
        *("\n", "\u00a0", "\u200c", "'s", "’s"),
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join))


def read(text):
    doc = Document(text=text, body_start=0, published=date(2020, 1, 14), version_id="v", extractor_id="x", sentences=SentenceIndex(text))
    when = dates(doc)
    return when, *figures(doc, [], when, [])


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_every_span_is_exact(text):
    when, found, rejected = read(text)
    for row in (*when, *found, *rejected):
        assert text[row.start : row.end] == row.surface
        assert row.start < row.end
    for row in found:
        for words, start, end in (
            (row.counted, row.counted_start, row.counted_end),
            (row.place, row.place_start, row.place_end),
            (row.period, row.period_start, row.period_end),
            (row.source, row.source_start, row.source_end),
        ):
            assert (words is None) == (start is None) == (end is None)
            assert words is None or text[start:end] == words
        assert row.value_high is None or row.value_low <= row.value_high
        assert row.sentence_start <= row.start < row.end <= max(row.sentence_end, row.end)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_ids_are_unique_and_rows_in_order(text):
    _, found, rejected = read(text)
    assert len({row.figure_id for row in found}) == len(found)
    assert [row.start for row in found] == sorted(row.start for row in found)
    assert [row.start for row in rejected] == sorted(row.start for row in rejected)


@pytest.mark.parametrize(
    "unit",
    [
        "The raid killed 12 people in Al Anbar on Jan. 8, and 3 of them were children. ",
        "12, ",
        "killed ",
        "1,1",
        "twenty-one ",
        "between 5 and ",
        "in the last three years ",
        "9/",
        "a ",
        "no ",
        "( ",
        "May ",
        "one of ",
        "more than ",
        "killed a 12 ",
        "on Jan. 8, 2015 12 people died ",
    ],
)
def test_twice_the_text_takes_about_twice_the_time(unit):
    def seconds(size):
        text = (unit * (size // len(unit) + 1))[:size]
        best = 9.9
        for _ in range(3):
            begin = time.process_time()
            read(text)
            best = min(best, time.process_time() - begin)
        return best

    once, twice = seconds(8_000), seconds(16_000)
    assert twice < 3 * once + 0.03
