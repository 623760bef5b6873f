from datetime import UTC, datetime, timedelta

import pytest

from pipeline.acquire.fetch.headers import content_type, first, retry_after, validator

NOW = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("Mon, 02 Mar 2026 06:10:00 GMT", 600),
        ("Monday, 02-Mar-26 06:10:00 GMT", 600),
        ("Mon Mar  2 06:10:00 2026", 600),
        ("Mon, 02 Mar 2026 07:10:00 +0100", 600),
        ("0", None),
        ("-5", None),
        ("Mon, 02 Mar 2026 05:00:00 GMT", None),
        ("soon", None),
        ("1.5", None),
        ("", None),
        (None, None),
        ("99999999999999999999", None),
        ("Mon, 02 Mar 99999 06:10:00 GMT", None),
    ],
)
def test_retry_after_in_each_form(value, seconds):
    assert retry_after(value, NOW) == (None if seconds is None else NOW + timedelta(seconds=seconds))


def test_a_retry_after_past_the_calendar_says_nothing():
    assert retry_after("9999999999", datetime(9999, 1, 1, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("text/html; charset=UTF-8", ("text/html", "UTF-8")),
        ('Text/HTML;Charset="windows-1256"', ("text/html", "windows-1256")),
        ("application/rss+xml", ("application/rss+xml", None)),
        ("nonsense", ("", None)),
        (None, ("", None)),
    ],
)
def test_content_type(value, expected):
    assert content_type(value) == expected


def test_the_first_header_of_a_name_counts():
    headers = [(b"ETag", b' "a" '), (b"etag", b'"b"'), (b"Empty", b" ")]
    assert (first(headers, "etag"), first(headers, "empty"), first(headers, "none")) == ('"a"', None, None)


@pytest.mark.parametrize(
    ("value", "fit"), [('"a"', True), ("W/\"x'", True), ("a\r\nCookie: x", False), ("é", False), ("x" * 501, False), ("", False)]
)
def test_only_validators_that_can_be_sent_back_are_kept(value, fit):
    assert (validator(value) == value) is fit
