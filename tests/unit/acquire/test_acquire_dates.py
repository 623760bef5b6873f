from datetime import UTC, datetime

import pytest

from pipeline.acquire.dates import moment


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2020-01-08T06:30:00+03:30", datetime(2020, 1, 8, 3, 0, tzinfo=UTC)),
        ("2020-01-08T06:30:00Z", datetime(2020, 1, 8, 6, 30, tzinfo=UTC)),
        ("Wed, 08 Jan 2020 01:30:00 EST", datetime(2020, 1, 8, 6, 30, tzinfo=UTC)),
        ("2020-01-08", datetime(2020, 1, 8, tzinfo=UTC)),
        (" 2020-01 ", datetime(2020, 1, 1, tzinfo=UTC)),
        ("2020", datetime(2020, 1, 1, tzinfo=UTC)),
        ("yesterday", None),
        ("", None),
        (None, None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9" * 70, None),
    ],
)
def test_moments_of_listings(raw, expected):
    assert moment(raw) == expected
