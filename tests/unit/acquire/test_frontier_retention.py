"""What leaves the frontier, and what of it stays: nothing is fetched anew because it was forgotten, and the counts still add up."""

import random
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.acquire.frontier import queue, retention
from pipeline.acquire.frontier.coverage import coverage
from pipeline.acquire.frontier.database import SCHEMA_VERSION, Frontier
from pipeline.acquire.frontier.fates import counts, fate, fates, settled
from pipeline.acquire.frontier.queue import Found
from pipeline.acquire.frontier.retention import prune
from pipeline.acquire.frontier.settle import settle
from pipeline.acquire.manners import Manners
from pipeline.acquire.outcome import Answer, Elsewhere, Failure
from pipeline.outlets.catalog import CatalogOutlet

NOW = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
DAY = timedelta(days=1)
MANNERS = Manners(jitter=0, retries=(), revisits=(), keep_settled=400 * DAY.total_seconds(), keep_left_out=30 * DAY.total_seconds())
CHANCE = random.Random(1)  # noqa: S311 - jitter
OUTLET = CatalogOutlet(id="site", name="Site", feeds=("https://site.example/feed",))
NAMED = ("stored", "gone", "off", "elsewhere")


def url(name):
    return f"https://site.example/{name}"


def listing(frontier, entries, at):
    feed = fates_by(frontier)["feed"]
    due = queue.claim(frontier, "site.example", max(at, feed.next_look or at))
    body = f"{at} {len(entries)}".encode()
    return settle(frontier, due, Answer(status=200, at=at, body=body), MANNERS, CHANCE, entries)


def fates_by(frontier):
    return {one.url.rpartition("/")[2]: one for one in fates(frontier.path)}


@pytest.fixture
def frontier(tmp_path):
    """One page each that came, that is gone, that was left out and that redirects, all of the first day."""
    with Frontier(tmp_path / "frontier.sqlite") as opened:
        queue.register(opened, [OUTLET], NOW)
        off = Found(url=url("off"), title="A garden", left_out="not_relevant", detail="off")
        listing(opened, [Found(url=url("stored")), Found(url=url("gone")), off, Found(url=url("elsewhere"))], NOW)
        outcomes = {
            "stored": Answer(status=200, at=NOW, body=b"text"),
            "gone": Failure(reason="not_found", detail="status 404", at=NOW, status=404),
            "elsewhere": Elsewhere(url("stored"), NOW),
        }
        while due := queue.claim(opened, "site.example", NOW):
            settle(opened, due, outcomes[due.url.rpartition("/")[2]], MANNERS, CHANCE)
        yield opened


def test_what_was_left_out_unseen_goes_first_then_what_is_settled_and_listings_stay(frontier):
    assert prune(frontier, NOW + 29 * DAY, MANNERS) == 0
    assert prune(frontier, NOW + 31 * DAY, MANNERS) == 1
    assert set(fates_by(frontier)) == {"feed", "stored", "gone", "elsewhere"}
    assert prune(frontier, NOW + 399 * DAY, MANNERS) == 0
    assert prune(frontier, NOW + 401 * DAY, MANNERS) == 3
    assert set(fates_by(frontier)) == {"feed"}


def test_none_keeps_all(frontier):
    assert prune(frontier, NOW + 9_999 * DAY, Manners(keep_settled=None, keep_left_out=None)) == 0


def test_what_is_forgotten_is_still_counted_and_its_fate_still_told(frontier):
    before, days = counts(frontier.path), coverage(frontier.path)
    assert before == {"duplicate": 1, "quarantined": 1, "skipped": 1, "stored": 1}
    prune(frontier, NOW + 401 * DAY, MANNERS)
    assert counts(frontier.path) == before
    assert coverage(frontier.path) == days
    assert sum(before.values()) == sum(day.discovered for day in days)
    assert fate(frontier.path, url("gone")) is None
    told = {name: settled(frontier.path, url(name)) for name in NAMED}
    assert {name: (one.fate, one.reason) for name, one in told.items()} == {
        "stored": ("stored", None),
        "gone": ("quarantined", "not_found"),
        "off": ("skipped", "not_relevant"),
        "elsewhere": ("duplicate", "same_article"),
    }
    assert {one.day for one in told.values()} == {NOW.date()}
    assert settled(frontier.path, url("never")) is None
    assert settled(frontier.path, "no address") is None


def test_a_listing_that_still_names_what_is_forgotten_makes_nothing_new_and_nothing_due(frontier):
    prune(frontier, NOW + 401 * DAY, MANNERS)
    later = NOW + 402 * DAY
    off = Found(url=url("off"), left_out="too_old")
    done = listing(frontier, [Found(url=url("stored")), Found(url=url("gone")), off, Found(url=url("elsewhere"))], later)
    assert done.entries == 0
    assert queue.claim(frontier, "site.example", later) is None
    assert sum(counts(frontier.path).values()) == 4


def test_a_listing_that_now_tells_more_of_what_was_left_out_brings_it_back(frontier):
    prune(frontier, NOW + 401 * DAY, MANNERS)
    later = NOW + 402 * DAY
    assert listing(frontier, [Found(url=url("off"), title="Iran")], later).entries == 0  # discovered long ago
    assert queue.claim(frontier, "site.example", later).url == url("off")
    assert settled(frontier.path, url("off")) is None
    assert sum(counts(frontier.path).values()) == 4


def test_a_page_named_by_hand_is_looked_at_again_although_it_was_forgotten(frontier):
    prune(frontier, NOW + 401 * DAY, MANNERS)
    later = NOW + 402 * DAY
    listing(frontier, [], later)
    assert not queue.add(frontier, Found(url=url("gone")), "site", later)  # not new
    assert queue.claim(frontier, "site.example", later).url == url("gone")
    assert sum(counts(frontier.path).values()) == 4


def test_a_page_that_turns_out_to_live_at_a_forgotten_address_does_not_double_it(frontier):
    prune(frontier, NOW + 401 * DAY, MANNERS)
    later = NOW + 402 * DAY
    queue.add(frontier, Found(url=url("new")), "site", later)
    due = queue.claim(frontier, "site.example", later)
    settle(frontier, due, Answer(status=200, at=later, body=b"x", final_url=url("stored")), MANNERS, CHANCE)
    assert sum(counts(frontier.path).values()) == 5


def test_many_rows_leave_in_small_steps_and_a_kill_in_between_loses_none(frontier, monkeypatch):
    monkeypatch.setattr(retention, "TOGETHER", 1)
    real, steps = retention._forget, []

    def dying(held, row):
        steps.append(row["url"])
        if len(steps) == 3:
            raise KeyboardInterrupt
        real(held, row)

    monkeypatch.setattr(retention, "_forget", dying)
    with pytest.raises(KeyboardInterrupt):
        prune(frontier, NOW + 401 * DAY, MANNERS)
    assert sum(counts(frontier.path).values()) == 4
    assert prune(frontier, NOW + 401 * DAY, MANNERS) == 2
    assert sum(counts(frontier.path).values()) == 4


def test_a_frontier_of_the_version_before_is_brought_up_to_date_by_whoever_opens_it(frontier):
    path = frontier.path
    frontier.close()
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "DROP INDEX url_settled; DROP TABLE forgotten; ALTER TABLE url DROP COLUMN looked_at; ALTER TABLE url DROP COLUMN unchanged;"
            " ALTER TABLE url DROP COLUMN hops; PRAGMA user_version = 1;"
        )
    connection.close()
    held = {one.url.rpartition("/")[2]: (one.looked_at, one.unchanged) for one in fates(path, role="page")}
    assert held == {"stored": (NOW, 0), "gone": (NOW, 0), "off": (None, 0), "elsewhere": (NOW, 0)}
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    connection.close()
    with Frontier(path) as opened:
        assert prune(opened, NOW + 401 * DAY, MANNERS) == 4
