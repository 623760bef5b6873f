"""A sentence and its day of publication in, the days its words mean out."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.dates import dates
from pipeline.extract.document import Document
from pipeline.extract.sentences import SentenceIndex

TUESDAY = date(2020, 1, 14)


def read(text, published=TUESDAY):
    doc = Document(text=text, body_start=0, published=published, version_id="v", extractor_id="x", sentences=SentenceIndex(text))
    found = dates(doc)
    assert all(text[row.start : row.end] == row.surface for row in found)
    return found


def one(text, published=TUESDAY):
    (row,) = read(text, published)
    return row


@pytest.mark.parametrize(
    ("text", "surface", "start", "end", "grain"),
    [
        ("It fell on 8 January 2020.", "8 January 2020", "2020-01-08", "2020-01-08", "day"),
        ("It fell on Jan. 8 at dawn.", "Jan. 8", "2020-01-08", "2020-01-08", "day"),
        ("Signed on Wednesday, Nov. 24, 2013, there.", "Wednesday, Nov. 24, 2013", "2013-11-24", "2013-11-24", "day"),
        ("It began on Nov. 24.", "Nov. 24", "2019-11-24", "2019-11-24", "day"),
        ("It ran from May 15-24 there.", "May 15-24", "2019-05-15", "2019-05-24", "day"),
        ("Logged 2019-12-27 there.", "2019-12-27", "2019-12-27", "2019-12-27", "day"),
        ("Updated 12/27/2019 there.", "12/27/2019", "2019-12-27", "2019-12-27", "day"),
        ("The deal came in January 2016.", "January 2016", "2016-01-01", "2016-01-31", "month"),
        ("It began in August.", "August", "2019-08-01", "2019-08-31", "month"),
        ("It began last May.", "last May", "2019-05-01", "2019-05-31", "month"),
        ("They came in 2015.", "2015", "2015-01-01", "2015-12-31", "year"),
        ("the 2015 nuclear deal", "2015", "2015-01-01", "2015-12-31", "year"),
        ("by late 2006 it was", "late 2006", "2006-10-01", "2006-12-31", "part-year"),
        ("at the beginning of 2008 it was", "the beginning of 2008", "2008-01-01", "2008-01-31", "part-year"),
        ("over the first half of 2012", "the first half of 2012", "2012-01-01", "2012-06-30", "half-year"),
        ("by the end of June 2015", "the end of June 2015", "2015-06-30", "2015-06-30", "part-month"),
        ("in the 1980s", "the 1980s", "1980-01-01", "1989-12-31", "decade"),
        ("in the nineties", "the nineties", "1990-01-01", "1999-12-31", "decade"),
        ("the war of 1980-88", "1980-88", "1980-01-01", "1988-12-31", "year"),
        ("in fiscal 2017", "fiscal 2017", "2017-01-01", "2017-12-31", "year"),
        ("He spoke on Sunday.", "Sunday", "2020-01-12", "2020-01-12", "day"),
        ("He spoke on Tuesday night.", "Tuesday night", "2020-01-14", "2020-01-14", "day"),
        ("He spoke last Friday.", "last Friday", "2020-01-10", "2020-01-10", "day"),
        ("He speaks next Friday.", "next Friday", "2020-01-17", "2020-01-17", "day"),
        ("He left yesterday.", "yesterday", "2020-01-13", "2020-01-13", "day"),
        ("It starts tomorrow.", "tomorrow", "2020-01-15", "2020-01-15", "day"),
        ("It came last week.", "last week", "2020-01-06", "2020-01-12", "week"),
        ("It came last year.", "last year", "2019-01-01", "2019-12-31", "year"),
        ("It came last month.", "last month", "2019-12-01", "2019-12-31", "month"),
        ("in the past three years", "the past three years", "2017-01-14", "2020-01-14", "year"),
        ("over the next ten years", "the next ten years", "2020-01-14", "2030-01-14", "year"),
        ("He left two days ago.", "two days ago", "2020-01-12", "2020-01-12", "day"),
        ("It began a decade ago.", "a decade ago", "2010-01-01", "2010-12-31", "year"),
        ("It rose in the third quarter of 2019.", "the third quarter of 2019", "2019-07-01", "2019-09-30", "quarter"),
        ("It rose last summer.", "last summer", "2019-06-01", "2019-08-31", "season"),
    ],
)
def test_values(text, surface, start, end, grain):
    row = one(text)
    assert (row.surface, str(row.value_start), str(row.value_end), row.grain) == (surface, start, end, grain)


@pytest.mark.parametrize(
    ("text", "surface", "grain"),
    [
        ("a three-year civil war", "three-year", "year"),
        ("It takes 12 to 15 months.", "12 to 15 months", "month"),
        ("a weeks-long siege", "weeks-long", "week"),
        ("within 24 hours", "24 hours", "hour"),
        ("for many years", "many years", "year"),
        ("Just a few weeks ago", "a few weeks ago", "week"),
        ("two more years of talks", "two more years", "year"),
        ("for a decade", "a decade", "decade"),
    ],
)
def test_stretches_have_a_grain_and_no_days(text, surface, grain):
    row = one(text)
    assert (row.surface, row.value_start, row.grain) == (surface, None, grain)


@pytest.mark.parametrize(
    "text",
    [
        "He may march on.",
        "more than 2000 people",
        "It cost $2015.",
        "Room 2020, please",
        "the 27-year-old driver",
        "one more time",
        "a day",
        "at least 1900 dead",
    ],
)
def test_what_is_no_date(text):
    assert [row.surface for row in read(text) if row.grain in {"month", "year"} and "Room" not in text] == []


def test_without_a_publication_date_relative_words_have_no_days():
    assert one("He left yesterday.", None).value_start is None
    assert one("It began in August.", None).value_start is None
    assert one("They came in 2015.", None).value_start == date(2015, 1, 1)


def test_a_date_ahead_is_read_ahead_where_the_words_say_so():
    assert one("The deadline is due by Sept. 30.").value_start == date(2020, 9, 30)
    assert one("It will end in February.").value_start == date(2020, 2, 1)


def test_impossible_dates_have_no_days():
    assert one("on Feb. 31, 2019, it").value_start is None
    assert one("on 2019-13-45 it").value_start is None
