import random
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.acquire.frontier import landing, queue
from pipeline.acquire.frontier.coverage import coverage
from pipeline.acquire.frontier.database import SCHEMA_VERSION, Frontier, FrontierBusyError, FrontierError
from pipeline.acquire.frontier.fates import counts, fate, fates
from pipeline.acquire.frontier.queue import Found
from pipeline.acquire.frontier.settle import settle
from pipeline.acquire.manners import Manners
from pipeline.acquire.outcome import FINAL, PASSING, SKIPPED, Answer, Elsewhere, Failure, Postponed
from pipeline.outlets.catalog import CatalogOutlet

NOW = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
MANNERS = Manners(jitter=0, retries=(60, 600), revisits=(3_600, 6 * 3_600), listings=900)
CHANCE = random.Random(1)  # noqa: S311 - jitter
OUTLET = CatalogOutlet(id="site", name="Site", feeds=("https://site.example/feed",), sitemaps=("https://site.example/map.xml",))
PAGE = "https://site.example/1"


@pytest.fixture
def frontier(tmp_path):
    with Frontier(tmp_path / "frontier.sqlite") as opened:
        yield opened


@pytest.fixture
def listed(frontier):
    """A frontier whose feed has named one page."""
    queue.register(frontier, [OUTLET], NOW)
    feed = queue.claim(frontier, "site.example", NOW)
    settle(frontier, feed, Answer(status=200, at=NOW, body=b"feed"), MANNERS, CHANCE, [Found(url=PAGE, title="Iran")])
    settle(frontier, queue.claim(frontier, "site.example", NOW), Answer(status=200, at=NOW, body=b"map"), MANNERS, CHANCE)
    return frontier


def failed(reason, at=NOW, **more):
    return Failure(reason=reason, detail="in words", at=at, **more)


def came(body=b"<p>Iran</p>", at=NOW, **more):
    return Answer(status=200, at=at, body=body, media_type="text/html", **more)


def look(frontier, outcome, now=NOW):
    due = queue.claim(frontier, "site.example", now, None)
    assert due.url == PAGE
    return settle(frontier, due, outcome, MANNERS, CHANCE)


def known(frontier, url=PAGE):
    return fate(frontier.path, url)


# --- addresses become known, and are handed out


def test_listings_are_due_at_once_and_come_before_pages(frontier):
    queue.register(frontier, [OUTLET], NOW)
    queue.add(frontier, Found(url=PAGE), None, NOW)
    assert queue.ready(frontier, NOW) == ["site.example"]
    assert queue.claim(frontier, "site.example", NOW).role == "listing"
    assert queue.waiting(frontier, NOW) == 3


def test_registering_again_changes_nothing_and_a_listing_given_up_is_left(listed):
    before = known(listed, OUTLET.feeds[0])
    queue.register(listed, [OUTLET], NOW + HOUR)
    assert known(listed, OUTLET.feeds[0]) == before
    queue.register(listed, [CatalogOutlet(id="site", name="Site")], NOW + HOUR)
    assert known(listed, OUTLET.feeds[0]).next_look is None
    queue.register(listed, [OUTLET], NOW + HOUR)
    assert known(listed, OUTLET.feeds[0]).next_look == NOW + HOUR


def test_a_listing_with_a_broken_address_is_a_failed_look_of_its_outlet(frontier):
    queue.register(frontier, [CatalogOutlet(id="site", name="Site", feeds=("ftp://site.example/feed",))], NOW)
    (page,) = landing.looks(frontier.path, landing.waiting(frontier)[0])
    assert (page.outlet, page.error, page.url) == ("site", "malformed", "ftp://site.example/feed")


def test_nothing_is_handed_out_before_its_time(listed):
    look(listed, came())
    assert queue.claim(listed, "site.example", NOW + timedelta(minutes=10)) is None
    assert queue.ready(listed, NOW + timedelta(minutes=10)) == []
    assert queue.claim(listed, "site.example", NOW + HOUR).url in {*OUTLET.feeds, *OUTLET.sitemaps}


def test_only_the_outlets_asked_for(listed):
    queue.add(listed, Found(url="https://other.example/1"), "other", NOW)
    assert queue.ready(listed, NOW, ["other"]) == ["other.example"]
    assert queue.waiting(listed, NOW, ["site"]) == 1
    assert queue.claim(listed, "site.example", NOW, ["other"]) is None


def test_an_entry_is_counted_once_and_what_is_left_out_is_noted_with_its_reason_and_is_no_look(listed):
    feed = queue.claim(listed, "site.example", NOW + HOUR)
    entries = [Found(url=PAGE), Found(url="https://site.example/2", title="Football", left_out="not_relevant", detail="off")]
    done = settle(listed, feed, came(b"feed 2", NOW + HOUR), MANNERS, CHANCE, entries)
    assert (done.what, done.entries) == ("fetched", 1)
    assert (known(listed, "https://site.example/2").fate, known(listed, "https://site.example/2").next_look) == ("skipped", None)
    left = known(listed, "https://site.example/2")
    assert (left.reason, left.detail, left.title, left.found_in, left.looked_at) == ("not_relevant", "off", "Football", feed.url, None)
    assert landing.waiting(listed) is None
    (day,) = coverage(listed.path)
    assert (day.discovered, day.not_relevant, day.skipped) == (2, 1, 0)


def test_what_was_left_out_is_looked_at_once_a_listing_tells_more(listed):
    feed = queue.claim(listed, "site.example", NOW + HOUR)
    url = "https://site.example/2"
    for entry in (Found(url=url, left_out="not_relevant"), Found(url=url, title="Iran")):
        with listed.transaction():
            queue.enqueue(listed, feed, [entry], NOW + HOUR)
    assert (known(listed, url).fate, known(listed, url).title, known(listed, url).next_look) == ("open", "Iran", NOW + HOUR)


def test_a_sitemap_is_opened_again_when_its_index_says_that_it_changed(listed):
    index = queue.claim(listed, "site.example", NOW + HOUR)
    url, later = "https://site.example/march.xml", NOW + 2 * HOUR

    def named(lastmod, now):
        with listed.transaction():
            queue.enqueue(listed, index, [Found(url=url, is_listing=True, lastmod=lastmod)], now)
        return known(listed, url).next_look

    assert named(NOW, NOW) == NOW
    due = next(one for one in (queue.claim(listed, "site.example", NOW),) if one.role == "listing")
    settle(listed, due, came(b"march", NOW + timedelta(minutes=1)), MANNERS, CHANCE)
    planned = known(listed, url).next_look
    assert named(NOW, later) == planned
    assert named(NOW + timedelta(minutes=2), NOW + timedelta(minutes=3)) == NOW + timedelta(minutes=3)


# --- what a look changes


def test_a_page_that_came_is_stored_and_looked_at_again(listed):
    done = look(listed, came(etag='"1"', final_url="https://site.example/1-iran"))
    assert done.what == "fetched"
    told = known(listed)
    assert (told.fate, told.reason, told.looks, told.next_look) == ("stored", None, 1, NOW + HOUR)
    again = queue.claim(listed, "site.example", NOW + HOUR, None)
    while again.role == "listing":
        settle(listed, again, failed("not_found", NOW + HOUR), MANNERS, CHANCE)
        again = queue.claim(listed, "site.example", NOW + HOUR, None)
    assert (again.etag, again.final_url) == ('"1"', "https://site.example/1-iran")
    alias = known(listed, "https://site.example/1-iran")
    assert (alias.fate, alias.duplicate_of, alias.next_look) == ("duplicate", PAGE, None)


@pytest.mark.parametrize("second", [Answer(status=304, at=NOW + HOUR, body=b""), came(at=NOW + HOUR)])
def test_the_same_bytes_or_a_304_are_unchanged_and_not_archived_again(listed, second):
    look(listed, came(etag='"1"'))
    before = landing.size(listed)
    due = page_due(listed, NOW + HOUR)
    assert settle(listed, due, second, MANNERS, CHANCE).what == "unchanged"
    assert landing.size(listed) == before
    assert known(listed).next_look == NOW + 6 * HOUR
    assert known(listed).looks == 2


def page_due(frontier, now):
    frontier.write("UPDATE url SET next_look = NULL WHERE role = 'listing'")
    return queue.claim(frontier, "site.example", now)


def test_after_the_last_revisit_a_page_is_left_alone(listed):
    look(listed, came())
    settle(listed, page_due(listed, NOW + 7 * HOUR), came(b"new", NOW + 7 * HOUR), MANNERS, CHANCE)
    assert (known(listed).fate, known(listed).next_look) == ("stored", None)


def test_failures_that_may_pass_are_tried_again_later_and_quarantined_after_the_last(listed):
    now, seen = NOW, []
    for _ in range(3):
        due = page_due(listed, now)
        settle(listed, due, failed("dropped", now), MANNERS, CHANCE)
        told = known(listed)
        seen.append((told.fate, told.tries, told.next_look and (told.next_look - now).total_seconds()))
        now = told.next_look or now
    assert seen == [("failed", 1, 60), ("failed", 2, 600), ("quarantined", 3, None)]
    assert len(list(landing.looks(listed.path, landing.waiting(listed)[0]))) == 3


@pytest.mark.parametrize("reason", sorted(FINAL))
def test_what_cannot_pass_is_not_tried_again(listed, reason):
    assert look(listed, failed(reason)).what == "quarantined"
    assert (known(listed).fate, known(listed).reason, known(listed).next_look) == ("quarantined", reason, None)


@pytest.mark.parametrize("reason", sorted(SKIPPED))
def test_what_is_left_out_on_purpose_is_skipped(listed, reason):
    assert look(listed, failed(reason)).what == "skipped"
    assert (known(listed).fate, known(listed).next_look) == ("skipped", None)


@pytest.mark.parametrize("reason", sorted(PASSING))
def test_what_may_pass_has_a_time_to_retry(listed, reason):
    assert look(listed, failed(reason)).what == "failed"
    assert known(listed).next_look == NOW + timedelta(seconds=60)


def test_the_servers_wish_counts_when_it_is_later_than_ours_up_to_a_bound(listed):
    look(listed, failed("rate_limited", retry_at=NOW + 3 * HOUR))
    assert known(listed).next_look == NOW + 3 * HOUR
    settle(listed, page_due(listed, NOW + 3 * HOUR), failed("rate_limited", NOW + 3 * HOUR, retry_at=NOW + 9_999 * HOUR), MANNERS, CHANCE)
    assert known(listed).next_look == NOW + 3 * HOUR + timedelta(days=7)


@pytest.mark.parametrize(("reason", "planned"), [("dropped", HOUR + timedelta(minutes=1)), ("not_found", None), ("robots", None)])
def test_a_stored_page_stays_stored_whatever_a_later_look_meets(listed, reason, planned):
    look(listed, came())
    settle(listed, page_due(listed, NOW + HOUR), failed(reason, NOW + HOUR), MANNERS, CHANCE)
    told = known(listed)
    assert (told.fate, told.reason, told.next_look) == ("stored", reason, planned and NOW + planned)
    assert next(page for page in landing.looks(listed.path, 99) if page.error).error == reason


def test_a_stored_page_that_will_not_come_again_gets_a_fresh_start_at_the_next_revisit(listed):
    look(listed, came())
    now = NOW + HOUR
    for _ in range(3):
        settle(listed, page_due(listed, now), failed("timeout", now), MANNERS, CHANCE)
        now = known(listed).next_look
    assert (known(listed).fate, known(listed).tries, now) == ("stored", 0, NOW + 6 * HOUR)


def test_a_redirect_to_a_known_page_makes_a_duplicate(listed):
    assert look(listed, Elsewhere("https://site.example/2", NOW)).what == "duplicate"
    assert (known(listed).fate, known(listed).duplicate_of, known(listed).next_look) == ("duplicate", "https://site.example/2", None)
    (page,) = landing.looks(listed.path, 99)
    assert (page.error, page.final_url) == ("same_article", "https://site.example/2")


def test_a_postponed_look_is_no_try(listed):
    assert look(listed, Postponed(NOW + HOUR)).what == "postponed"
    assert (known(listed).fate, known(listed).tries, known(listed).next_look) == ("open", 0, NOW + HOUR)
    assert landing.size(listed) == (0, 0)


@pytest.mark.parametrize("reason", ["not_found", "robots", "dropped", "malformed"])
def test_a_listing_is_never_given_up(frontier, reason):
    queue.register(frontier, [OUTLET], NOW)
    now = NOW
    for _ in range(5):
        settle(frontier, queue.claim(frontier, "site.example", now), failed(reason, now), MANNERS, CHANCE)
        now += timedelta(days=2)
    assert known(frontier, OUTLET.feeds[0]).next_look
    assert known(frontier, OUTLET.feeds[0]).fate == ("skipped" if reason == "robots" else "failed")
    assert all(page.error == reason for page in landing.looks(frontier.path, 99))


def test_counts_are_of_pages_and_add_up(listed):
    look(listed, came())
    queue.add(listed, Found(url="https://site.example/9"), None, NOW)
    assert counts(listed.path) == {"open": 1, "stored": 1}
    assert [one.url for one in fates(listed.path, role="page")] == [PAGE, "https://site.example/9"]
    assert fate(listed.path, "https://SITE.example/1?utm_source=x").url == PAGE
    assert fate(listed.path, "nonsense") is None
    assert fate(listed.path, "https://unknown.example/") is None


def test_what_landed_is_kept_until_it_is_archived_with_its_bytes_and_headers_and_no_key(listed):
    queue.add(listed, Found(url="https://site.example/2"), None, NOW, found_in="https://site.example/feed?token=abc")
    look(listed, came(b"\x00\xff", headers=[["ETag", '"1"']], request_headers=[["Accept", "*/*"]]))
    settle(listed, page_due(listed, NOW), came(b"2"), MANNERS, CHANCE)
    last, since = landing.waiting(listed)
    first, second = landing.looks(listed.path, last)
    assert (first.body, first.headers, first.request_headers, first.fetched_at) == (
        b"\x00\xff",
        [["ETag", '"1"']],
        [["Accept", "*/*"]],
        NOW,
    )
    assert second.found_in == "https://site.example/feed?token=[redacted]"
    assert since == NOW
    landing.forget(listed, last)
    assert landing.waiting(listed) is None


# --- the file


def test_two_processes_do_not_fetch_into_one_data_root(frontier):
    script = f"from pathlib import Path; from pipeline.acquire.frontier.database import Frontier; Frontier(Path({str(frontier.path)!r}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "FrontierBusyError: another run (process " in done.stderr
    with pytest.raises(FrontierBusyError) as caught:
        Frontier(frontier.path)
    assert caught.value.exit_code == 3


def test_a_newer_file_and_a_damaged_one_are_refused_with_a_clear_word(tmp_path):
    path = tmp_path / "frontier.sqlite"
    Frontier(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    with pytest.raises(FrontierError, match="newer Masthead"):
        Frontier(path)
    path.write_bytes(b"this is no database" * 100)
    for name in ("frontier.sqlite-wal", "frontier.sqlite-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    with pytest.raises(FrontierError, match="damaged"):
        Frontier(path)
    with pytest.raises(FrontierError, match="Nothing has been fetched"):
        counts(tmp_path / "none.sqlite")
    (tmp_path / "file").write_text("")
    with pytest.raises(FrontierError, match="must be a folder"):
        Frontier(tmp_path / "file" / "frontier.sqlite")


def test_a_transaction_is_all_or_nothing(frontier):
    def half_way():
        with frontier.transaction():
            frontier.write("INSERT INTO host (host) VALUES ('a')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_way()
    assert frontier.rows("SELECT * FROM host") == []
