import random

import pytest

from pipeline.acquire.manners import Manners, NoContactError

FIRST = random.Random(1)  # noqa: S311 - no secret


@pytest.mark.parametrize("contact", ["desk@newsroom.example", "https://newsroom.example/about-our-crawler"])
def test_the_user_agent_names_product_version_and_contact(contact):
    said = Manners(contact=contact).user_agent
    assert said.startswith("Masthead/")
    assert said.endswith(f" (+{contact})")


@pytest.mark.parametrize(
    "contact", [None, "", "  ", "me", "desk@", "ftp://x.example/", "a@b.c)\r\nCookie: x", "https://u:p@x.example/", "http://"]
)
def test_nothing_is_fetched_in_nobodys_name(contact):
    with pytest.raises(NoContactError, match="MASTHEAD_CONTACT"):
        _ = Manners(contact=contact).user_agent


def test_the_longer_of_own_delay_and_crawl_delay_counts_up_to_a_bound():
    manners = Manners(delay=5, jitter=0, max_crawl_delay=60)
    assert [manners.pause(asked, FIRST) for asked in (None, 1, 20, 9_999)] == [5, 5, 20, 60]


def test_jitter_only_adds():
    manners = Manners(delay=5, jitter=0.3)
    pauses = [manners.pause(None, FIRST) for _ in range(200)]
    assert min(pauses) >= 5
    assert max(pauses) <= 6.5
    assert len(set(pauses)) > 100


def test_back_off_grows_and_ends():
    manners = Manners(jitter=0, retries=(60, 600))
    assert [manners.backoff(n, FIRST) for n in (1, 2, 3)] == [60, 600, None]


def test_pages_are_looked_at_again_after_1_6_24_hours_and_7_days():
    hour = 3_600
    ages = [0, hour - 1, hour, 5 * hour, 6 * hour, 30 * hour, 7 * 24 * hour]
    assert [Manners().revisit(age) for age in ages] == [hour, hour, 6 * hour, 6 * hour, 24 * hour, 7 * 24 * hour, None]


def test_the_breaker_trips_for_longer_each_time_a_day_at_most():
    manners = Manners(breaker_after=3, breaker=600)
    assert [manners.trips(*at) for at in ((2, 0), (3, 0), (4, 1), (9, 2), (9, 50))] == [None, 600, 1200, 2400, 86_400]
