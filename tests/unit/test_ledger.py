"""From the frontier to the warehouse: what fetching knows is exported to batches, loaded, related, and told again from batches alone."""

import json
import random
from datetime import UTC, datetime, timedelta

import pytest

from pipeline import ledger, line
from pipeline.acquire.archive import Archive
from pipeline.acquire.frontier import landing, queue
from pipeline.acquire.frontier.database import Frontier
from pipeline.acquire.frontier.queue import Found
from pipeline.acquire.frontier.settle import settle
from pipeline.acquire.manners import Manners
from pipeline.acquire.outcome import Answer, Elsewhere, Failure
from pipeline.outlets.catalog import CatalogOutlet
from pipeline.settings import Settings
from pipeline.store import batches
from pipeline.store.warehouse import Warehouse

TODAY = datetime.now(UTC).replace(hour=0, minute=0, second=1, microsecond=0)
DAY = timedelta(days=1)
MANNERS = Manners(jitter=0, retries=(3_600.0,), revisits=(7_200.0,))
CHANCE = random.Random(1)  # noqa: S311 - jitter
STORY = "Iran said that at least 80 people were injured in Tehran, Iran. The United States denied any role in what Iran called an attack. "
HTML = f"<html lang=en><head><title>Iran and the United States</title></head><body><article><p>{STORY * 3}</p><p>{STORY}</p></article></body></html>"


class Here:
    """A mapper that reads in this process: what is tested is not how pages are spread."""

    def map(self, make, jobs):
        read = make()
        yield from ((job, read(job)) for job in jobs)


@pytest.fixture
def known(tmp_path, monkeypatch):
    monkeypatch.setattr(line, "mapper", lambda _: Here())
    return Settings(home=tmp_path / "w", workers=1)


def url(name):
    return f"https://post.example/{name}"


def fetch(known, outcomes, at, *, entries=()):
    """One round by hand: the feed names the entries, each page meets its outcome; what landed goes to the archive."""
    with Frontier(known.frontier) as frontier:
        queue.register(frontier, [CatalogOutlet(id="bbc", name="BBC", feeds=("https://post.example/feed",))], at)
        while due := queue.claim(frontier, "post.example", at):
            name = due.url.rpartition("/")[2]
            body = json.dumps([str(at), len(entries)]).encode()
            outcome = Answer(status=200, at=at, body=body) if due.role == "listing" else outcomes[name](at)
            settle(frontier, due, outcome, MANNERS, CHANCE, entries if due.role == "listing" else ())
        if waiting := landing.waiting(frontier):
            Archive(known.raw).add(at.date(), landing.looks(frontier.path, waiting[0]))
            landing.forget(frontier, waiting[0])


def came(body=HTML):
    return lambda at: Answer(status=200, at=at, body=body.encode(), media_type="text/html", charset="utf-8")


def lost(reason, status=0):
    return lambda at: Failure(reason=reason, detail=f"status {status}", at=at, status=status)


def ingest(known):
    """The line without its marts, in this process."""
    line.acquire(known, line.Sources(), [TODAY.date()], run_id="r")
    line.read(known, [TODAY.date()])
    done = line.load(known, run_id="r")
    line.relate(known)
    return done


def told(known, table="page"):
    with Warehouse.open(known.build) as warehouse:
        broken = {name: warehouse.run_check(name).to_dicts() for name in ("page_fates", "coverage_counts", "capture_fates")}
        assert not any(broken.values()), broken
        return warehouse.table(table).to_dicts()


def by_name(rows):
    return {row["url"].rpartition("/")[2]: row for row in rows}


OUTCOMES = {
    "a": came(),
    "slow": lost("timeout"),
    "gone": lost("not_found", 404),
    "empty": came("<html><body></body></html>"),
    "moved": lambda at: Elsewhere(url("a"), at),
    "barred": lost("robots"),
}
ENTRIES = [*(Found(url=url(name)) for name in OUTCOMES), Found(url=url("garden"), left_out="not_relevant", detail="off")]


@pytest.fixture
def fetched(known):
    fetch(known, OUTCOMES, TODAY, entries=ENTRIES)
    return known


def test_fates_of_pages_come_from_the_frontier(fetched):
    ingest(fetched)
    found = by_name(told(fetched))
    naive = TODAY.replace(tzinfo=None)
    assert {name: (row["fate"], row["reason"], row["retry_at"]) for name, row in found.items()} == {
        "a": ("stored", None, None),
        "slow": ("failed", "timeout", naive + timedelta(hours=1)),  # the frontier's backoff, not a day
        "gone": ("quarantined", "not_found", None),
        "empty": ("failed", "empty", naive + timedelta(hours=2)),  # the next look, by when a text may be there
        "moved": ("duplicate", "same_article", None),
        "barred": ("skipped", "robots", None),
    }
    assert found["moved"]["duplicate_of"] == found["a"]["page_id"]


def test_a_page_tried_for_the_last_time_is_quarantined(fetched):
    ingest(fetched)
    fetch(
        fetched, {"slow": lost("timeout"), "a": came(), "empty": came("<html><body></body></html>")}, TODAY + timedelta(hours=2, minutes=5)
    )
    ingest(fetched)
    found = by_name(told(fetched))
    assert {name: found[name]["fate"] for name in ("slow", "empty", "a")} == {"slow": "quarantined", "empty": "quarantined", "a": "stored"}
    assert (found["a"]["unchanged"], found["empty"]["unchanged"]) == (1, 1)
    assert found["a"]["last_looked_at"] == (TODAY + timedelta(hours=2, minutes=5)).replace(tzinfo=None)
    assert len([row for row in told(fetched, "capture") if row["url"] == url("a")]) == 1  # and no row per look


def test_coverage_counts_what_was_left_out_and_adds_up(fetched):
    ingest(fetched)
    [day] = told(fetched, "coverage")
    names = ("outlet_id", "discovered", "stored", "skipped", "failed", "unchanged", "not_relevant", "too_old", "new", "gap_reason")
    assert {name: day[name] for name in names} == {
        "outlet_id": "bbc",
        "discovered": 7,
        "stored": 1,
        "skipped": 2,  # one forbidden, one that redirects
        "failed": 3,
        "unchanged": 0,
        "not_relevant": 1,
        "too_old": 0,
        "new": 7,
        "gap_reason": None,
    }


def test_nothing_new_is_exported_twice_and_what_changed_once(fetched):
    assert ingest(fetched)["fetch_state"] == 6
    again = ingest(fetched)
    assert again == {"batches": 0}
    fetch(fetched, {"slow": came()}, TODAY + timedelta(hours=1, minutes=5))
    assert ingest(fetched)["fetch_state"] == 1
    assert by_name(told(fetched))["slow"]["fate"] == "duplicate"  # it has the text of the first


def test_a_warehouse_built_anew_from_the_batches_tells_the_same_without_the_frontier(fetched):
    ingest(fetched)
    before = {table: sorted(map(str, told(fetched, table))) for table in ("page", "coverage", "fetch_state", "fetch_day")}
    fetched.build.unlink()
    fetched.frontier.unlink()
    ingest(fetched)
    assert {table: sorted(map(str, told(fetched, table))) for table in before} == before


def test_a_kill_between_export_and_load_neither_loses_nor_doubles_anything(fetched):
    line.acquire(fetched, line.Sources(), [TODAY.date()], run_id="r")
    line.read(fetched, [TODAY.date()])
    with Warehouse.open(fetched.build) as warehouse:
        warehouse.load(batch.path for batch in batches.listing(fetched.batches))
        assert ledger.export(fetched, warehouse) is not None  # and here it is killed
    assert len([one for one in batches.listing(fetched.batches) if one.counts.get("fetch_state")]) == 1
    ingest(fetched)
    assert len([one for one in batches.listing(fetched.batches) if one.counts.get("fetch_state")]) == 1
    assert by_name(told(fetched))["gone"]["fate"] == "quarantined"


def test_an_outlet_without_any_capture_has_its_gap_and_its_name(known):
    with Frontier(known.frontier) as frontier, frontier.transaction():
        for back in range(5, 0, -1):
            landing.tally(frontier, "tasnim", TODAY - back * DAY, "listing_fetched")
            if back > 1:
                landing.tally(frontier, "tasnim", TODAY - back * DAY, "discovered")
                landing.tally(frontier, "tasnim", TODAY - back * DAY, "not_relevant")
        landing.tally(frontier, "nobody", TODAY - 5 * DAY, "listing_failed")
    ingest(known)
    days = {(row["outlet_id"], (TODAY.date() - row["day"]).days): row["gap_reason"] for row in told(known, "coverage")}
    assert {back: days["tasnim", back] for back in range(5, 0, -1)} == {5: None, 4: None, 3: None, 2: None, 1: "silent"}
    assert days["nobody", 5] == "no_listing"
    assert {days["nobody", back] for back in range(4, 0, -1)} == {"not_tried"}
    outlets = {row["outlet_id"]: row["catalogued"] for row in told(known, "outlet")}
    assert outlets == {"tasnim": True, "nobody": False}


def test_without_a_frontier_there_is_nothing_to_export(known):
    with Warehouse.open(known.build) as warehouse:
        assert ledger.export(known, warehouse) is None
