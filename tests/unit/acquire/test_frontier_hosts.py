import random
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.acquire.frontier import hosts, queue
from pipeline.acquire.frontier.database import Frontier
from pipeline.acquire.frontier.fates import fate
from pipeline.acquire.frontier.queue import Found
from pipeline.acquire.frontier.settle import settle
from pipeline.acquire.manners import Manners
from pipeline.acquire.outcome import Answer, Failure, Postponed

NOW = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
MANNERS = Manners(jitter=0)
CHANCE = random.Random(1)  # noqa: S311 - jitter
PAGE = "https://site.example/1"


@pytest.fixture
def frontier(tmp_path):
    with Frontier(tmp_path / "frontier.sqlite") as opened:
        yield opened


def failed(reason, at=NOW, **more):
    return Failure(reason=reason, detail="in words", at=at, **more)


def came(at=NOW):
    return Answer(status=200, at=at, body=b"")


def test_the_delay_runs_from_the_last_moment_the_host_was_asked(frontier):
    assert hosts.next_allowed(frontier, "a") < NOW
    hosts.asked(frontier, "a", NOW, MANNERS, CHANCE)
    assert hosts.next_allowed(frontier, "a") == NOW + timedelta(seconds=5)
    hosts.keep_crawl_delay(frontier, "a", 30.0)
    hosts.asked(frontier, "a", NOW, MANNERS, CHANCE)
    assert hosts.next_allowed(frontier, "a") == NOW + timedelta(seconds=30)


def test_a_wish_to_be_left_alone_outlives_the_run(tmp_path):
    for opening in (True, False):
        with Frontier(tmp_path / "frontier.sqlite") as frontier:
            if opening:
                queue.add(frontier, Found(url=PAGE), None, NOW)
                hosts.fared(frontier, "site.example", failed("rate_limited", status=429, retry_at=NOW + HOUR), MANNERS)
            assert hosts.left_alone_until(frontier, "site.example") == NOW + HOUR
            assert queue.ready(frontier, NOW) == []
            assert queue.ready(frontier, NOW + HOUR) == ["site.example"]


def test_a_429_that_does_not_say_how_long_counts_for_a_while(frontier):
    hosts.fared(frontier, "a", failed("rate_limited", status=429), MANNERS)
    assert hosts.left_alone_until(frontier, "a") == NOW + timedelta(seconds=MANNERS.rate_limited)


def test_the_breaker_trips_after_failures_in_a_row_for_longer_each_time_and_one_answer_closes_it(frontier):
    def spell(now):
        return hosts.left_alone_until(frontier, "a") - now

    for _ in range(MANNERS.breaker_after - 1):
        hosts.fared(frontier, "a", failed("timeout"), MANNERS)
    assert spell(NOW) < timedelta(0)
    hosts.fared(frontier, "a", failed("timeout"), MANNERS)
    assert spell(NOW) == timedelta(minutes=10)
    hosts.fared(frontier, "a", failed("unreachable", NOW + HOUR), MANNERS)
    assert spell(NOW + HOUR) == timedelta(minutes=20)
    hosts.fared(frontier, "a", came(at=NOW + 2 * HOUR), MANNERS)
    assert spell(NOW + 2 * HOUR) < timedelta(0)
    hosts.fared(frontier, "a", failed("timeout", NOW + 2 * HOUR), MANNERS)
    assert spell(NOW + 2 * HOUR) < timedelta(0)


def test_failures_of_the_page_do_not_trip_the_breaker(frontier):
    for _ in range(20):
        hosts.fared(frontier, "a", failed("not_found"), MANNERS)
        hosts.fared(frontier, "a", failed("truncated"), MANNERS)
    assert hosts.left_alone_until(frontier, "a") < NOW


def test_a_robots_txt_is_kept_until_its_time(frontier):
    rules = hosts.Robots(200, b"User-agent: *", None)
    hosts.keep_robots(frontier, "https://a:443", rules, NOW + HOUR)
    assert hosts.robots(frontier, "https://a:443", NOW) == rules
    assert hosts.robots(frontier, "https://a:443", NOW + HOUR) is None
    assert hosts.robots(frontier, "http://a:80", NOW) is None


def test_times_written_by_a_clock_that_was_wrong_are_brought_back(frontier):
    listed = frontier
    queue.add(listed, Found(url=PAGE), None, NOW)
    year = NOW + timedelta(days=400)
    hosts.asked(listed, "site.example", year, MANNERS, CHANCE)
    hosts.fared(listed, "site.example", failed("rate_limited", year, retry_at=year + HOUR), MANNERS)
    hosts.keep_robots(listed, "s", hosts.Robots(200, b"", None), year)
    settle(listed, queue.claim(listed, "site.example", NOW), Postponed(year), MANNERS, CHANCE)
    hosts.heal(listed, NOW, MANNERS)
    assert hosts.next_allowed(listed, "site.example") == NOW + timedelta(seconds=60)
    assert hosts.left_alone_until(listed, "site.example") <= NOW + timedelta(days=7)
    assert hosts.robots(listed, "s", NOW) is None
    assert fate(listed.path, PAGE).next_look == NOW
