"""What the frontier keeps of each look: when it was, whether it showed anything new, the way it took, and the state of the host."""

import asyncio
import random
from datetime import UTC, datetime, timedelta

import loopback_web as web
import pytest
from fast_clock import START, FastClock

from pipeline.acquire.archive import Archive
from pipeline.acquire.crawl import crawl
from pipeline.acquire.frontier import queue
from pipeline.acquire.frontier.database import Frontier
from pipeline.acquire.frontier.fates import fate
from pipeline.acquire.frontier.host_state import host_state
from pipeline.acquire.manners import Manners

MANNERS = Manners(contact="desk@newsroom.example", delay=2, jitter=0, retries=(60.0,), revisits=(3_600.0, 7_200.0))


@pytest.fixture
def world(tmp_path):
    """One host: a page, ways to it, a page that is gone, one that robots.txt forbids."""
    clock = FastClock()
    pages = {
        "/robots.txt": web.reply("User-agent: *\nDisallow: /private\nCrawl-delay: 7\n"),
        "/a": web.reply("<p>Iran</p>", ETag='"1"'),
        "/short": web.reply(status=301, Location="/middle"),
        "/middle": web.reply(status=302, Location="/end"),
        "/end": web.reply("<p>Iran, at the end</p>"),
        "/to-a": web.reply(status=302, Location="/a"),
        "/inward": web.reply(status=302, Location="http://10.0.0.1/"),
    }

    def site(asked, _):
        if asked.path == "/a" and asked.headers.get("if-none-match") == '"1"':
            return web.reply(status=304, Content_Length=None)
        return pages.get(asked.path, web.reply(status=404))

    with web.LoopbackWeb({"site.example": site}, clock.seconds) as served:

        def look(*paths, at=timedelta()):
            clock.put_to(START + at)
            with Frontier(tmp_path / "frontier.sqlite") as frontier:
                for path in paths:
                    queue.add(frontier, queue.Found(url=served.url("site.example", path)), "site", clock.now())
                done = crawl(
                    [],
                    frontier,
                    Archive(tmp_path / "raw"),
                    lambda *_: None,
                    MANNERS,
                    clock,
                    served.resolve,
                    allow_loopback=True,
                    chance=random.Random(1),  # noqa: S311 - jitter
                )
                return asyncio.run(done)

        look.path, look.url, look.archive = tmp_path / "frontier.sqlite", lambda path: served.url("site.example", path), tmp_path / "raw"
        yield look


def test_looks_that_show_nothing_new_are_counted_and_dated_and_are_no_captures(world):
    world("/a")
    assert (fate(world.path, world.url("/a")).unchanged, fate(world.path, world.url("/a")).looks) == (0, 1)
    for hours in (1, 2):
        world(at=timedelta(hours=hours, minutes=1))
    told = fate(world.path, world.url("/a"))
    assert (told.unchanged, told.looks, told.status, told.next_look) == (2, 3, 304, None)
    assert told.looked_at >= START + timedelta(hours=2)
    archive = Archive(world.archive)
    assert sum(len(archive.entries(day)) for day in archive.days()) == 1


def test_every_hop_of_a_redirect_is_kept_with_time_and_status(world):
    world("/short", "/a", "/inward")
    told = fate(world.path, world.url("/short"))
    assert [(hop.status, hop.url) for hop in told.hops] == [
        (301, world.url("/short")),
        (302, world.url("/middle")),
        (200, world.url("/end")),
    ]
    assert [hop.at for hop in told.hops] == sorted(hop.at for hop in told.hops)
    assert fate(world.path, world.url("/a")).hops == []
    refused = fate(world.path, world.url("/inward"))
    assert (refused.fate, [(hop.status, hop.url) for hop in refused.hops]) == ("quarantined", [(302, world.url("/inward"))])
    assert "10.0.0.1" in refused.detail


def test_a_redirect_to_a_page_that_is_known_names_it_as_the_last_hop(world):
    world("/a")
    world("/to-a")
    told = fate(world.path, world.url("/to-a"))
    assert (told.fate, told.duplicate_of) == ("duplicate", world.url("/a"))
    assert [(hop.status, hop.url) for hop in told.hops] == [(302, world.url("/to-a")), (0, world.url("/a"))]
    assert told.looked_at is not None


def test_the_state_of_the_host_tells_robots_delay_and_failures(world):
    world("/a", "/private/x")
    allowed, forbidden = (host_state(world.path, world.url(path)) for path in ("/b", "/private/x"))
    assert (allowed.host, allowed.robots, allowed.robots_status, allowed.crawl_delay, allowed.failures) == (
        "site.example",
        "allows",
        200,
        7.0,
        0,
    )
    assert allowed.robots_until == pytest.approx(START + timedelta(days=1), abs=timedelta(minutes=5))
    assert allowed.next_allowed > START
    assert allowed.left_alone_until is None
    assert forbidden.robots == "forbids"
    unknown = host_state(world.path, "https://elsewhere.example/")
    assert (unknown.robots, unknown.next_allowed, unknown.crawl_delay) == (None, None, None)
    assert host_state(world.path, "no address") is None


def test_a_robots_file_that_cannot_be_read_is_told(world):
    with Frontier(world.path) as frontier, frontier.transaction():
        until = datetime(2030, 1, 1, tzinfo=UTC).timestamp()
        for host, status in (("none", None), ("broken", 503), ("busy", 429), ("absent", 404)):
            frontier.write("INSERT INTO robots VALUES (?, ?, ?, ?, ?)", f"https://{host}.example:443", status, b"", None, until)
    told = {host: host_state(world.path, f"https://{host}.example/x").robots for host in ("none", "broken", "busy", "absent")}
    assert told == {"none": "unreachable", "broken": "unreachable", "busy": "unreachable", "absent": "allows"}
