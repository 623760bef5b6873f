"""Fetching killed at any moment and begun again ends with the same tables, and asks nobody twice for what had come."""

import multiprocessing
import os
import random
import time
from itertools import pairwise

import loopback_web as web
import pytest
import small_fetch

from pipeline.acquire.archive import Archive
from pipeline.acquire.frontier import landing
from pipeline.acquire.frontier.database import Frontier
from pipeline.acquire.frontier.fates import counts, fates

HOSTS, PAGES = 6, 20
KILLS = int(os.environ.get("MASTHEAD_FETCH_KILLS", "8"))
"""The full measure is 50; each costs a second or so."""


def site(asked, _):
    n = asked.path.rpartition("/")[2]
    if asked.path == "/robots.txt":
        return web.reply("User-agent: *\nDisallow: /page/3\n")
    if asked.path == "/feed":
        base = f"http://{asked.headers['host']}"
        entries = [(f"/page/{n}", "Football" if n == 5 else "Iran") for n in range(PAGES)]
        return web.reply(web.feed(base, entries), kind="application/rss+xml")
    return {
        "7": web.reply("gone", status=404),
        "8": web.reply("not today", status=500),
        "9": web.reply(status=302, Location="/page/9b"),
        "11": web.reply(status=302, Location="/page/12"),
    }.get(n, web.reply(f"<html><p>Iran, {asked.host}, {n}</p></html>" * 20, ETag=f'"{n}"'))


def tables(home, port):
    """What is known of every page, and what the archive holds, without times."""
    pages = {
        fate.url.replace(f":{port}", ""): (fate.outlet, fate.fate, fate.reason, fate.tries, fate.looks, fate.role)
        for fate in fates(home / "frontier.sqlite")
    }
    archive = Archive(home / "raw")
    looks = sorted(
        (entry.url.replace(f":{port}", ""), entry.raw_hash or "", entry.error or "")
        for day in archive.days()
        for entry in archive.entries(day)
    )
    return pages, looks


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory):
    home = tmp_path_factory.mktemp("unbroken")
    with web.LoopbackWeb(lambda _: site) as served:
        small_fetch.main(home, served.port, HOSTS)
        assert max(served.busiest.values()) == 1
    return tables(home, served.port)


def test_killed_at_random_points_it_ends_with_the_same_tables_and_asks_for_nothing_twice(tmp_path, unbroken):
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["small_fetch"])
    chance = random.Random(KILLS)  # noqa: S311 - no secret
    ends = []
    with web.LoopbackWeb(lambda _: site) as served:
        for _ in range(KILLS):
            began = context.Event()
            child = context.Process(target=small_fetch.main, args=(tmp_path, served.port, HOSTS, began))
            child.start()
            assert began.wait(60)
            time.sleep(chance.uniform(0.02, 3.0 / KILLS + 0.15))
            child.kill()
            child.join()
            time.sleep(0.05)  # for the server to have read what was sent
            ends.append(len(served.log))
        small_fetch.main(tmp_path, served.port, HOSTS)
        ends.append(len(served.log))
        assert tables(tmp_path, served.port) == unbroken
        assert again(served.log, ends) == []
    with Frontier(tmp_path / "frontier.sqlite") as frontier:
        assert landing.size(frontier) == (0, 0)
    assert sum(counts(tmp_path / "frontier.sqlite").values()) == HOSTS * (PAGES + 1)


def again(log, ends):
    """Requests for what had been asked for before, other than what was in flight at its host when a run was killed.

    A page and the one it redirects to, '/page/9' and '/page/9b', are one look.
    """
    wrong, known, last = [], {}, {}
    for start, end in pairwise([0, *ends]):
        in_flight, last = last, dict(last)
        for one in log[start:end]:
            before = known.get((one.host, one.path))
            if before == end or (before and in_flight.get(one.host, "").rstrip("b") != one.path.rstrip("b")):
                wrong.append((one.host, one.path))
            known[one.host, one.path] = end
            last[one.host] = one.path
    return wrong


def test_the_measure_finds_a_page_that_is_fetched_twice():
    asked = [web.Asked("a", path, 0.0, 1, {}) for path in ("/1", "/2", "/2", "/3", "/1")]
    assert again(asked, [2, 5]) == [("a", "/1")]
    assert again(asked[:4], [2, 4]) == []
    assert again(asked[:3], [3]) == [("a", "/2")]
