import asyncio
import random
import sqlite3
from datetime import UTC, date, datetime, timedelta

import loopback_web as web
import pytest

from pipeline import progress
from pipeline.acquire import crawl as crawling
from pipeline.acquire.archive import Archive
from pipeline.acquire.crawl import crawl
from pipeline.acquire.fetch import engine
from pipeline.acquire.fetch import look as looking
from pipeline.acquire.frontier import landing
from pipeline.acquire.frontier.database import Frontier, FrontierError
from pipeline.acquire.frontier.fates import counts, fates
from pipeline.acquire.manners import Manners, NoContactError
from pipeline.outlets.catalog import CatalogOutlet

NOW = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
MANNERS = Manners(contact="desk@newsroom.example", delay=0, jitter=0, deadline=3, connect=2)


class StillClock:
    """Stands still; sleeping is only noted."""

    def __init__(self):
        self.slept = []

    def now(self):
        return NOW

    async def sleep(self, seconds):
        self.slept.append(seconds)


def site(asked, _):
    if asked.path == "/feed":
        return web.reply(web.feed(f"http://{asked.headers['host']}", [(f"/{n}", "Iran") for n in range(5)]), kind="application/rss+xml")
    return web.reply(status=404) if asked.path == "/robots.txt" else web.reply(f"<p>{asked.path}</p>")


@pytest.fixture
def served():
    with web.LoopbackWeb(lambda _: site) as found:
        yield found


@pytest.fixture
def run(served, tmp_path):
    outlets = [CatalogOutlet(id=name, name=name, feeds=(served.url(f"{name}.example", "/feed"),)) for name in ("one", "two")]

    def go(manners=MANNERS, outlets=outlets, **more):
        with Frontier(tmp_path / "frontier.sqlite") as frontier:
            rule = more.pop("rule", lambda *_: None)
            names = more.pop("resolve", lambda _: ["127.0.0.1"])
            return asyncio.run(
                crawl(
                    outlets,
                    frontier,
                    Archive(tmp_path / "raw"),
                    rule,
                    manners,
                    more.pop("clock", StillClock()),
                    names,
                    allow_loopback=True,
                    chance=random.Random(1),  # noqa: S311 - jitter
                    **more,
                )
            )

    go.outlets, go.home = outlets, tmp_path
    return go


def test_a_round_counts_what_it_did_by_outlet(run):
    done = run()
    assert done.by_outlet == {name: {"fetched": 5, "listing_fetched": 1} for name in ("one", "two")}
    assert (done.total["fetched"], done.discovered, done.archived, done.left) == (10, 10, 10, 0)
    again = run()
    assert (again.by_outlet, again.archived) == ({}, 0)


def test_without_a_contact_nothing_is_asked(run, served):
    with pytest.raises(NoContactError):
        run(Manners())
    assert served.log == []


def test_only_the_outlets_asked_for_are_looked_at(run, served):
    run(outlets=run.outlets[:1], only=True)
    assert {one.host for one in served.log} == {"one.example"}


def test_nothing_is_begun_after_the_end_of_the_round(run, served):
    assert run(until=NOW).left == 2
    assert served.log == []
    assert run(until=NOW + timedelta(hours=1)).left == 0


def test_what_came_is_archived_under_the_day_given(run):
    run(day=date(2026, 2, 1))
    assert Archive(run.home / "raw").days() == [date(2026, 2, 1)]


def test_looks_are_moved_to_the_archive_along_the_way(run, monkeypatch):
    monkeypatch.setattr(crawling, "ARCHIVE_LOOKS", 3)
    monkeypatch.setattr(crawling, "_CHECK_EVERY", 1)
    archive = Archive(run.home / "raw")
    assert run().archived == 10
    assert len(archive.indexes(NOW.date())) > 1
    assert len({entry.url for entry in archive.entries(NOW.date())}) == 10


def test_what_a_killed_round_had_archived_but_not_forgotten_is_not_archived_twice(run, monkeypatch):
    kept = landing.forget
    monkeypatch.setattr(landing, "forget", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        run()
    monkeypatch.setattr(landing, "forget", kept)
    assert run().archived == 0
    assert len(Archive(run.home / "raw").entries(NOW.date())) == 10


def test_progress_is_told(run):
    told = []
    with progress.listening(lambda *at: told.append(at)):
        run()
    assert ("addresses looked at", 12, 12) in told
    assert told[-1] == ("looks archived", 10, None)


def test_a_name_that_is_not_known_may_be_known_later(run):
    def nobody(_):
        raise OSError("Name or service not known")

    run(resolve=nobody)
    assert {(fate.fate, fate.reason) for fate in fates(run.home / "frontier.sqlite")} == {("failed", "unresolved")}


def test_a_name_system_that_does_not_answer_is_waited_for_only_so_long(run):
    import time  # noqa: PLC0415

    run(Manners(contact="desk@newsroom.example", delay=0, connect=0.2), resolve=lambda _: time.sleep(1) or ["127.0.0.1"])
    assert {fate.reason for fate in fates(run.home / "frontier.sqlite")} == {"unresolved"}


def test_a_site_that_trips_the_fetcher_does_not_end_the_round_of_the_others(run, monkeypatch):
    follow = looking._follow

    async def tripping(fetcher, due, way):
        if "one.example" in due.url and due.url.endswith("/3"):
            raise LookupError("what nobody thought of")
        return await follow(fetcher, due, way)

    monkeypatch.setattr(looking, "_follow", tripping)
    assert run().total["failed"] == 1
    assert counts(run.home / "frontier.sqlite") == {"failed": 1, "stored": 9}


def test_a_frontier_that_cannot_be_written_is_a_problem_in_words(run, monkeypatch):
    def full(*_):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(crawling.queue, "register", full)
    with pytest.raises(FrontierError, match="disk is full"):
        run()


def test_few_hosts_at_a_time_still_reach_all(run):
    assert run(Manners(contact="desk@newsroom.example", delay=0, hosts=1)).total["fetched"] == 10


def test_a_host_with_much_to_fetch_lets_others_have_their_turn(run, served, monkeypatch):
    monkeypatch.setattr(engine, "FAIR", 2)
    run(Manners(contact="desk@newsroom.example", delay=0, hosts=1))
    hosts = [one.host for one in served.log]
    assert hosts.index("two.example") < 6
    assert len(hosts) == 14


def test_the_delay_is_slept_by_the_clock_that_is_given(run):
    class Moving(StillClock):
        moment = NOW

        def now(self):
            return self.moment

        async def sleep(self, seconds):
            self.slept.append(seconds)
            self.moment += timedelta(seconds=seconds)

    clock = Moving()
    run(Manners(contact="desk@newsroom.example", delay=5, jitter=0), outlets=run.outlets[:1], clock=clock)
    assert clock.slept == [5.0] * 6  # robots.txt, the feed and five pages
