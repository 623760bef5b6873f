from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.dates import Dated, Stated, choose, in_url, moment

FETCHED = datetime(2020, 1, 10, tzinfo=UTC)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2020-01-08T06:30:00+03:30", utc(2020, 1, 8, 3)),
        ("2020-01-08T06:30:00+0000", utc(2020, 1, 8, 6, 30)),
        ("2020-01-08 06:30", utc(2020, 1, 8, 6, 30)),
        ("2020-01-08", utc(2020, 1, 8)),
        ("20200108", utc(2020, 1, 8)),
        ("2020/01/08", utc(2020, 1, 8)),
        ("Wed, 08 Jan 2020 01:30:00 EST", utc(2020, 1, 8, 6, 30)),
        ("Wed Jan 08 2020 03:05:46 GMT+0000", utc(2020, 1, 8, 3, 5)),
        ("January 8, 2020", utc(2020, 1, 8)),
        ("Jan. 8, 2020, 7:47 PM EST", utc(2020, 1, 9, 0, 47)),
        ("8th January 2020 12:05 a.m. GMT", utc(2020, 1, 8, 0, 5)),
        ("Published 8 Jan 2020 at 18.30 CET", utc(2020, 1, 8, 17, 30)),
        ("1578465000", utc(2020, 1, 8, 6, 30)),
        ("1578465000123", utc(2020, 1, 8, 6, 30)),
        ("03/04/2020", None),
        ("2020-13-45", None),
        ("99999999", None),
        ("February 31, 2020", None),
        ("9999999999999", utc(2286, 11, 20, 17, 46, 39)),
        ("last week", None),
        ("", None),
        ("x" * 100, None),
    ],
)
def test_moments(raw, expected):
    found = moment(raw)
    assert (found.replace(second=0) if found and expected and not expected.second else found) == expected


@given(st.text(alphabet="0123456789-:/.TZ+ JanFeb,APMpm", max_size=40))
def test_any_words_name_a_moment_or_none(raw):
    found = moment(raw)
    assert found is None or found.tzinfo is UTC


def test_the_first_plausible_statement_is_believed():
    stated = [
        Stated("1970-01-01T00:00:00Z", "json_ld"),
        Stated("soon", "meta"),
        Stated("2020-01-08", "time_tag"),
        Stated("2020-01-07", "given"),
    ]
    assert choose(stated, FETCHED) == Dated(utc(2020, 1, 8), "time_tag", "2020-01-08")


@pytest.mark.parametrize("raw", ["1970-01-01", "1989-12-31", "2020-01-12T00:00:01Z", "0001-01-01", "soon"])
def test_implausible_words_are_kept_without_a_moment(raw):
    assert choose([Stated(raw, "meta")], FETCHED) == Dated(None, None, raw)


def test_pages_may_be_dated_two_days_ahead():
    assert choose([Stated("2020-01-12T00:00:00Z", "meta")], FETCHED).moment == FETCHED + timedelta(hours=48)
    assert choose([], FETCHED) == Dated(None, None, None)


def test_a_change_is_not_before_the_publication():
    assert choose([Stated("2020-01-07", "meta")], FETCHED, not_before=utc(2020, 1, 8)).moment is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://n.example/world/2020/01/08/bridge", "2020-01-08"),
        ("https://n.example/2020/jan/08/bridge", "2020-01-08"),
        ("https://n.example/story/2020-01-08-bridge", "2020-01-08"),
        ("https://n.example/20200108/bridge.html", "2020-01-08"),
        ("https://n.example/2020/01/08", "2020-01-08"),
        ("https://n.example/2020/01/bridge", None),
        ("https://n.example/a?next=/2020/01/08/", None),
        ("https://n.example/news/12019123456", None),
        (None, None),
    ],
)
def test_days_in_addresses(url, day):
    assert in_url(url) == day
