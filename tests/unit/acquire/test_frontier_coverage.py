from datetime import UTC, datetime, timedelta

import pytest

from pipeline.acquire.frontier.coverage import GAPS, coverage
from pipeline.acquire.frontier.database import Frontier
from pipeline.acquire.frontier.landing import tally

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def told(tmp_path):
    """Counts by day, as (what, how often) pairs, to what the coverage says of each day."""

    def asked(*days, outlet="site"):
        path = tmp_path / "frontier.sqlite"
        with Frontier(path) as frontier, frontier.transaction():
            for number, counts in enumerate(days):
                for what, count in counts.items():
                    for _ in range(count):
                        tally(frontier, outlet, START + timedelta(days=number), what)
        return coverage(path)

    return asked


GOOD = {"listing_fetched": 4, "discovered": 10, "fetched": 8, "skipped": 2}


def test_a_day_counts_looks_and_new_addresses(told):
    (day,) = told(
        {
            "listing_fetched": 2,
            "listing_unchanged": 3,
            "discovered": 9,
            "fetched": 5,
            "unchanged": 4,
            "failed": 1,
            "quarantined": 2,
            "skipped": 1,
        }
    )
    assert (day.outlet, day.day, day.discovered, day.fetched, day.unchanged, day.failed) == ("site", START.date(), 9, 5, 4, 3)
    assert (day.listings_read, day.listings_failed, day.skipped, day.gap) == (5, 0, 1, None)


@pytest.mark.parametrize(
    ("last", "gap"),
    [
        (GOOD, None),
        ({"listing_unchanged": 4, "unchanged": 3}, "silent"),
        ({"listing_unchanged": 4}, "silent"),
        ({"listing_failed": 4}, "no_listing"),
        ({"listing_failed": 3, "listing_unchanged": 1, "discovered": 1, "fetched": 1}, None),
        ({"listing_fetched": 1, "discovered": 5, "fetched": 2, "failed": 3}, "errors"),
        ({"listing_fetched": 1, "discovered": 5, "fetched": 3, "failed": 2}, None),
        ({"listing_fetched": 1, "discovered": 5, "skipped": 5}, None),
    ],
)
def test_a_gap_is_flagged_with_its_kind(told, last, gap):
    assert [day.gap for day in told(GOOD, GOOD, GOOD, last)] == [None, None, None, gap]


def test_a_day_without_a_look_is_a_gap_of_ours(told):
    days = told(GOOD, {}, GOOD)
    assert [day.gap for day in days] == [None, "not_tried", None]


def test_an_outlet_that_seldom_publishes_is_not_silent(told):
    quiet = {"listing_unchanged": 4}
    assert {day.gap for day in told(GOOD, quiet, quiet, quiet, quiet)[3:]} == {None}
    assert {day.gap for day in told(quiet, quiet, quiet, quiet)} == {None}


def test_silence_needs_three_days_to_be_told_from(told):
    assert told(GOOD, GOOD, {"listing_unchanged": 4})[-1].gap is None


def test_every_outlet_is_told_up_to_the_last_day_of_anybody(told):
    told(GOOD, outlet="other")
    days = told(GOOD, GOOD)
    assert [(day.outlet, day.gap) for day in days] == [("other", None), ("other", "not_tried"), ("site", None), ("site", None)]


def test_pages_added_by_hand_are_no_outlet_that_could_be_silent(told):
    days = told({"fetched": 1}, {}, {"failed": 2}, outlet=None)
    assert [(day.outlet, day.gap) for day in days] == [("", None), ("", None), ("", "errors")]


def test_a_day_that_is_not_over_is_neither_silent_nor_untried_but_may_have_other_gaps(told, tmp_path):
    told(GOOD, GOOD, GOOD, {"listing_unchanged": 4}, outlet="quiet")
    told(GOOD, outlet="untried")
    told(GOOD, GOOD, GOOD, {"listing_failed": 1}, outlet="broken")
    last = START.date() + timedelta(days=3)

    def gaps(**today):
        return {one.outlet: one.gap for one in coverage(tmp_path / "frontier.sqlite", **today) if one.day == last}

    assert gaps() == {"quiet": "silent", "untried": "not_tried", "broken": "no_listing"}
    assert gaps(today=last) == {"quiet": None, "untried": None, "broken": "no_listing"}


def test_entries_left_out_unseen_count_by_their_reason(told):
    (day,) = told({"listing_fetched": 1, "discovered": 5, "not_relevant": 3, "too_old": 2})
    assert (day.discovered, day.not_relevant, day.too_old, day.skipped, day.gap) == (5, 3, 2, 0, None)


def test_an_empty_frontier_covers_nothing_and_each_gap_is_explained(told):
    assert told() == []
    assert all(GAPS.values())
